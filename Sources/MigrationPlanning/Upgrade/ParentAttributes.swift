// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// C-04: the parent's attributes go to the parent's own groups.
struct ParentAttributes {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func plan(_ member: TableMember, _ draft: inout UpgradeDraft) throws(Refusal) {
        let groups = ParentGroups(context.usage, groups: member.value)
        for (file, edit) in groups.edits { draft.add("C-04", ParentGroups.title, in: file, [edit]) }
        if let review = groups.review("C-04", member.node.file.path, member.node.position) { draft.review(review) }
    }
}
