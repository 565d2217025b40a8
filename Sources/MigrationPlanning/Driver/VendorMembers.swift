// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// Members of an ops table that only a vendor's kernel had: they go, and someone has to know that nobody calls what was
/// bound to them.
struct VendorMembers {
    let table: OpsTable

    /// - Parameter edits: whether the members still have to be taken out of the initialiser.
    func plan(edits: Bool, _ builder: inout PlanBuilder) throws(Refusal) {
        let members = table.members.filter { !OldAPI.tableMembers.contains($0.name) }
        let title = "members of a vendor's kernel go"
        for member in members where !member.isNull {
            builder.review(
                ReviewItem(
                    rule: "M-10", path: member.node.file.path, position: member.node.position,
                    message: ".\(member.name) of \(table.name) is no member of any kernel.org release",
                    reason: "\(member.value.text) was called by the core of a vendor's kernel; here nobody calls it",
                    choices: [
                        "drop the function when its feature is not wanted",
                        "call it where that core did: in probe, remove or a callback",
                    ]))
        }
        if edits {
            for member in members where !member.isAssignment {
                try builder.add("M-10", title, in: member.node.file, [TableLayout.deletion(of: member)])
            }
        }
        try AssignmentRemoval.plan(members.filter(\.isAssignment).map(\.node), rule: "M-10", title: title, &builder)
    }
}
