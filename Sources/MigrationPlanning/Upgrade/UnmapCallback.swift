// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// D-01: the function behind the IOMMU notifier becomes `dma_unmap` of the ops: itself where it has the usual form, else
/// through a function that calls it as the notifier chain did.
struct UnmapCallback {
    let context: UpgradeContext
    let use: NotifierUse
    let callback: SyntaxNode

    static let title = "dma_unmap instead of a notifier"

    init(_ context: UpgradeContext, use: NotifierUse, callback: SyntaxNode) {
        self.context = context
        self.use = use
        self.callback = callback
    }

    private var file: SourceFile { callback.file }

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard !context.devices.deviceOps.isEmpty else {
            throw context.refuse("D-01", use.call, "no struct vfio_device_ops is seen", UpgradePlanner.byHand)
        }
        let stem = Self.stem(of: callback.name) ?? context.prefix
        let name = context.free(stem + "dma_unmap", context.prefix + "dma_unmap")
        if let shape = UsualUnmap(context, callback), let state = state(shape.record, shape.place) {
            rewrite(shape, as: name, state: state, &draft)
        } else {
            try adapter(name, &draft)
        }
        DeviceOpsMember(context).add("dma_unmap", name, defined: callback, "D-01", Self.title, &draft)
    }

    /// `foo_mdev_` of `foo_mdev_iommu_notifier`.
    private static func stem(of name: String) -> String? {
        for suffix in ["iommu_notifier", "unmap_notifier", "dma_notifier", "iommu_notify", "notifier", "notify"] {
            if name.hasSuffix("_" + suffix) { return String(name.dropLast(suffix.count)) }
        }
        return nil
    }

    /// How the struct that has the notifier block is found from the vfio_device.
    private func state(_ record: String, _ place: SyntaxNode) -> String? {
        if let embedding = context.devices.embedding(of: record) {
            return "container_of(vdev, struct \(record), \(embedding.field))"
        }
        return context.devices.drvdataRecords.contains(record) ? "dev_get_drvdata(vdev->dev)" : nil
    }

    // MARK: The usual form

    private func rewrite(_ shape: UsualUnmap, as name: String, state: String, _ draft: inout UpgradeDraft) {
        for head in context.index.heads(of: callback.name) {
            guard let list = Signatures.listRange(of: head), let nameRange = head.nameRange else { continue }
            let isPrototype = head.body == nil
            let line = head.isStatic || head.text.hasPrefix("static") ? "static void \(name)(" : "void \(name)("
            let items = KernelStyle.wrap(
                ["struct vfio_device *vdev", "u64 iova", "u64 length"], at: line.count, reserve: isPrototype ? 2 : 1)
            _ = nameRange
            draft.add(
                "D-01", Self.title, in: head.file, [TextEdit(SourceRange(head.range.start, list.end), line + items)])
        }
        if let comment = comment { draft.add("D-01", Self.title, in: file, comment.edits(name: name, old: callback.name)) }
        if !shape.isInitialiser { draft.add("D-01", Self.title, in: file, [TextEdit(shape.lookup, state)]) }
        for (range, new) in shape.replaced {
            draft.add("D-01", Self.title, in: file, [TextEdit(range, new == " = %" ? " = \(state)" : new)])
        }
        for range in shape.deleted { draft.remove("D-01", Self.title, in: file, range) }
        if let block = shape.block { draft.dedent("D-01", Self.title, in: file, block) }
    }

    private var comment: KernelDoc? { KernelDoc(above: callback) }

    // MARK: The adapter

    private func adapter(_ name: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard let place = use.blockPlace else {
            throw context.refuse("D-01", use.call, "which notifier block is registered is not seen", UpgradePlanner.byHand)
        }
        var text = "static void \(name)(struct vfio_device *vdev, u64 iova, u64 length)\n{\n"
        var block = "&\(place.text)"
        if place.kind == .memberReference {
            guard let state = state(place.owner, place) else {
                throw context.refuse(
                    "D-01", use.call, "struct \(place.owner) is not found from the vfio_device",
                    "put the notifier block into the struct with the vfio_device, then convert again")
            }
            text += KernelStyle.declaration("struct \(place.owner) *state", state)
            block = "&state->\(place.name)"
        }
        text += """
            	struct vfio_iommu_type1_dma_unmap unmap = {
            		.argsz = sizeof(unmap),
            		.iova = iova,
            		.size = length,
            	};

            	\(callback.name)(\(block), \(NotifierConstants.name("VFIO_IOMMU_NOTIFY_DMA_UNMAP", context)), &unmap);
            }

            """
        draft.add(
            "D-01", Self.title, in: file, [.insert("\n" + text, at: file.endOfLine(at: callback.range.end - 1))])
    }
}

/// A notifier function that does its work in one test for unmapping, or behind one.
struct UsualUnmap {
    /// The struct with the notifier block, and the expression that finds it.
    let record: String
    let place: SyntaxNode
    let lookup: SourceRange
    private(set) var replaced: [(SourceRange, String)] = []
    private(set) var deleted: [SourceRange] = []
    /// The state is found where its variable is declared; `%` stands for how.
    private(set) var isInitialiser = false
    /// The lines that move to the left.
    private(set) var block: SourceRange?

    init?(_ context: UpgradeContext, _ function: SyntaxNode) {
        guard let body = function.body, function.parameters.count == 3,
            context.index.calls[function.name] == nil,
            let unit = context.index.parse(of: function),
            !(unit.inactive[function.file.path] ?? []).contains(where: { function.range.overlaps($0) })
        else { return nil }
        let tokens = function.tokens
        let file = function.file
        let (nb, action, data) = (function.parameters[0], function.parameters[1], function.parameters[2])
        func uses(of node: SyntaxNode) -> [SyntaxNode] {
            var seen: Set<SourceRange> = []
            return body.subtree.filter {
                $0.kind == .reference && $0.declaration == node.declaration && seen.insert($0.range).inserted
            }
        }
        // container_of(nb, struct R, F), once.
        let inBody = tokens.indices(in: body.range)
        let ofBlock = inBody.filter { tokens.tokens[$0].kind == .identifier && tokens.text(at: $0) == nb.name }
        guard let word = ofBlock.first, tokens.token(word - 1, is: "("),
            tokens.token(word - 2, is: "container_of"), tokens.token(word + 1, is: ","),
            tokens.token(word + 2, is: "struct"), let close = tokens.closing(of: word - 1),
            // The field may have the name of the parameter.
            ofBlock.dropFirst().allSatisfy({ $0 < close })
        else { return nil }
        record = tokens.text(at: word + 3)
        place = nb
        lookup = SourceRange(tokens.tokens[word - 2].range.start, tokens.tokens[close].range.end)

        // The test.
        let ofAction = uses(of: action)
        guard ofAction.count == 1, let compare = ofAction[0].parent, compare.kind == .binary,
            compare.right?.unwrapped.text == "VFIO_IOMMU_NOTIFY_DMA_UNMAP",
            let test = compare.parent, test.kind == .ifStatement, test.condition == compare, test.parent == body,
            test.elseBranch == nil, let branch = test.thenBranch, let position = body.children.firstIndex(of: test)
        else { return nil }
        let rest = body.children[(position + 1)...]
        let last = body.children.last
        switch compare.operatorText {
        case "==":
            guard branch.kind == .compound, rest.count == 1, let final = rest.first, final.kind == .returnStatement,
                file.line(at: branch.range.start) < file.line(at: branch.children.first?.range.start ?? 0)
            else { return nil }
            // Declarations of the block may not come behind statements of the function: the one that finds the state
            // becomes an initialiser.
            let before = body.children[..<position].filter { $0.kind != .declarationStatement }
            let inner = branch.children.filter { $0.kind == .declarationStatement }
            let data = Self.argument(of: data, in: function)
            if !before.isEmpty, !inner.allSatisfy({ $0 == data?.parent }) {
                guard before.count == 1, let found = before.first, found.kind == .assignment,
                    found.range.contains(lookup), let name = found.left?.unwrapped, name.kind == .reference,
                    let variable = function.descendants(.variable).first(where: { $0.declaration == name.declaration }),
                    variable.initialiser == nil, variable.parent == body.children[position - 2],
                    variable.parent?.children.count(where: { $0.kind == .variable }) == 1
                else { return nil }
                replaced.append((SourceRange.at(variable.range.end), " = %"))
                let end = file.endOfLine(at: branch.range.start)
                deleted.append(SourceRange(file.endOfLine(at: variable.range.end), end))
                isInitialiser = true
            } else {
                var start = file.startOfLine(at: test.range.start)
                // The declarations of both blocks are one block now.
                if inner.first != nil, before.isEmpty, let last = body.children[..<position].last {
                    let end = file.endOfLine(at: last.rangeWithSemicolon.end - 1)
                    if file.text(in: SourceRange(end, start)).allSatisfy(\.isWhitespace) { start = end }
                }
                deleted.append(SourceRange(start, file.endOfLine(at: branch.range.start)))
            }
            deleted.append(file.wholeLines(SourceRange(branch.range.end - 1, branch.range.end)))
            deleted.append(final.statementLines)
            block = SourceRange(
                file.endOfLine(at: branch.range.start), file.startOfLine(at: branch.range.end - 1))
            if let tail = branch.children.last, tail.kind == .returnStatement { deleted.append(tail.statementLines) }
        case "!=":
            guard Flow.leaves(branch), last?.kind == .returnStatement else { return nil }
            let end = branch.kind == .compound ? branch.range.end : branch.rangeWithSemicolon.end
            deleted.append(file.wholeLines(SourceRange(test.range.start, end)))
            if let last { deleted.append(last.statementLines) }
        default: return nil
        }
        for statement in function.descendants(.returnStatement) {
            if deleted.contains(where: { $0.contains(statement.range) }) { continue }
            guard let value = statement.children.first, value.text.hasPrefix("NOTIFY_") else { return nil }
            replaced.append((statement.range, "return"))
        }

        // struct vfio_iommu_type1_dma_unmap *unmap = data;
        let ofData = uses(of: data)
        guard ofData.count == 1, let holder = ofData.first?.parent else { return nil }
        let variable: SyntaxNode?
        switch holder.kind {
        case .variable:
            variable = holder
            guard let edit = DeclarationRemoval.edit(for: holder) else { return nil }
            deleted.append(edit.range)
        case .assignment:
            let target = holder.left?.unwrapped
            variable = function.descendants(.variable).first { $0.declaration == target?.declaration }
            guard let variable, let edit = DeclarationRemoval.edit(for: variable), holder.enclosingStatement == holder
            else { return nil }
            deleted += [edit.range, holder.statementLines]
        default: return nil
        }
        guard let variable, CType.isPointer(variable.canonicalType, toStruct: "vfio_iommu_type1_dma_unmap") else {
            return nil
        }
        for use in uses(of: variable) {
            guard let member = use.parent else { return nil }
            if member.kind == .assignment, member == holder { continue }
            guard member.kind == .memberReference, !member.isFromMacro || member.range == use.parent?.range else {
                return nil
            }
            switch member.name {
            case "iova": replaced.append((member.range, "iova"))
            case "size": replaced.append((member.range, "length"))
            default: return nil
            }
        }
        let names = Set(function.descendants(.variable).map(\.name))
        guard names.isDisjoint(with: ["vdev", "iova", "length"]) else { return nil }
    }

    private static func argument(of data: SyntaxNode, in function: SyntaxNode) -> SyntaxNode? {
        function.descendants(.variable).first { $0.initialiser?.unwrapped.declaration == data.declaration }
    }
}

/// A comment in front of a function that describes its parameters.
struct KernelDoc {
    let range: SourceRange
    let file: SourceFile

    init?(above function: SyntaxNode) {
        let start = function.startWithComment
        let first = function.file.startOfLine(at: function.range.start)
        guard start < first else { return nil }
        let text = function.file.text(in: SourceRange(start, first))
        guard text.hasPrefix("/**") else { return nil }
        range = SourceRange(start, first)
        file = function.file
    }

    /// The lines about the three parameters and the result of a notifier, as those of `dma_unmap`.
    func edits(name: String, old: String) -> [TextEdit] {
        var edits: [TextEdit] = []
        var offset = range.start
        var parameters = ["@vdev: the vfio_device", "@iova: start of the range", "@length: its length in bytes"]
        while offset < range.end {
            let end = file.endOfLine(at: offset)
            let line = file.text(in: SourceRange(offset, end))
            let words = line.drop { $0 == " " || $0 == "*" || $0 == "\t" }
            if words.hasPrefix(old) {
                let at = offset + line.utf8.count - words.utf8.count
                edits.append(TextEdit(SourceRange(at, at + old.utf8.count), name))
            } else if words.hasPrefix("@"), !parameters.isEmpty {
                edits.append(TextEdit(SourceRange(offset, end), " * \(parameters.removeFirst())\n"))
            } else if words.hasPrefix("Return:") {
                // A void function says nothing; the empty line in front goes with it, unless the text goes on.
                let next = file.text(in: SourceRange(end, file.endOfLine(at: min(end, file.bytes.count - 1))))
                if next.contains("*/") {
                    var start = offset
                    let before = file.startOfLine(at: offset - 1)
                    if file.text(in: SourceRange(before, offset)).allSatisfy({ $0.isWhitespace || $0 == "*" }) {
                        start = before
                    }
                    edits.append(.delete(SourceRange(start, end)))
                }
            }
            offset = end
        }
        return edits
    }
}

/// A member that the tables of device ops gain.
struct DeviceOpsMember {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func add(
        _ member: String, _ name: String, defined function: SyntaxNode, _ rule: RuleID, _ title: String,
        _ draft: inout UpgradeDraft
    ) {
        let prototype = "void \(name)(struct vfio_device *vdev, u64 iova, u64 length);"
        for table in context.devices.deviceOps {
            guard let list = table.node.initialiser, table.member(member) == nil else { continue }
            draft.add(rule, title, in: table.node.file, TableText.addition(member, name, to: list))
            let isSameFile = table.node.file.path == function.file.path
            if isSameFile, table.node.range.start < function.range.start {
                draft.add(
                    rule, title, in: table.node.file,
                    [.insert("static \(prototype)\n\n", at: table.node.startWithComment)])
            }
        }
    }
}
