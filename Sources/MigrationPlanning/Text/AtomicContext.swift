// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Code that may not sleep: `vfio_uninit_group_dev()` takes a mutex, `kfree()` does not.
enum AtomicContext {
    private static let locks = [
        "spin_lock", "raw_spin_lock", "read_lock", "write_lock", "rcu_read_lock", "bh_lock_sock",
    ]

    /// Why a statement may not sleep: the name of the lock that is held there, or of what calls the function.
    static func reason(at node: SyntaxNode) -> String? {
        guard let function = node.enclosingFunction else { return nil }
        for (type, name) in [("callback_head", "call_rcu()"), ("rcu_head", "call_rcu()"), ("timer_list", "a timer")]
        where function.parameters.contains(where: { CType.isPointer($0.canonicalType, toStruct: type) }) {
            return name
        }
        // Backwards through the blocks that the statement stands in; blocks beside it are passed over.
        let tokens = node.tokens
        var depth = 0
        for index in tokens.indices(in: function.range).reversed()
        where tokens.tokens[index].range.end <= node.range.start {
            if tokens.token(index, is: "}") { depth += 1 }
            if tokens.token(index, is: "{"), depth > 0 {
                depth -= 1
                continue
            }
            guard depth == 0, tokens.tokens[index].kind == .identifier, tokens.token(index + 1, is: "(") else {
                continue
            }
            let name = tokens.text(at: index)
            if name.contains("unlock") {
                if locks.contains(where: { name.hasPrefix($0.replacing("_lock", with: "_unlock")) }) { return nil }
                continue
            }
            if locks.contains(where: name.hasPrefix), !name.hasPrefix("spin_lock_init") { return name + "()" }
        }
        return nil
    }
}
