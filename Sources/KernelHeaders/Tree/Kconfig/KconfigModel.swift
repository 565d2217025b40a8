// SPDX-License-Identifier: Apache-2.0

/// The symbols that some Kconfig files define, and what they say about them.
struct KconfigModel: Sendable {
    /// The type of a symbol.
    enum SymbolType: Sendable, Hashable {
        case bool, tristate, int, hex, string
    }

    /// What a `default` line gives.
    enum DefaultValue: Sendable, Hashable {
        /// For bool and tristate.
        case condition(KconfigExpression)
        /// For numbers and strings: a literal.
        case literal(String)
        /// For numbers and strings: the value of another symbol.
        case symbol(String)
    }

    struct Default: Sendable, Hashable {
        var value: DefaultValue
        var condition: KconfigExpression?
    }

    /// One `config` block. A symbol may have several.
    struct Definition: Sendable, Hashable {
        /// Everything the block depends on, the enclosing menus and ifs included.
        var dependency: KconfigExpression?
        /// Whether the block has a prompt.
        var hasPrompt = false
        /// The condition of the prompt.
        var promptCondition: KconfigExpression?
        /// Whether the block lies in a choice: then it is one of several, and its default counts for nothing.
        var isChoiceMember = false
        var defaults: [Default] = []
    }

    /// A symbol that another one switches on.
    struct Selection: Sendable, Hashable {
        var selector: String
        var target: String
        /// What the block of the selector depends on.
        var dependency: KconfigExpression?
        /// What follows `if` on the line itself.
        var condition: KconfigExpression?
    }

    struct Symbol: Sendable, Hashable {
        var type: SymbolType?
        var definitions: [Definition] = []

        /// Whether a default of the symbol can ever count.
        var isSettable: Bool {
            switch type {
            case .int, .hex, .string: true
            case .bool, .tristate, nil:
                definitions.allSatisfy { $0.hasPrompt == false || $0.promptCondition != nil }
                    && definitions.contains { !$0.defaults.isEmpty }
            }
        }
    }

    /// The symbols by name.
    private(set) var symbols: [String: Symbol] = [:]
    /// By target, who selects it.
    private(set) var selectors: [String: [Selection]] = [:]
    /// By selector, what it selects.
    private(set) var selected: [String: [Selection]] = [:]
    /// The files read so far.
    private(set) var files: Set<String> = []

    /// The symbols that may be set although nobody answers a prompt: those with a default that can count, and those that
    /// are selected. For all others the answer is no.
    var settable: [String] {
        let withDefault = symbols.filter { $0.value.isSettable }.keys
        return withDefault + selectors.keys.filter { !(symbols[$0]?.isSettable ?? false) }
    }

    mutating func add(_ definition: Definition, type: SymbolType?, to name: String) {
        symbols[name, default: Symbol()].definitions.append(definition)
        if let type, symbols[name]?.type == nil { symbols[name]?.type = type }
    }

    mutating func add(_ selection: Selection) {
        selectors[selection.target, default: []].append(selection)
        selected[selection.selector, default: []].append(selection)
    }

    /// Notes that a file is read; false when it was read before.
    mutating func begin(file: String) -> Bool { files.insert(file).inserted }
}
