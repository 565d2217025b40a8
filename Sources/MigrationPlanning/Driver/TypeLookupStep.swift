// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// B-01 to B-04: create loses its kobject, type attributes take the type; what was found by name is found by index.
struct TypeLookupStep {
    let usage: DriverUsage
    /// The create callbacks of the driver.
    let creates: [SyntaxNode]
    private let lookup: TypeLookup
    private let finders: [String: TypeLookup.Finder]
    private let nameText: TypeNameText

    /// - Parameter prefix: what the driver's functions begin with.
    init(_ usage: DriverUsage, groups: TypeGroups, creates: [SyntaxNode], prefix: String) {
        self.usage = usage
        self.creates = creates
        let lookup = TypeLookup(usage, groups: groups)
        self.lookup = lookup
        var finders: [String: TypeLookup.Finder] = [:]
        for (name, function) in usage.index.functions {
            if let finder = lookup.finder(function) { finders[name] = finder }
        }
        self.finders = finders
        nameText = TypeNameText(usage: usage, groups: groups, prefix: prefix)
    }

    init(_ context: DriverContext) {
        self.init(
            context.usage, groups: TypeGroups(context), creates: [context.create].compactMap { $0 },
            prefix: context.names.prefix)
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        var namers: [SyntaxNode] = []
        for create in creates {
            guard create.parameters.count == 2, let kobject = create.parameters.first,
                let device = create.parameters.last
            else { continue }
            let isNamed = try replaceLookups(
                in: create, kobject: kobject, index: "mdev_get_type_group_id(\(device.name))",
                type: "\(device.name)->type", rule: "B-02", &builder)
            if isNamed { namers.append(create) }
            for head in usage.index.heads(of: create.name) {
                if let edit = Signatures.drop(0, of: head) {
                    try builder.add("B-01", "create has no kobject", in: head.file, [edit])
                }
            }
        }
        for attribute in usage.typeAttributes where try convert(attribute.function, &builder) {
            namers.append(attribute.function)
        }
        if !namers.isEmpty { try nameText.define(before: namers, &builder) }
        for finder in finders.values.sorted(by: { $0.function.range < $1.function.range }) {
            try dropUnused(finder, &builder)
        }
    }

    // MARK: Type attributes

    /// Returns whether the function makes the type's name as text.
    private func convert(_ function: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) -> Bool {
        guard let kobject = function.parameters.first, function.parameters.count >= 3,
            CType.isPointer(kobject.canonicalType, toStruct: "kobject")
        else { return false }
        let device = function.parameters[1]
        let title = "type attributes take the type"
        for head in usage.index.heads(of: function.name) {
            let rest = head.parameters.dropFirst(2).map { Signatures.oneLine($0.text) }
            let items = ["struct mdev_type *mtype", "struct mdev_type_attribute *attr"] + rest
            if let edit = Signatures.rewriteList(of: head, to: items) {
                try builder.add("B-03", title, in: head.file, [edit])
            }
        }
        let isNamed = try replaceLookups(
            in: function, kobject: kobject, device: device, index: "mtype_get_type_group_id(mtype)", type: "mtype",
            rule: "B-04", &builder)
        var removed = [lookup.loop(in: function, kobject: kobject)?.loop.range].compactMap { $0 }
        if isNamed, let uses = nameText.uses(of: mentions(of: kobject, in: function), kobject: kobject) {
            removed += nameText.moved(uses, in: function)
        }
        var seen: Set<SourceRange> = []
        for node in function.subtree where node.kind == .reference && node.declaration == device.declaration {
            guard seen.insert(node.range).inserted, !removed.contains(where: { $0.contains(node.range) }) else {
                continue
            }
            try builder.add("B-04", title, in: function.file, [TextEdit(node.range, Self.parentDevice)])
        }
        return isNamed
    }

    /// The parent, for a type attribute.
    static let parentDevice = "mtype_get_parent_dev(mtype)"

    private func mentions(of kobject: SyntaxNode, in function: SyntaxNode) -> [SyntaxNode] {
        var seen: Set<SourceRange> = []
        return function.subtree.filter {
            $0.kind == .reference && $0.declaration == kobject.declaration && seen.insert($0.range).inserted
        }
    }

    // MARK: Lookups

    private func replaceLookups(
        in function: SyntaxNode, kobject: SyntaxNode, device: SyntaxNode? = nil, index: String, type: String,
        rule: RuleID,
        _ builder: inout PlanBuilder
    ) throws(Refusal) -> Bool {
        let title = "the type is found by its index"
        var handled: [SourceRange] = []
        if let loop = lookup.loop(in: function, kobject: kobject) {
            try builder.add(
                rule, title, in: function.file, LoopReplacement(loop: loop, index: index).edits(in: function))
            handled.append(loop.loop.range)
        }
        var holder: (variable: SyntaxNode, finder: TypeLookup.Finder)?
        for call in function.descendants(.call) {
            guard let name = call.calledName, let finder = finders[name],
                call.arguments.first?.unwrapped.declaration == kobject.declaration
            else { continue }
            try builder.add(rule, title, in: call.file, [TextEdit(call.range, "&\(finder.array)[\(index)]")])
            handled.append(call.range)
            if let variable = holdingVariable(of: call, in: function) {
                holder = (variable, finder)
                for test in neverTrue(variable, in: function) {
                    try builder.add(rule, title, in: test.file, [.delete(test.statementLines)])
                    handled.append(test.range)
                }
            }
        }
        var seen: Set<SourceRange> = []
        var rest: [SyntaxNode] = []
        for node in function.subtree where node.kind == .reference && node.declaration == kobject.declaration {
            guard seen.insert(node.range).inserted, !handled.contains(where: { $0.contains(node.range) }) else {
                continue
            }
            if let name = nameExpression(around: node, kobject: kobject),
                let text = nameText(holder: holder, index: index)
            {
                try builder.add(rule, title, in: node.file, [TextEdit(name.range, text)])
            } else {
                rest.append(node)
            }
        }
        guard let first = rest.first else { return false }
        if let uses = nameText.uses(of: rest, kobject: kobject),
            try nameText.replace(uses, in: function, device: device, type: type, rule: rule, &builder)
        {
            return true
        }
        throw EmbedChecks(usage: usage).refuse(
            rule, first,
            "\(function.name)() uses its kobject in a way that is not recognised as finding the type",
            "find the type by \(index.prefix { $0 != "(" })(), then convert again")
    }

    private func nameExpression(around node: SyntaxNode, kobject: SyntaxNode) -> SyntaxNode? {
        guard let parent = DeviceUses.meaningfulParent(of: node), TypeLookup.isName(of: kobject, parent) else {
            return nil
        }
        return parent
    }

    /// The type's full name, from the description that was found, or from the only array of descriptions there is.
    private func nameText(holder: (variable: SyntaxNode, finder: TypeLookup.Finder)?, index: String) -> String? {
        if let holder { return "\(holder.variable.name)->\(holder.finder.field)" }
        guard let finder = finders.values.first, Set(finders.values.map(\.array)).count == 1 else { return nil }
        return "\(finder.array)[\(index)].\(finder.field)"
    }

    private func holdingVariable(of call: SyntaxNode, in function: SyntaxNode) -> SyntaxNode? {
        guard
            let holder = call.ancestor(where: { $0.kind == .variable || $0.kind == .assignment || $0.kind.isStatement })
        else { return nil }
        if holder.kind == .variable { return holder }
        guard holder.kind == .assignment, let left = holder.left?.unwrapped else { return nil }
        return function.descendants(.variable).first { $0.declaration == left.declaration }
    }

    /// `if (!type) …` behind a lookup that always finds.
    private func neverTrue(_ variable: SyntaxNode, in function: SyntaxNode) -> [SyntaxNode] {
        function.descendants(.ifStatement).filter { statement in
            guard statement.elseBranch == nil, !statement.isFromMacro, let condition = statement.condition else {
                return false
            }
            let mention = condition.subtree.first { $0.kind == .reference && $0.declaration == variable.declaration }
            guard let mention, let test = DeviceUses.meaningfulParent(of: mention) else { return false }
            return test.range == condition.range && DeviceUses.isNullTest(test, of: mention)
        }
    }

    /// A finder that nothing calls any more goes.
    private func dropUnused(_ finder: TypeLookup.Finder, _ builder: inout PlanBuilder) throws(Refusal) {
        let attributes = Set(usage.typeAttributes.map(\.function.name) + creates.map(\.name))
        let calls = usage.index.calls[finder.function.name] ?? []
        guard calls.allSatisfy({ attributes.contains($0.enclosingFunction?.name ?? "") }) else { return }
        for head in usage.index.heads(of: finder.function.name) {
            try builder.add(
                "B-02", "the type is found by its index", in: head.file, [.delete(head.declarationWithComment)])
        }
    }
}

/// What a search loop becomes: its variable set to the index, and what stood under the `if`.
private struct LoopReplacement {
    let loop: TypeLookup.Loop
    let index: String

    func edits(in function: SyntaxNode) -> [TextEdit] {
        let file = loop.loop.file
        let outer = loop.loop.indentation
        let counter = loop.counter.name
        let branch = loop.test.thenBranch
        let statements = (branch?.kind == .compound ? branch?.children : branch.map { [$0] }) ?? []
        let kept = statements.filter { $0.kind != .breakStatement }
        let usesCounter = usesBehind(function) || kept.count != 1 || mentions(kept[0]) != 1
        var text = ""
        if usesCounter { text += "\(outer)\(counter) = \(index);\n" }
        for statement in kept {
            var line = statement.rangeWithSemicolon.text(in: file)
            if !usesCounter,
                let mention = statement.subtree.first(where: { $0.declaration == loop.counter.declaration })
            {
                let start = mention.range.start - statement.range.start
                let bytes = Array(line.utf8)
                line =
                    String(decoding: bytes[..<start], as: UTF8.self) + index
                    + String(decoding: bytes[(start + mention.range.count)...], as: UTF8.self)
            }
            text += outer + line + "\n"
        }
        var edits = [TextEdit(loop.loop.statementLines, text)]
        if let last = kept.last, last.kind == .returnStatement, let dead = statementBehind {
            edits.append(.delete(dead))
        }
        if let test = neverTrueBehind(kept) { edits.append(.delete(test.statementLines)) }
        if let buffer = loop.buffer, isOnlyInLoop(buffer, function), let edit = DeclarationRemoval.edit(for: buffer) {
            edits.append(edit)
        }
        if !usesCounter,
            let variable = function.descendants(.variable).first(where: { $0.declaration == loop.counter.declaration }),
            let edit = DeclarationRemoval.edit(for: variable)
        {
            edits.append(edit)
        }
        return edits
    }

    private func mentions(_ node: SyntaxNode) -> Int {
        Set(node.subtree.filter { $0.kind == .reference && $0.declaration == loop.counter.declaration }.map(\.range))
            .count
    }

    /// The counter is read again outside the loop.
    private func usesBehind(_ function: SyntaxNode) -> Bool {
        function.subtree.contains {
            $0.kind == .reference && $0.declaration == loop.counter.declaration && !loop.loop.range.contains($0.range)
        }
    }

    /// `if (!ports) …` behind `ports = index + 1;`: the search found nothing, which cannot be any more.
    private func neverTrueBehind(_ kept: [SyntaxNode]) -> SyntaxNode? {
        guard kept.count == 1, kept[0].kind == .assignment, let target = kept[0].left?.unwrapped.declaration,
            let value = kept[0].right?.unwrapped, value.operatorText == "+", let offset = value.right?.integerValue,
            offset > 0, let block = loop.loop.parent, let position = block.children.firstIndex(of: loop.loop),
            position + 1 < block.children.count
        else { return nil }
        let next = block.children[position + 1]
        guard next.kind == .ifStatement, next.elseBranch == nil, let condition = next.condition,
            let mention = condition.subtree.first(where: { $0.kind == .reference && $0.declaration == target }),
            let test = DeviceUses.meaningfulParent(of: mention), test.range == condition.range,
            DeviceUses.isNullTest(test, of: mention)
        else { return nil }
        return next
    }

    /// The `return` that was reached when nothing was found.
    private var statementBehind: SourceRange? {
        guard let block = loop.loop.parent, let position = block.children.firstIndex(of: loop.loop),
            position + 1 < block.children.count, block.children[position + 1].kind == .returnStatement
        else { return nil }
        return block.children[position + 1].statementLines
    }

    private func isOnlyInLoop(_ variable: SyntaxNode, _ function: SyntaxNode) -> Bool {
        function.subtree.allSatisfy {
            !($0.kind == .reference && $0.declaration == variable.declaration) || loop.loop.range.contains($0.range)
        }
    }
}
