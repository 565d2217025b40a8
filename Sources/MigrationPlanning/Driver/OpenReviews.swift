// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage

/// M-11, O-05: what only a person can say about opening.
struct OpenReviews {
    let context: DriverContext
    /// The driver's open callback, as far as it is kept.
    let open: SyntaxNode?
    /// There was none, and one is generated.
    let isStubbed: Bool

    func add(to builder: inout PlanBuilder) {
        if isStubbed {
            let place = context.table.node
            builder.review(
                ReviewItem(
                    rule: "M-11", path: place.file.path, position: place.position,
                    message: "\(context.table.name) had no .open: opening such a device failed with -EINVAL",
                    reason: "whether users were ever meant to open the device is not written in the driver",
                    choices: [
                        "keep the generated stub that returns -EINVAL: nothing changes for users",
                        "let the stub return 0: the device can be opened from now on",
                    ]))
        }
        // Who was written for first opens knows already.
        guard context.target.hasDeviceSets, !context.source.hasDeviceSets, let open, let place = Self.counts(open)
        else { return }
        builder.review(
            ReviewItem(
                rule: "O-05", path: place.file.path, position: place.position,
                message: "\(open.name)() counts, or refuses a second open",
                reason: "from 5.15 on it is called for the first open only; later opens succeed without it",
                choices: [
                    "delete the counter: the core counts now",
                    "keep it where it guards something other than opening",
                ]))
    }

    /// A flag that is set anew with each opening counts nothing.
    private static func countsByCall(_ name: String) -> Bool {
        guard name.hasPrefix("atomic") || name.hasPrefix("refcount_") || name.hasPrefix("test_and_set_bit") else {
            return false
        }
        return !name.hasSuffix("_set") && !name.hasSuffix("_read")
    }

    /// The place where an open callback counts, or refuses a second open.
    static func counts(_ open: SyntaxNode) -> SyntaxNode? {
        for node in open.subtree {
            if node.kind == .unary, ["++", "--"].contains(node.operatorText) { return node }
            if node.kind == .assignment, ["+=", "-="].contains(node.operatorText) { return node }
            if let name = node.calledName, countsByCall(name) { return node }
            if node.kind == .returnStatement, let code = node.children.first?.text,
                ["-EBUSY", "-EEXIST", "-EALREADY"].contains(code)
            {
                return node
            }
        }
        return nil
    }
}
