// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MigrationRules
import SourceText

/// A parsed file with what the matchers ask of it again and again.
struct CodeFile {
    let parse: ParseResult
    let tokens: TokenList
    let path: String
    /// The nodes of the file by kind of interest, in source order.
    private(set) var references: [SyntaxNode] = []
    private(set) var typeReferences: [SyntaxNode] = []
    private(set) var memberReferences: [SyntaxNode] = []
    private(set) var variables: [SyntaxNode] = []
    /// By declaration: the definition, else the first declaration.
    private(set) var functions: [DeclarationID: SyntaxNode] = [:]
    private(set) var functionsByName: [String: SyntaxNode] = [:]
    /// Declarations of whatever kind.
    private(set) var declarations: [SyntaxNode] = []
    private let inactive: [SourceRange]
    private let macroUses: [MacroUse]
    private let syntaxErrors: [Int]

    init(_ parse: ParseResult, tokens: TokenList) {
        self.parse = parse
        self.tokens = tokens
        path = tokens.file.path
        let path = path
        inactive = parse.inactive[path] ?? []
        macroUses = parse.macroUses.filter { $0.path == path }
        let starts = tokens.file.lineStarts
        syntaxErrors = parse.errors.filter { $0.path == path && Self.isAboutSyntax($0.message) }.compactMap { error in
            let line = error.position.line - 1
            return starts.indices.contains(line) ? starts[line] + error.position.column - 1 : nil
        }
        collectNodes()
    }

    private mutating func collectNodes() {
        let main = parse.tree.files.firstIndex { $0.file.path == path }.map(Int32.init)
        for (position, record) in parse.tree.records.enumerated() where record.file == main {
            let node = SyntaxNode(tree: parse.tree, id: Int32(position))
            switch record.kind {
            case .reference: references.append(node)
            case .typeReference: typeReferences.append(node)
            case .memberReference: memberReferences.append(node)
            case .function:
                declarations.append(node)
                guard let declaration = record.declaration else { continue }
                if functions[declaration] == nil || node.body != nil {
                    functions[declaration] = node
                    functionsByName[record.name] = node
                }
            case .variable:
                declarations.append(node)
                variables.append(node)
            case .parameter, .field, .structure, .union, .enumeration, .enumConstant, .typedef:
                declarations.append(node)
            default: break
            }
        }
    }

    /// The word that starts at an offset; the place itself where none does.
    func word(at offset: Int) -> SourceRange {
        let index = tokens.index(atOrAfter: offset)
        guard tokens.tokens.indices.contains(index), tokens.tokens[index].range.start == offset else {
            return .at(offset)
        }
        return tokens.tokens[index].range
    }

    /// Where a member is named: at the end of `a->b`, or where a macro stands that names it.
    func place(ofMember node: SyntaxNode) -> SourceRange {
        if let last = tokens.indices(in: node.range).last, tokens.text(at: last) == node.name {
            return tokens.tokens[last].range
        }
        return word(at: node.range.start)
    }

    /// Whether the arguments behind the word at an index name what a match wants named, and nothing that it does not.
    func argumentsSuit(_ match: RuleMatch, of index: Int) -> Bool {
        if match.naming.isEmpty, match.notNaming.isEmpty { return true }
        var named: Set<String> = []
        if tokens.token(index + 1, is: "("), let close = tokens.closing(of: index + 1) {
            for index in (index + 2)..<close where tokens.tokens[index].kind == .identifier {
                named.insert(tokens.text(at: index))
            }
        }
        return (match.naming.isEmpty || !named.isDisjoint(with: match.naming))
            && named.isDisjoint(with: match.notNaming)
    }

    // MARK: Evidence

    func evidence(for range: SourceRange) -> Evidence {
        if isInactive(range) { return .inactive }
        return isTroubled(range) ? .unparsed : .parsed
    }

    /// Whether the preprocessor leaves a place out. The line of the `#if` that does so is not left out itself.
    func isInactive(_ range: SourceRange) -> Bool {
        let line = tokens.file.line(at: range.start)
        return inactive.contains { skipped in
            skipped.overlaps(range) && line > tokens.file.line(at: skipped.start)
                && line < tokens.file.line(at: max(skipped.start, skipped.end - 1))
        }
    }

    /// Whether a word that the tree does not have stands in text that is no C for the parser.
    private func isTroubled(_ range: SourceRange) -> Bool {
        if syntaxErrors.isEmpty || macroUses.contains(where: { $0.range.contains(range) }) { return false }
        for declaration in parse.tree.declarations
        where declaration.file.path == path && declaration.range.contains(range.start) {
            return syntaxErrors.contains { declaration.range.contains($0) || declaration.range.end == $0 }
        }
        return true
    }

    private static let syntaxComplaints = [
        "expected", "extraneous", "unterminated", "function definition is not allowed", "missing terminating",
        "a parameter list without types", "unmatched",
    ]

    private static func isAboutSyntax(_ message: String) -> Bool { syntaxComplaints.contains(where: message.hasPrefix) }

    // MARK: Macros

    /// Places where a macro is used.
    func uses(ofMacro name: String) -> [Int] { macroUses.filter { $0.name == name }.map(\.range.start) }
}
