// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings

extension ReviewItem {
    /// M-06: a result of remove that nobody takes any more.
    static func veto(_ veto: SyntaxNode, of remove: SyntaxNode) -> ReviewItem {
        ReviewItem(
            rule: "M-06", path: veto.file.path, position: veto.position,
            message: "\(remove.name)() may return \(veto.text), and nobody can be told any more",
            reason: """
                the device is closed and unregistered when it is called; as before (kernels from 5.2 on), a result \
                other than 0 is at most logged, and what it then did not free stays
                """,
            choices: [
                "drop the test when it only asked whether the device is in use: it is not",
                "undo here what stood against removing, so that nothing is left behind",
            ])
    }
}
