// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// A member that the tables of device ops gain.
struct DeviceOpsMember {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    /// Whether a function of one file becomes a member of a table in another one.
    func isShared(_ function: SyntaxNode) -> Bool {
        context.devices.deviceOps.contains { $0.node.file.path != function.file.path }
    }

    func add(
        _ member: String, _ name: String, defined function: SyntaxNode, _ rule: RuleID, _ title: String,
        _ draft: inout UpgradeDraft
    ) {
        let prototype = "void \(name)(struct vfio_device *vdev, u64 iova, u64 length);"
        for table in context.devices.deviceOps {
            guard let list = table.node.initialiser, table.member(member) == nil else { continue }
            draft.add(rule, title, in: table.node.file, TableText.addition(member, name, to: list))
            if table.node.file.path != function.file.path {
                Sharing(context).announce(prototype, of: function, for: [table.node], rule, title, &draft)
            } else if table.node.range.start < function.range.start {
                draft.add(
                    rule, title, in: table.node.file,
                    [.insert("static \(prototype)\n\n", at: table.node.startWithComment)])
            }
        }
    }
}
