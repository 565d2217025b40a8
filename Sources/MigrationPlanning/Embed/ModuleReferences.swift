// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// M-20, O-03, O-04: references to the driver's own module, taken in open and put in release, go from 5.15 on; the core
/// takes one for as long as the device is open.
struct ModuleReferences {
    let context: EmbedContext

    init(_ context: EmbedContext) { self.context = context }

    private var open: SyntaxNode? { function("open") }
    private var release: SyntaxNode? { function("release") }

    private func function(_ member: String) -> SyntaxNode? {
        context.openingFunction(member).flatMap { context.index.functions[$0] }
    }

    /// The statements that take and put the reference, when they are a balanced pair.
    private var pair: (take: SyntaxNode, put: SyntaxNode)? {
        guard context.target.hasDeviceSets, let open, let release else { return nil }
        let takes = open.subtree.filter { isOwn($0, "try_module_get") }
        let puts = release.subtree.filter { isOwn($0, "module_put") }
        let elsewhere = open.subtree.contains { isOwn($0, "module_put") }
        guard takes.count == 1, puts.count == 1, !elsewhere else { return nil }
        let take = takes[0].enclosingStatement
        let put = puts[0].enclosingStatement
        // if (!try_module_get(THIS_MODULE)) return …;
        guard take.kind == .ifStatement, take.elseBranch == nil, take.parent == open.body, put.parent == release.body,
            put.kind == .call
        else { return nil }
        return (take, put)
    }

    private func isOwn(_ node: SyntaxNode, _ name: String) -> Bool {
        node.calledName == name && node.arguments.first?.text == "THIS_MODULE"
    }

    /// Members whose function does nothing (any more).
    var emptiedMembers: Set<String> {
        guard context.target.hasDeviceSets else { return [] }
        var result: Set<String> = []
        if let open, statements(of: open, without: pair?.take).allSatisfy(isReturnOfZero) { result.insert("open") }
        if let release, statements(of: release, without: pair?.put).isEmpty { result.insert("release") }
        return result.filter { member in
            guard let function = function(member) else { return false }
            return function.isStatic && (context.index.calls[function.name] ?? []).isEmpty
        }
    }

    private func statements(of function: SyntaxNode, without statement: SyntaxNode?) -> [SyntaxNode] {
        (function.body?.children ?? []).filter { $0 != statement }
    }

    private func isReturnOfZero(_ node: SyntaxNode) -> Bool {
        node.kind == .returnStatement && (node.children.isEmpty || node.children[0].text == "0")
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let pair else { return }
        let emptied = emptiedMembers
        let title = "the core holds the module while a device is open"
        if !emptied.contains("open") {
            try builder.add("O-04", title, in: pair.take.file, [.delete(pair.take.statementLines)])
        }
        if !emptied.contains("release") {
            try builder.add("O-04", title, in: pair.put.file, [.delete(pair.put.statementLines)])
        }
    }
}
