// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-06: where remove refuses to remove. A test that only asks whether the device is in use can go: remove runs behind
/// `vfio_unregister_group_dev()`, so the device is closed, and what closing resets is reset.
struct VetoTests {
    /// Tests that are dropped as a whole, and what only guarded them.
    let inUse: [SyntaxNode]
    /// A result that says "I do not want to" for some other reason.
    let open: SyntaxNode?

    init(remove: SyntaxNode, release: SyntaxNode?, record: String, index: DriverIndex) {
        let vetoes = RemoveResults(remove).vetoes
        var tests: [SyntaxNode] = []
        var open: SyntaxNode?
        let reset = release.map { Self.resetMembers(by: $0, record: record, index: index) } ?? []
        for veto in vetoes {
            if let test = Self.pureTest(around: veto, in: remove), Self.asksForUse(test, record: record, reset: reset) {
                if !tests.contains(test) { tests.append(test) }
            } else {
                open = open ?? veto
            }
        }
        inUse = tests.flatMap { [$0] + Self.emptyLock(around: $0) }
        self.open = open
    }

    /// The lock and the unlock that have nothing but the test between them.
    private static func emptyLock(around test: SyntaxNode) -> [SyntaxNode] {
        guard let statements = test.parent?.children, let position = statements.firstIndex(of: test), position > 0,
            position + 1 < statements.count
        else { return [] }
        let (lock, unlock) = (statements[position - 1], statements[position + 1])
        guard let name = lock.calledName, name.contains("lock"), !name.contains("unlock"),
            unlock.calledName == name.replacing("lock", with: "unlock"),
            lock.arguments.map(\.text) == unlock.arguments.map(\.text)
        else { return [] }
        return [lock, unlock]
    }

    /// An `if` whose branch does nothing but unlock, say so and leave.
    private static func pureTest(around veto: SyntaxNode, in remove: SyntaxNode) -> SyntaxNode? {
        guard let test = veto.ancestor(where: { $0.kind == .ifStatement }), test.elseBranch == nil, !test.isFromMacro,
            test.parent == remove.body, let branch = test.thenBranch
        else { return nil }
        let statements = branch.kind == .compound ? branch.children : [branch]
        guard statements.last?.kind == .returnStatement else { return nil }
        let fits = statements.dropLast().allSatisfy { statement in
            RemoveParts.isLogging(statement) || (statement.calledName ?? statement.text).contains("unlock")
        }
        return fits ? test : nil
    }

    private static let readers: Set<String> = [
        "atomic_read", "atomic_long_read", "refcount_read", "test_bit", "list_empty", "kref_read", "READ_ONCE",
    ]

    /// All that the condition asks for is of the state, and closing the device resets it.
    private static func asksForUse(_ test: SyntaxNode, record: String, reset: Set<String>) -> Bool {
        guard let condition = test.condition else { return false }
        let members = condition.descendants(.memberReference).filter { $0.owner == record }
        let others = condition.descendants(.call).compactMap(\.calledName).filter { !readers.contains($0) }
        return !members.isEmpty && members.allSatisfy { reset.contains($0.name) } && others.isEmpty
    }

    /// Members of the state that a callback, or what it leads to, changes.
    private static func resetMembers(by release: SyntaxNode, record: String, index: DriverIndex) -> Set<String> {
        var names: Set<String> = []
        let graph = ReferenceGraph(index)
        for (name, function) in index.functions where graph.reaches(release.name, name) {
            for node in function.subtree {
                let target: SyntaxNode?
                switch node.kind {
                case .assignment: target = node.left?.unwrapped
                case .unary where ["++", "--"].contains(node.operatorText): target = node.children.first?.unwrapped
                // atomic_dec(&state->users), clear_bit(0, &state->flags)
                case .call: target = node.arguments.lazy.compactMap(Self.addressed).first
                default: continue
                }
                if let target, target.kind == .memberReference, target.owner == record { names.insert(target.name) }
            }
        }
        return names
    }

    private static func addressed(_ argument: SyntaxNode) -> SyntaxNode? {
        let plain = argument.unwrapped
        return plain.kind == .unary && plain.operatorText == "&" ? plain.children.first?.unwrapped : nil
    }
}
