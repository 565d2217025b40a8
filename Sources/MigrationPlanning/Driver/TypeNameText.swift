// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// B-02, B-04 where the way in which a driver finds its type by name is not recognised: the name is made again, as text,
/// and the driver goes on comparing it as it did.
struct TypeNameText {
    let usage: DriverUsage
    let groups: TypeGroups
    let prefix: String

    /// Mentions of the kobject in one function, sorted by what they become.
    struct Uses {
        /// `kobj->name` and `kobject_name(kobj)`.
        var names: [SyntaxNode] = []
        /// `kobj` given to the driver's own functions, which only ask for its name.
        var arguments: [(argument: SyntaxNode, call: SyntaxNode)] = []
        var ranges: [SourceRange] { names.map(\.range) + arguments.map(\.argument.range) }
    }

    private static let title = "the type's name is made as text"
    private static let bufferSize = 128

    private var functionName: String { prefix + "type_name" }
    private var index: DriverIndex { usage.index }

    /// nil when the kobject is used for something else than its name.
    func uses(of mentions: [SyntaxNode], kobject: SyntaxNode) -> Uses? {
        var uses = Uses()
        for mention in mentions {
            guard let parent = DeviceUses.meaningfulParent(of: mention) else { return nil }
            if TypeLookup.isName(of: kobject, parent), !parent.isFromMacro {
                uses.names.append(parent)
            } else if parent.kind == .call, !parent.isFromMacro, let helper = helper(called: parent),
                let argument = parent.arguments.first(where: { $0.unwrapped == mention }), asksForNameOnly(helper)
            {
                uses.arguments.append((argument, parent))
            } else {
                return nil
            }
        }
        return uses
    }

    private func helper(called call: SyntaxNode) -> SyntaxNode? {
        guard let name = call.calledName, let function = index.functions[name],
            function.isStatic || !Exports.has(name, in: index), index.values[name] == nil,
            parameter(of: function) != nil
        else { return nil }
        return function
    }

    private func parameter(of function: SyntaxNode) -> SyntaxNode? {
        function.parameters.first { CType.isPointer($0.canonicalType, toStruct: "kobject") }
    }

    private func asksForNameOnly(_ function: SyntaxNode) -> Bool {
        guard let kobject = parameter(of: function) else { return false }
        return function.subtree.allSatisfy { node in
            guard node.kind == .reference, node.declaration == kobject.declaration else { return true }
            guard let parent = DeviceUses.meaningfulParent(of: node) else { return false }
            return TypeLookup.isName(of: kobject, parent) && !parent.isFromMacro
        }
    }

    /// The edits of one function; false when its layout stands in the way.
    func replace(
        _ uses: Uses, in function: SyntaxNode, device: SyntaxNode?, type: String, rule: RuleID,
        _ builder: inout PlanBuilder
    ) throws(Refusal) -> Bool {
        guard groups.expression != nil, groups.file?.path == function.file.path, let body = function.body else {
            return false
        }
        let last = body.children.prefix { $0.kind == .declarationStatement }.last
        let taken = Set(function.descendants(.variable, .parameter).map(\.name))
        guard let buffer = ["type_name", "mdev_type_name"].first(where: { !taken.contains($0) }) else { return false }
        var behind = "\t\(functionName)(\(type), \(buffer), sizeof(\(buffer)));\n"
        let file = function.file
        // `const struct t *type = find(kobj);` becomes a declaration and, behind the name, an assignment.
        guard let moved = movedVariables(uses, in: function) else { return false }
        for variable in moved {
            guard let name = variable.nameRange, let value = variable.initialiser else { return false }
            try builder.add(rule, Self.title, in: file, [.delete(SourceRange(name.end, value.range.end))])
            behind += "\t\(variable.name) = \(text(of: value, uses, buffer, device: device));\n"
        }
        let ranges = moved.compactMap { $0.initialiser?.range }
        for use in uses.ranges where !ranges.contains(where: { $0.contains(use) }) {
            try builder.add(rule, Self.title, in: file, [TextEdit(use, buffer)])
        }
        guard let first = body.children.first(where: { $0.kind != .declarationStatement }) else { return false }
        let end = file.endOfLine(at: (last?.rangeWithSemicolon.end ?? body.range.start + 1) - 1)
        let start = file.startOfLine(at: first.range.start)
        let gap = last == nil || start == end ? "\n" : ""
        try builder.add(rule, Self.title, in: file, [.insert("\tchar \(buffer)[\(Self.bufferSize)];\n" + gap, at: end)])
        try builder.add(rule, Self.title, in: file, [.insert(behind + "\n", at: start)])
        for (_, call) in uses.arguments { try convertHelper(call, rule, &builder) }
        return true
    }

    /// Variables that get their value behind the declarations, as the name is not there before: those that ask for it, and
    /// those whose value comes from them. nil where one cannot be assigned to.
    private func movedVariables(_ uses: Uses, in function: SyntaxNode) -> [SyntaxNode]? {
        let declarations = function.body?.children.prefix { $0.kind == .declarationStatement } ?? []
        var moved: [SyntaxNode] = []
        for variable in declarations.flatMap({ $0.children.filter { $0.kind == .variable } }) {
            guard let value = variable.initialiser else { continue }
            let asks = uses.ranges.contains { value.range.contains($0) }
            let follows = value.subtree.contains { node in
                node.kind == .reference && moved.contains { $0.declaration == node.declaration }
            }
            guard asks || follows else { continue }
            let type = variable.canonicalType
            guard !variable.isStatic, value.unwrapped.kind != .initialiserList, !type.hasSuffix("]"),
                !type.hasSuffix("const"), !type.hasPrefix("const ") || CType.isPointer(type)
            else { return nil }
            moved.append(variable)
        }
        return moved
    }

    /// A value that moves, with the name's buffer, and with what becomes of the parameter for the parent device.
    private func text(of value: SyntaxNode, _ uses: Uses, _ buffer: String, device: SyntaxNode?) -> String {
        var replaced = uses.ranges.filter { value.range.contains($0) }.map { ($0, buffer) }
        if let device {
            for node in value.subtree where node.kind == .reference && node.declaration == device.declaration {
                replaced.append((node.range, TypeLookupStep.parentDevice))
            }
        }
        let file = value.file
        var text = ""
        var position = value.range.start
        for (range, replacement) in replaced.sorted(by: { $0.0 < $1.0 }) where range.start >= position {
            text += file.text(in: SourceRange(position, range.start)) + replacement
            position = range.end
        }
        return text + file.text(in: SourceRange(position, value.range.end))
    }

    /// Values in declarations, which move behind them as a whole.
    func moved(_ uses: Uses, in function: SyntaxNode) -> [SourceRange] {
        (movedVariables(uses, in: function) ?? []).compactMap { $0.initialiser?.range }
    }

    /// The driver's own function takes the name instead of the kobject.
    private func convertHelper(_ call: SyntaxNode, _ rule: RuleID, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let function = helper(called: call), let kobject = parameter(of: function) else { return }
        for head in index.heads(of: function.name) {
            guard let parameter = parameter(of: head) else { continue }
            try builder.add(
                rule, Self.title, in: head.file, [Signatures.replace(parameter, with: "const char *type_name")])
        }
        var seen: Set<SourceRange> = []
        for node in function.subtree where node.kind == .reference && node.declaration == kobject.declaration {
            guard seen.insert(node.range).inserted, let parent = DeviceUses.meaningfulParent(of: node) else { continue }
            try builder.add(rule, Self.title, in: node.file, [TextEdit(parent.range, "type_name")])
        }
    }

    /// The function that makes the name, once, in front of the ops table, and its prototype in front of the first user.
    func define(before users: [SyntaxNode], _ builder: inout PlanBuilder) throws(Refusal) {
        guard let expression = groups.expression, let file = groups.file,
            let first = users.min(by: { $0.range.start < $1.range.start })
        else { return }
        let head = "static void \(functionName)(struct mdev_type *mtype, char *name, size_t size)"
        var early = head + ";\n\n"
        if let assignment = groups.assignment, let value = assignment.right {
            early = "static struct attribute_group **\(expression);\n" + early
            let end = file.endOfLine(at: assignment.rangeWithSemicolon.end - 1)
            try builder.add(
                "B-02", Self.title, in: file,
                [.insert("\(assignment.indentation)\(expression) = \(value.text);\n", at: end)])
            builder.review(
                ReviewItem(
                    rule: "B-02", path: file.path, position: assignment.position,
                    message: "the type groups are kept in \(expression), one for all parents",
                    reason: "the type is found by its name, and the name is that of a group of its parent",
                    choices: [
                        "leave it so when there is one parent, or all have the same groups",
                        "keep the groups with the parent, and find them by mtype_get_parent_dev()",
                    ]))
        }
        try builder.add("B-02", Self.title, in: file, [.insert(early, at: first.startWithComment)])
        let text = """
            /* What the type's folder in sysfs is called. */
            \(head)
            {
            \tsnprintf(name, size, "%s-%s",
            \t\t dev_driver_string(mtype_get_parent_dev(mtype)),
            \t\t \(expression)[mtype_get_type_group_id(mtype)]->name);
            }

            """
        try builder.add(
            "B-02", Self.title, in: file, [.insert(groups.isBehind ? "\n" + text : text + "\n", at: groups.place)])
    }
}
