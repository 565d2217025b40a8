// SPDX-License-Identifier: Apache-2.0

/// Sets the symbols a source is built under, and what they depend on, in an evaluation.
struct GateResolution {
    /// The evaluation with the symbols set.
    private(set) var evaluation: KconfigEvaluation
    /// The symbols that were set, in order.
    private(set) var required: [String] = []
    /// Symbols that the source needs and that cannot hold for the architecture.
    private(set) var impossible: [String] = []

    private let model: KconfigModel
    private let excluded: Set<String>

    init(model: KconfigModel, seeds: [String: KconfigEvaluation.Value], architecture: KernelArchitecture) {
        self.model = model
        evaluation = KconfigEvaluation(model: model, forced: seeds)
        excluded = architecture.foreignSymbols.union(["X86_32", "PAE", "COMPILE_TEST", "UML", "KUNIT", "BROKEN"])
    }

    /// Sets a symbol and whatever its definition depends on, as far as that is possible.
    mutating func require(_ symbol: String, depth: Int = 0) {
        guard depth < 24, evaluation.value(of: symbol) == .no else { return }
        if excluded.contains(symbol) {
            if !impossible.contains(symbol) { impossible.append(symbol) }
            return
        }
        evaluation.force(symbol)
        required.append(symbol)
        let dependencies = (model.symbols[symbol]?.definitions ?? []).map(\.dependency)
        var satisfied = dependencies.isEmpty
        for dependency in dependencies where !satisfied { satisfied = evaluation.holds(dependency) }
        if !satisfied, let dependency = dependencies.compactMap({ $0 }).first { satisfy(dependency, depth: depth + 1) }
        if depth == 0 { requireSelector(of: symbol) }
    }

    /// A symbol without a prompt is only ever set because another selects it: sets one that does, for what it brings along.
    private mutating func requireSelector(of symbol: String) {
        guard let definitions = model.symbols[symbol]?.definitions, !definitions.contains(where: \.hasPrompt) else {
            return
        }
        let selections = model.selectors[symbol] ?? []
        for selection in selections where evaluation.value(of: selection.selector) == .yes { return }
        let candidate = selections.first { selection in
            !excluded.contains(selection.selector) && selection.dependency.map(isPossible) ?? true
        }
        if let candidate { require(candidate.selector, depth: 1) }
    }

    private mutating func satisfy(_ expression: KconfigExpression, depth: Int) {
        guard depth < 24, !evaluation.holds(expression) else { return }
        switch expression {
        case .constant, .not: return
        case .symbol(let name): require(name, depth: depth)
        case .and(let left, let right):
            satisfy(left, depth: depth + 1)
            satisfy(right, depth: depth + 1)
        case .or(let left, let right):
            satisfy(isPossible(left) || !isPossible(right) ? left : right, depth: depth + 1)
        case .compare(.symbol(let name), .equal, .literal("y")), .compare(.symbol(let name), .equal, .literal("m")),
            .compare(.symbol(let name), .notEqual, .literal("n")):
            require(name, depth: depth)
        case .compare: return
        }
    }

    /// Whether a condition asks for nothing that is excluded.
    private func isPossible(_ expression: KconfigExpression) -> Bool {
        switch expression {
        case .constant(let value): value
        case .symbol(let name): !excluded.contains(name)
        case .not: true
        case .and(let left, let right): isPossible(left) && isPossible(right)
        case .or(let left, let right): isPossible(left) || isPossible(right)
        case .compare: true
        }
    }
}
