// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// M-30: locks and lists of the driver that module init initialises only behind the registration, though probe uses them.
struct LateInitialisers {
    let context: DriverContext

    private static let initialisers: Set<String> = [
        "mutex_init", "INIT_LIST_HEAD", "spin_lock_init", "idr_init", "ida_init", "init_waitqueue_head", "atomic_set",
        "init_rwsem", "xa_init", "INIT_HLIST_HEAD", "init_completion", "hash_init", "refcount_set", "rwlock_init",
    ]

    func find(in function: SyntaxNode, behind anchor: SyntaxNode) -> [SyntaxNode] {
        guard let statements = function.body?.children, let position = statements.firstIndex(of: anchor) else {
            return []
        }
        let used = [context.create, context.remove].compactMap { $0 }.reduce(into: Set<String>()) {
            $0.formUnion(ReferenceGraph.names(in: $1))
        }
        return statements[(position + 1)...].filter { statement in
            let tokens = statement.tokens
            let first = tokens.text(at: tokens.index(atOrAfter: statement.range.start))
            guard Self.initialisers.contains(first) else { return false }
            let names = ReferenceGraph.names(in: statement).filter { context.index.variables[$0] != nil }
            return !names.isEmpty && !names.isDisjoint(with: used)
        }
    }
}
