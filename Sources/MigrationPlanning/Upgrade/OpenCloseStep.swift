// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// O-01, O-03 to O-05: `open` and `release`, called for every file, become `open_device` and `close_device`, called for
/// the first and the last.
struct OpenCloseStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let renamed = ["open": "open_device", "release": "close_device"]

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.hasDeviceSets else { return }
        for table in context.devices.deviceOps where Self.renamed.keys.contains(where: { table.member($0) != nil }) {
            try plan(table, &draft)
        }
        for node in context.index.nodes(.assignment) {
            guard let left = node.left?.unwrapped, left.kind == .memberReference, left.owner == "vfio_device_ops",
                let name = Self.renamed[left.name]
            else { continue }
            let end = left.range.end
            draft.add(
                "O-01", Self.title, in: node.file, [TextEdit(SourceRange(end - left.name.utf8.count, end), name)])
        }
    }

    private static let title = "open_device and close_device"

    private func plan(_ table: VFIODeviceUsage.Table, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard let list = table.node.initialiser else { return }
        let references = OwnModuleReferences(context, table)
        let emptied = references.emptiedMembers
        var renames: [(member: SyntaxNode, name: String)] = []
        for (old, new) in Self.renamed.sorted(by: { $0.key < $1.key }) {
            guard let member = table.member(old) else { continue }
            if emptied.contains(old), let name = member.function {
                drop(member, name, &draft)
            } else {
                renames.append((member.node, new))
            }
        }
        draft.add("O-01", Self.title, in: table.node.file, TableText.renames(renames, in: list))
        references.plan(without: emptied, &draft)
        reviewOpen(table, emptied, &draft)
    }

    private func drop(_ member: TableMember, _ function: String, _ draft: inout UpgradeDraft) {
        let title = "open and release that do nothing are deleted"
        draft.remove("O-03", title, in: member.node.file, TableText.deletion(of: member.node))
        for head in context.index.heads(of: function) {
            draft.remove("O-03", title, in: head.file, head.declarationWithComment)
        }
    }

    /// What a second open of the same device means changes with 5.15; who counts opens has to know.
    private func reviewOpen(_ table: VFIODeviceUsage.Table, _ emptied: Set<String>, _ draft: inout UpgradeDraft) {
        guard let name = table.member("open")?.function, !emptied.contains("open"),
            let open = context.index.functions[name], let place = OpenReviews.counts(open)
        else { return }
        draft.review(
            context.review(
                "O-05", place, "\(name)() counts, or refuses a second open",
                "from 5.15 on it is called for the first open only; later opens succeed without it",
                [
                    "delete the counter: the core counts now",
                    "keep it where it guards something other than opening",
                ]))
    }
}

/// O-04: references to the driver's own module, taken in open and put in release. The core takes one for as long as the
/// device is open.
struct OwnModuleReferences {
    let context: UpgradeContext
    private let open: SyntaxNode?
    private let release: SyntaxNode?

    init(_ context: UpgradeContext, _ table: VFIODeviceUsage.Table) {
        self.context = context
        open = table.member("open")?.function.flatMap { context.index.functions[$0] }
        release = table.member("release")?.function.flatMap { context.index.functions[$0] }
    }

    /// The statements that take and put the reference, when they are a balanced pair; `undo` puts it where open fails.
    private var pair: (take: SyntaxNode, put: SyntaxNode, undo: [SyntaxNode])? {
        guard let open, let release else { return nil }
        let takes = open.subtree.filter { isOwn($0, "try_module_get") }
        let puts = release.subtree.filter { isOwn($0, "module_put") }
        let undo = open.subtree.filter { isOwn($0, "module_put") }
        guard takes.count == 1, puts.count == 1,
            undo.allSatisfy({ [.compound, .label].contains($0.parent?.kind) && Conditions.next(after: $0) != nil })
        else { return nil }
        let take = takes[0].enclosingStatement
        let put = puts[0].enclosingStatement
        guard take.kind == .ifStatement, take.elseBranch == nil, take.parent == open.body, put.parent == release.body,
            put.kind == .call
        else { return nil }
        return (take, put, undo)
    }

    private func isOwn(_ node: SyntaxNode, _ name: String) -> Bool {
        node.calledName == name && node.arguments.first?.text == "THIS_MODULE"
    }

    /// Members whose function does nothing (any more) and is used nowhere else.
    var emptiedMembers: Set<String> {
        var result: Set<String> = []
        if let open, isUsedOnce(open), statements(of: open, without: pair?.take).allSatisfy(isReturnOfZero) {
            result.insert("open")
        }
        if let release, isUsedOnce(release), statements(of: release, without: pair?.put).isEmpty {
            result.insert("release")
        }
        return result
    }

    private func isUsedOnce(_ function: SyntaxNode) -> Bool {
        function.isStatic && (context.index.calls[function.name] ?? []).isEmpty
            && (context.index.values[function.name] ?? []).count == 1
    }

    private func statements(of function: SyntaxNode, without statement: SyntaxNode?) -> [SyntaxNode] {
        (function.body?.children ?? []).filter { $0 != statement }
    }

    private func isReturnOfZero(_ node: SyntaxNode) -> Bool {
        node.kind == .returnStatement && (node.children.isEmpty || node.children[0].text == "0")
    }

    func plan(without emptied: Set<String>, _ draft: inout UpgradeDraft) {
        guard let pair else { return }
        let title = "the core holds the module while a device is open"
        if !emptied.contains("open") {
            let branch = pair.take.thenBranch
            let end = branch?.kind == .compound ? branch?.range.end : branch?.rangeWithSemicolon.end
            let take = SourceRange(pair.take.range.start, end ?? pair.take.range.end)
            draft.remove("O-04", title, in: pair.take.file, pair.take.file.wholeLines(take))
            for put in pair.undo { draft.remove("O-04", title, in: put.file, put.statementLines) }
        }
        if !emptied.contains("release") { draft.remove("O-04", title, in: pair.put.file, pair.put.statementLines) }
    }
}
