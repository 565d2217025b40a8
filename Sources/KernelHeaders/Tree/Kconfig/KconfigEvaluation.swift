// SPDX-License-Identifier: Apache-2.0

/// Works out the values of the symbols of a model, on demand.
///
/// A symbol without a visible prompt takes its default; one with a prompt stays unset unless it is forced or selected,
/// except that numbers and strings always take their default.
struct KconfigEvaluation {
    /// The value of a symbol.
    enum Value: Sendable, Hashable {
        case no
        case yes
        case literal(String)
    }

    private let model: KconfigModel
    /// Values that hold whatever the files say.
    private(set) var forced: [String: Value]
    private var known: [String: Value] = [:]
    private var underway: Set<String> = []

    init(model: KconfigModel, forced: [String: Value]) {
        self.model = model
        self.forced = forced
    }

    /// Sets a symbol. Everything worked out so far is forgotten.
    mutating func force(_ symbol: String, _ value: Value = .yes) {
        forced[symbol] = value
        known.removeAll(keepingCapacity: true)
    }

    /// The value of a symbol; unset when nothing is known of it.
    mutating func value(of name: String) -> Value {
        if let value = forced[name] { return value }
        if let value = known[name] { return value }
        guard underway.count < 400, underway.insert(name).inserted else { return .no }
        let value = compute(name)
        underway.remove(name)
        known[name] = value
        return value
    }

    /// Whether a condition holds; an absent one does.
    mutating func holds(_ expression: KconfigExpression?) -> Bool {
        switch expression {
        case nil: return true
        case .constant(let value): return value
        case .symbol(let name): return value(of: name) == .yes
        case .not(let inner): return !holds(inner)
        case .and(let left, let right): return holds(left) && holds(right)
        case .or(let left, let right): return holds(left) || holds(right)
        case .compare(let left, let comparison, let right): return compare(text(left), comparison, text(right))
        }
    }

    /// The values of symbols and of all forced ones.
    /// - Parameter symbols: the model's `settable` symbols.
    mutating func configuration(of symbols: [String]) -> KernelConfiguration {
        var values: [String: KernelConfiguration.Value] = [:]
        for name in symbols { values[name] = configured(name) }
        for name in forced.keys { values[name] = configured(name) }
        return KernelConfiguration(values: values)
    }

    private mutating func configured(_ name: String) -> KernelConfiguration.Value? {
        switch value(of: name) {
        case .no: nil
        case .yes: .builtIn
        case .literal(let literal): .literal(model.symbols[name]?.type == .string ? "\"\(literal)\"" : literal)
        }
    }

    private mutating func compute(_ name: String) -> Value {
        let symbol = model.symbols[name]
        switch symbol?.type {
        case .int, .hex: return literal(symbol?.definitions ?? []) ?? .no
        case .string:
            // A string that can be edited and has no default is empty, not unset.
            let definitions = symbol?.definitions ?? []
            if let value = literal(definitions) { return value }
            for definition in definitions where hasVisiblePrompt(definition) { return .literal("") }
            return .no
        case .bool, .tristate, nil: break
        }
        for selection in model.selectors[name] ?? [] {
            // What is forced brings along what it selects even where it could not be chosen.
            guard value(of: selection.selector) == .yes, holds(selection.condition) else { continue }
            if forced[selection.selector] != nil || holds(selection.dependency) { return .yes }
        }
        guard let symbol, symbol.isSettable else { return .no }
        for definition in symbol.definitions where definition.isChoiceMember || hasVisiblePrompt(definition) {
            return .no
        }
        for definition in symbol.definitions where holds(definition.dependency) {
            for choice in definition.defaults where holds(choice.condition) {
                guard case .condition(let expression) = choice.value else { continue }
                return holds(expression) ? .yes : .no
            }
        }
        return .no
    }

    private mutating func hasVisiblePrompt(_ definition: KconfigModel.Definition) -> Bool {
        definition.hasPrompt && holds(definition.dependency) && holds(definition.promptCondition)
    }

    private mutating func literal(_ definitions: [KconfigModel.Definition]) -> Value? {
        for definition in definitions where holds(definition.dependency) {
            for choice in definition.defaults where holds(choice.condition) {
                switch choice.value {
                case .literal(let text): return .literal(text)
                case .symbol(let other):
                    let value = value(of: other)
                    if case .literal = value { return value }
                case .condition(.symbol(let number)) where Int(number) != nil:
                    // Read before the type of the symbol was known.
                    return .literal(number)
                case .condition: continue
                }
            }
        }
        return nil
    }

    private mutating func text(_ operand: KconfigExpression.Operand) -> String {
        switch operand {
        case .literal(let text): return text
        case .symbol(let name):
            switch value(of: name) {
            case .yes: return "y"
            case .literal(let text): return text
            case .no:
                // A word that is no symbol stands for itself; symbols are written in capitals.
                return name.utf8.contains { $0 >= 65 && $0 <= 90 } ? "n" : name
            }
        }
    }

    private func compare(_ left: String, _ comparison: KconfigExpression.Comparison, _ right: String) -> Bool {
        let order: (Bool, Bool)  // less, equal
        if let first = Int(left), let second = Int(right) {
            order = (first < second, first == second)
        } else {
            order = (left < right, left == right)
        }
        switch comparison {
        case .equal: return order.1
        case .notEqual: return !order.1
        case .less: return order.0
        case .lessOrEqual: return order.0 || order.1
        case .greater: return !order.0 && !order.1
        case .greaterOrEqual: return !order.0
        }
    }
}
