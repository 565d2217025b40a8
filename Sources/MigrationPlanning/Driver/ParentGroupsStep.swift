// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// M-13: the parent's attributes go to the parent's own groups.
struct ParentGroupsStep {
    let context: DriverContext

    init(_ context: DriverContext) { self.context = context }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let member = context.table.member("dev_attr_groups"), !member.isNull else { return }
        let groups = ParentGroups(context.usage, groups: member.value)
        for (file, edit) in groups.edits { try builder.add("M-13", ParentGroups.title, in: file, [edit]) }
        if let review = groups.review("M-13", member.node.file.path, member.node.position) { builder.review(review) }
    }

    /// The same, with the table there that had the groups.
    func planAhead(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let member = context.table.member("dev_attr_groups"), !member.isNull, !member.isAssignment else { return }
        let groups = ParentGroups(context.usage, groups: member.value)
        guard case .device = groups.place else { return }
        for (file, edit) in groups.edits { try builder.add("M-13", ParentGroups.title, in: file, [edit]) }
        try builder.add("M-13", ParentGroups.title, in: member.node.file, [TableLayout.deletion(of: member)])
    }
}
