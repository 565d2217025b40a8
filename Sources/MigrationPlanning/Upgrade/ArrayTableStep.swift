// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// C-02, C-03: an array of tables becomes an array of the drivers that they name.
struct ArrayTableStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let title = DriverTableStep.title

    /// - Parameter table: plans what one element says, as if it were a table of its own.
    func plan(
        _ draft: inout UpgradeDraft, element: (ParentOpsUse, inout UpgradeDraft) throws(Refusal) -> String
    ) throws(Refusal) {
        for node in context.index.nodes(.variable)
        where node.recordName == OldAPI.tableRecord && node.canonicalType.contains("[")
            && !node.canonicalType.contains("*")
        {
            guard let list = node.initialiser, list.kind == .initialiserList, node.nameRange != nil else {
                throw context.refuse(
                    "C-02", node, "\(node.name) is an array of tables without an initialiser", UpgradePlanner.byHand)
            }
            // `[KIND] = { … }` has its index as a child of its own.
            let elements = list.children.filter { child in
                !child.tokens.token(child.tokens.index(atOrAfter: child.range.start) - 1, is: "[")
            }
            for value in elements.map({ $0.kind == .initialiserList ? $0 : $0.children.last ?? $0 }) {
                guard value.kind == .initialiserList else {
                    throw context.refuse(
                        "C-02", value, "what this element of \(node.name) is was not recognised", UpgradePlanner.byHand)
                }
                let use = ParentOpsUse(
                    place: .variable("\(node.name)[]"), name: node.name, node: value,
                    members: VFIODeviceUsage.members(of: value))
                let driver = try element(use, &draft)
                draft.remove("C-02", Self.title, in: node.file, value.range, leaving: "&\(driver)")
            }
            try head(node, &draft)
            try references(node, &draft)
        }
    }

    /// `static const struct mdev_parent_ops ops[]` → `static struct mdev_driver *const ops[]`.
    private func head(_ node: SyntaxNode, _ draft: inout UpgradeDraft) throws(Refusal) {
        let tokens = node.tokens
        guard let name = node.nameRange,
            let record = tokens.indices(in: SourceRange(node.range.start, name.start)).first(where: {
                tokens.token($0, is: "mdev_parent_ops")
            }), tokens.token(record - 1, is: "struct"), tokens.index(atOrAfter: name.start) == record + 1
        else {
            throw context.refuse("C-02", node, "the type of \(node.name) is not written out", UpgradePlanner.byHand)
        }
        let first = tokens.token(record - 2, is: "const") ? record - 2 : record - 1
        draft.add(
            "C-02", Self.title, in: node.file,
            [TextEdit(SourceRange(tokens.tokens[first].range.start, name.start), "struct mdev_driver *const ")])
    }

    private func references(_ node: SyntaxNode, _ draft: inout UpgradeDraft) throws(Refusal) {
        for use in context.index.nodes(.reference) where use.declaration == node.declaration && use.tree === node.tree {
            if let access = use.parent, access.kind == .elementAccess, access.children.first == use,
                let address = access.parent, address.kind == .unary, address.operatorText == "&"
            {
                draft.add(
                    "C-03", "the parent is registered with the driver", in: use.file,
                    [.delete(SourceRange(address.range.start, access.range.start))])
                continue
            }
            // ops[i].device_driver is the element itself.
            if let access = use.parent, access.kind == .elementAccess, let member = access.parent,
                member.kind == .memberReference, member.name == "device_driver", !member.isFromMacro
            {
                draft.add("C-02", Self.title, in: use.file, [.delete(SourceRange(access.range.end, member.range.end))])
                continue
            }
            // ARRAY_SIZE() counts pointers as well.
            if use.ancestor(where: { $0.kind == .sizeof }) != nil { continue }
            throw context.refuse(
                "C-02", use, "\(node.name) is used in a way that an array of drivers cannot stand in for",
                UpgradePlanner.byHand)
        }
    }
}
