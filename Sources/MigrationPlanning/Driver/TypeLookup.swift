// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Recognises how a driver finds its own description of a type from the name of the type's kobject.
struct TypeLookup {
    /// `for (i…) if (!strcmp(ARRAY[i].FIELD, kobj->name)) return ARRAY + i;` in a function of its own.
    struct Finder {
        var function: SyntaxNode
        var array: String
        var field: String
    }

    /// `for (i…) { snprintf(name, …, "%s-%d", dev_driver_string(…), i + 1); if (!strcmp(kobj->name, name)) { … } }`
    struct Loop {
        var loop: SyntaxNode
        /// The loop's variable.
        var counter: SyntaxNode
        /// The `if` that compares.
        var test: SyntaxNode
        /// The local array that the name is printed to.
        var buffer: SyntaxNode?
    }

    let index: DriverIndex
    /// Names of the type groups, in order; nil where they are not constant.
    let groupNames: [String]?

    init(_ usage: DriverUsage, groups: TypeGroups) {
        index = usage.index
        groupNames = groups.names
    }

    static func stringValue(_ node: SyntaxNode) -> String? {
        node.subtree.first { $0.kind == .stringLiteral }?.name
    }

    // MARK: Finder functions

    /// A function whose body is a search by name, when the order of the array is that of the groups.
    func finder(_ function: SyntaxNode) -> Finder? {
        guard function.isStatic, function.parameters.count == 1, let kobject = function.parameters.first,
            CType.isPointer(kobject.canonicalType, toStruct: "kobject"),
            let loop = function.descendants(.forLoop).first, function.descendants(.forLoop).count == 1
        else { return nil }
        for call in loop.descendants(.call) where call.calledName == "strcmp" && call.arguments.count == 2 {
            let sides = call.arguments
            guard sides.contains(where: { Self.isName(of: kobject, $0) }),
                let entry = sides.first(where: { !Self.isName(of: kobject, $0) })?.unwrapped,
                entry.kind == .memberReference, let element = entry.children.first?.unwrapped,
                element.kind == .elementAccess, let array = element.children.first?.unwrapped, array.kind == .reference,
                returnsElement(of: array.name, in: loop), matches(array: array.name, field: entry.name)
            else { continue }
            return Finder(function: function, array: array.name, field: entry.name)
        }
        return nil
    }

    static func isName(of kobject: SyntaxNode, _ node: SyntaxNode) -> Bool {
        let plain = node.unwrapped
        if plain.kind == .memberReference, plain.name == "name" {
            return plain.children.first?.unwrapped.declaration == kobject.declaration
        }
        return plain.calledName == "kobject_name" && plain.arguments.first?.unwrapped.declaration == kobject.declaration
    }

    /// `return array + i` or `return &array[i]`.
    private func returnsElement(of array: String, in loop: SyntaxNode) -> Bool {
        loop.descendants(.returnStatement).contains { statement in
            guard let value = statement.children.first?.unwrapped else { return false }
            let mentions = value.subtree.contains { $0.kind == .reference && $0.name == array }
            return mentions && (value.kind == .binary || value.kind == .unary)
        }
    }

    /// Element by element, the array's names end in the groups' names, behind one common text: the driver string.
    private func matches(array: String, field: String) -> Bool {
        guard let groupNames, let elements = index.variables[array]?.initialiser?.children,
            elements.count == groupNames.count, Set(groupNames).count == groupNames.count
        else { return false }
        var prefixes: Set<String> = []
        for (element, group) in zip(elements, groupNames) {
            let list = element.kind == .designatedInitialiser ? element.initialiser ?? element : element
            guard let value = list.children.first(where: { $0.designatedMember?.name == field })?.initialiser,
                let text = Self.stringValue(value), text.hasSuffix("-" + group)
            else { return false }
            prefixes.insert(String(text.dropLast(group.count)))
        }
        return prefixes.count == 1
    }

    // MARK: Loops in place

    /// The search loop of a function that has a kobject, when the printed numbers are the groups' names in order.
    func loop(in function: SyntaxNode, kobject: SyntaxNode) -> Loop? {
        for loop in function.descendants(.forLoop) where !loop.isFromMacro {
            guard let body = loop.body, body.kind == .compound, body.children.count == 2,
                let print = body.children.first, ["snprintf", "sprintf", "scnprintf"].contains(print.calledName ?? ""),
                let test = body.children.last, test.kind == .ifStatement, test.elseBranch == nil,
                let condition = test.condition,
                let compare = condition.subtree.first(where: { $0.calledName == "strcmp" }),
                condition.text.hasPrefix("!") || condition.text.hasSuffix("== 0"),
                compare.arguments.contains(where: { Self.isName(of: kobject, $0) }),
                let buffer = compare.arguments.first(where: { !Self.isName(of: kobject, $0) })?.unwrapped,
                let counter = counter(of: loop), printsNumber(print, counter: counter, loop: loop),
                mentionsOfKobject(kobject, in: loop) == 1
            else { continue }
            let variable = function.descendants(.variable).first { $0.declaration == buffer.declaration }
            return Loop(loop: loop, counter: counter, test: test, buffer: variable)
        }
        return nil
    }

    private func mentionsOfKobject(_ kobject: SyntaxNode, in node: SyntaxNode) -> Int {
        Set(node.subtree.filter { $0.kind == .reference && $0.declaration == kobject.declaration }.map(\.range)).count
    }

    /// `for (i = 0; i < N; i++)` with N the number of groups.
    private func counter(of loop: SyntaxNode) -> SyntaxNode? {
        guard let groupNames, let start = loop.children.first, start.kind == .assignment,
            start.right?.integerValue == 0,
            let counter = start.left?.unwrapped, counter.kind == .reference, loop.children.count == 4
        else { return nil }
        let limit = loop.children[1]
        guard limit.operatorText == "<", limit.left?.unwrapped.declaration == counter.declaration,
            let right = limit.right
        else { return nil }
        return right.integerValue == groupNames.count || right.text.hasPrefix("ARRAY_SIZE(") ? counter : nil
    }

    /// `"%s-%d", dev_driver_string(…), i + 1` gives the groups' names for all i.
    private func printsNumber(_ call: SyntaxNode, counter: SyntaxNode, loop: SyntaxNode) -> Bool {
        let arguments = call.arguments
        guard let groupNames, let last = arguments.last?.unwrapped,
            arguments.count >= 4 || call.calledName == "sprintf",
            let format = arguments.compactMap(Self.directString).first, ["%s-%d", "%s-%u", "%s-%i"].contains(format),
            arguments.contains(where: { $0.unwrapped.calledName == "dev_driver_string" })
        else { return false }
        let offset: Int
        if last.kind == .reference, last.declaration == counter.declaration {
            offset = 0
        } else if last.kind == .binary, last.operatorText == "+", let value = last.right?.integerValue,
            last.left?.unwrapped.declaration == counter.declaration
        {
            offset = value
        } else {
            return false
        }
        return groupNames == groupNames.indices.map { String($0 + offset) }
    }

    private static func directString(_ node: SyntaxNode) -> String? {
        let plain = node.unwrapped
        return plain.kind == .stringLiteral ? plain.name : nil
    }
}
