// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// The groups that make a driver's types: how code gets at them, and what they are called where that is constant.
struct TypeGroups {
    /// An expression for the array of groups, good in any function of the file.
    var expression: String?
    /// Names of the groups in order; nil where they are made at run time.
    var names: [String]?
    /// The file in which the expression is good, and where a function that uses it may be put.
    var file: SourceFile?
    var place: Int
    /// The place is the end of a declaration, not the start of one.
    var isBehind = true
    /// Where the groups are given to a table that cannot be asked for them: the expression is a variable of our own, which
    /// is given them as well.
    var assignment: SyntaxNode?

    /// The groups of one table.
    init(_ context: DriverContext) {
        let index = context.index
        let table = context.table
        let value = table.member("supported_type_groups")?.value.unwrapped
        names = value.flatMap { Self.constantNames($0.name, index) }
        let variable = value.flatMap { $0.kind == .reference ? index.variables[$0.name] : nil }
        if let variable, variable.file.path == context.file.path, variable.enclosingFunction == nil {
            expression = variable.name
            file = variable.file
            let isBeforeTable = variable.range.start < table.node.range.start && table.node.kind == .variable
            isBehind = !isBeforeTable
            place =
                isBeforeTable
                ? table.node.startWithComment : variable.file.endOfLine(at: variable.rangeWithSemicolon.end - 1)
            return
        }
        // Given to the table when the module runs: the table, or the driver in its place, has them from then on.
        file = context.file
        place = context.file.endOfLine(at: table.node.rangeWithSemicolon.end - 1)
        guard let member = table.member("supported_type_groups"), value != nil else { return }
        let isVariable =
            table.node.kind == .variable && (table.storage == .constantVariable || table.storage == .mutableVariable)
        if !isVariable, member.isAssignment, !context.target.registersParentWithDriver {
            var owner = member.node
            while let parent = owner.parent { owner = parent }
            guard owner.file.path == context.file.path, member.node.enclosingStatement == member.node else { return }
            expression = FreeNames(index).name(context.names.prefix + "type_groups")
            assignment = member.node
            place = owner.startWithComment
            isBehind = false
            return
        }
        if case .arrayElement = table.storage { return }
        guard isVariable || context.target.registersParentWithDriver else { return }
        if !isVariable {
            var owner = member.node
            while let parent = owner.parent { owner = parent }
            place = owner.file.endOfLine(at: owner.range.end - 1)
        }
        let holder = context.target.registersParentWithDriver ? context.names.driver : table.name
        expression = "\(holder).supported_type_groups"
    }

    /// The groups of a file that only has type attributes: its one array of groups.
    init(attributesOf usage: DriverUsage) {
        place = 0
        let arrays = usage.index.variables.values.filter {
            $0.canonicalType.hasPrefix("struct attribute_group *[") && $0.enclosingFunction == nil
        }
        guard arrays.count == 1, let array = arrays.first else { return }
        expression = array.name
        file = array.file
        place = array.file.endOfLine(at: array.rangeWithSemicolon.end - 1)
        names = Self.constantNames(array.name, usage.index)
    }

    private static func constantNames(_ variable: String, _ index: DriverIndex) -> [String]? {
        guard let list = index.variables[variable]?.initialiser else { return nil }
        var names: [String] = []
        for element in list.children {
            let plain = element.unwrapped
            guard plain.kind == .unary, let group = plain.children.first?.unwrapped, group.kind == .reference else {
                if ["NULL", "0"].contains(element.text) { break }
                return nil
            }
            guard
                let value = index.variables[group.name]?.initialiser?.children.first(where: {
                    $0.designatedMember?.name == "name"
                })?.initialiser, let text = TypeLookup.stringValue(value)
            else { return nil }
            names.append(text)
        }
        return names.isEmpty ? nil : names
    }
}
