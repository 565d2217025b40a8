// SPDX-License-Identifier: Apache-2.0

/// Reads Kconfig files into a `KconfigModel`.
///
/// Only what decides values is kept: types, prompts as such, defaults, dependencies and selections. Macros are never run.
struct KconfigParser {
    private let root: String
    private let architecture: KernelArchitecture
    /// Whether a file named by a `source` line is read at its place.
    private let follows: (String) -> Bool
    private(set) var model: KconfigModel

    private struct Block {
        var keyword: String
        var dependency: KconfigExpression?
    }

    private var blocks: [Block] = []
    private var current: Pending?

    private struct Pending {
        var name: String
        var type: KconfigModel.SymbolType?
        var definition: KconfigModel.Definition
        var own: KconfigExpression?
        var rawDefaults: [(tokens: [KconfigToken], condition: KconfigExpression?)] = []
        var selections: [KconfigModel.Selection] = []
    }

    /// - Parameters:
    ///   - root: the directory that `source` lines count from.
    ///   - model: what is already known; new definitions are added to it.
    ///   - follows: decides from the absolute path whether a sourced file is read.
    init(
        root: String, architecture: KernelArchitecture, model: KconfigModel = KconfigModel(),
        follows: @escaping (String) -> Bool = { _ in false }
    ) {
        self.root = root
        self.architecture = architecture
        self.model = model
        self.follows = follows
    }

    /// Reads a file and those that it sources and that are followed. A file is read once only.
    mutating func read(file: String) {
        guard !model.files.contains(file), let bytes = TreeFiles.bytes(file), model.begin(file: file) else { return }
        let outer = blocks.count
        parse(bytes)
        blocks.removeLast(max(0, blocks.count - outer))
    }

    /// Reads text as if it were a file.
    mutating func parse(_ bytes: [UInt8]) {
        var lines = KconfigLines(bytes)
        while let line = lines.next() {
            guard let word = line.firstWord else { continue }
            if word == "help" || word == "---help---" {
                lines.skipHelp()
                continue
            }
            read(line.content, keyword: word)
        }
        finish()
    }

    private mutating func read(_ line: ArraySlice<UInt8>, keyword: String) {
        switch keyword {
        case "config", "menuconfig":
            finish()
            let name = tokens(line).dropFirst().first
            guard case .word(let name) = name else { return }
            var definition = KconfigModel.Definition()
            definition.isChoiceMember = blocks.contains { $0.keyword == "choice" }
            current = Pending(name: name, definition: definition)
        case "if", "menu", "choice", "comment", "mainmenu":
            finish()
            guard keyword != "mainmenu" else { return }
            if keyword == "comment" {
                // Properties of a comment concern nobody.
                current = Pending(name: "", definition: KconfigModel.Definition())
                return
            }
            var reader = KconfigExpressionReader(tokens(line), from: 1)
            blocks.append(Block(keyword: keyword, dependency: keyword == "if" ? reader.disjunction() : nil))
        case "endif", "endmenu", "endchoice":
            finish()
            _ = blocks.popLast()
        case "source", "rsource", "osource", "orsource":
            finish()
            guard case .text(let relative)? = tokens(line).dropFirst().first else { return }
            let path = relative.hasPrefix("/") ? relative : root + "/" + expandingArchitecture(relative)
            if follows(path) { read(file: path) }
        default:
            property(line, keyword: keyword)
        }
    }

    private mutating func property(_ line: ArraySlice<UInt8>, keyword: String) {
        let tokens = tokens(line)
        guard current != nil else {
            // Directly below `menu` or `choice`: only its dependency matters.
            if keyword == "depends", let last = blocks.indices.last {
                var reader = KconfigExpressionReader(tokens, from: 2)
                blocks[last].dependency = .both(blocks[last].dependency, reader.disjunction())
            }
            return
        }
        switch keyword {
        case "bool", "boolean", "tristate", "int", "hex", "string":
            current?.type = Self.types[keyword]
            if tokens.count > 1, case .text = tokens[1] { prompt(tokens, conditionAt: 2) }
        case "prompt":
            prompt(tokens, conditionAt: 2)
        case "def_bool", "def_tristate":
            current?.type = keyword == "def_bool" ? .bool : .tristate
            addDefault(tokens)
        case "default":
            addDefault(tokens)
        case "depends":
            var reader = KconfigExpressionReader(tokens, from: 2)
            let own = KconfigExpression.both(current?.own, reader.disjunction())
            current?.own = own
        case "select":
            guard tokens.count > 1, case .word(let target) = tokens[1], let name = current?.name else { return }
            let selection = KconfigModel.Selection(
                selector: name, target: target, condition: Self.condition(tokens, at: 2))
            current?.selections.append(selection)
        default:
            break
        }
    }

    private mutating func prompt(_ tokens: [KconfigToken], conditionAt index: Int) {
        let condition = Self.condition(tokens, at: index)
        current?.definition.hasPrompt = true
        current?.definition.promptCondition = condition
    }

    private mutating func addDefault(_ tokens: [KconfigToken]) {
        let split = tokens.firstIndex(of: .word("if")) ?? tokens.count
        guard split > 1 else { return }
        let condition = Self.condition(tokens, at: split)
        current?.rawDefaults.append((Array(tokens[1..<split]), condition))
    }

    /// The condition that begins with the word `if` at an index.
    private static func condition(_ tokens: [KconfigToken], at index: Int) -> KconfigExpression? {
        guard index < tokens.count, tokens[index] == .word("if") else { return nil }
        var reader = KconfigExpressionReader(tokens, from: index + 1)
        return reader.disjunction()
    }

    /// Ends the block that is being read.
    private mutating func finish() {
        guard var pending = current else { return }
        current = nil
        guard !pending.name.isEmpty else { return }
        let enclosing = blocks.reduce(nil as KconfigExpression?) { .both($0, $1.dependency) }
        pending.definition.dependency = .both(enclosing, pending.own)
        let type = pending.type ?? model.symbols[pending.name]?.type
        pending.definition.defaults = pending.rawDefaults.compactMap { raw in
            Self.value(raw.tokens, type: type).map { KconfigModel.Default(value: $0, condition: raw.condition) }
        }
        model.add(pending.definition, type: pending.type, to: pending.name)
        for var selection in pending.selections {
            selection.dependency = pending.definition.dependency
            model.add(selection)
        }
    }

    private static func value(_ tokens: [KconfigToken], type: KconfigModel.SymbolType?) -> KconfigModel.DefaultValue? {
        switch type {
        case .int, .hex, .string:
            switch tokens.first {
            case .text(let text): return .literal(text)
            case .word(let word):
                let isNumber = word.utf8.first.map { $0 >= 48 && $0 <= 57 || $0 == UInt8(ascii: "-") } ?? false
                return isNumber ? .literal(word) : .symbol(word)
            case .macro: return .literal(type == .string ? "" : "0")
            case .sign, nil: return nil
            }
        case .bool, .tristate, nil:
            var reader = KconfigExpressionReader(tokens)
            return reader.disjunction().map { .condition($0) }
        }
    }

    private func tokens(_ line: ArraySlice<UInt8>) -> [KconfigToken] {
        KconfigToken.tokens(of: line, architecture: architecture)
    }

    private func expandingArchitecture(_ path: String) -> String {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for index in parts.indices where parts[index] == "$(SRCARCH)" || parts[index] == "$(ARCH)" {
            parts[index] = architecture.directoryName
        }
        return parts.joined(separator: "/")
    }

    private static let types: [String: KconfigModel.SymbolType] = [
        "bool": .bool, "boolean": .bool, "tristate": .tristate, "int": .int, "hex": .hex, "string": .string,
    ]
}
