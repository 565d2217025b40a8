// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Makes all single mutations of a parsed file that it knows, in source order.
public struct Mutator {
    let unit: ParseResult
    let file: SourceFile
    private(set) var mutations: [Mutation] = []
    private var keys: Set<String> = []

    /// All mutations of the file that was parsed, none of what it includes.
    public static func mutations(of unit: ParseResult) -> [Mutation] {
        guard let file = unit.mainFile?.file else { return [] }
        var mutator = Mutator(unit: unit, file: file)
        for declaration in unit.tree.declarations where declaration.file.path == file.path && !declaration.isFromMacro {
            mutator.visit(declaration)
        }
        return mutator.mutations.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
            .map(\.element)
    }

    private init(unit: ParseResult, file: SourceFile) {
        self.unit = unit
        self.file = file
    }

    private mutating func visit(_ declaration: SyntaxNode) {
        switch declaration.kind {
        case .function:
            guard let body = declaration.body else { return }
            for node in body.subtree {
                statements(in: node, of: declaration)
                conditions(in: node, of: declaration)
                values(in: node, of: declaration)
            }
            locks(in: body, of: declaration)
            containers(in: declaration)
        case .variable:
            initialisers(of: declaration)
        default: break
        }
    }

    // MARK: Adding

    mutating func add(_ kind: Mutation.Kind, _ place: SyntaxNode, _ range: SourceRange, _ text: String) {
        add(kind, place, Change(range, text))
    }

    /// - Parameter place: the function or variable around it.
    mutating func add(_ kind: Mutation.Kind, _ place: SyntaxNode, _ change: Change) {
        let ranges = change.edits.map(\.range)
        guard let first = ranges.map(\.start).min(), let last = ranges.map(\.end).max() else { return }
        let contents = change.applied(to: file.bytes)
        guard contents != file.bytes else { return }
        let start = file.startOfLine(at: first)
        let rest = file.bytes.count - file.endOfLine(at: max(last - 1, first))
        let old = Self.line(file.bytes[start..<(file.bytes.count - rest)])
        let new = Self.line(contents[start..<max(start, contents.count - rest)])
        var mutation = Mutation(
            kind: kind, place: place.name, path: file.path, line: file.line(at: first), old: old, new: new,
            contents: contents)
        // The same text twice in one function: told apart by number.
        var number = 1
        while !keys.insert(mutation.key).inserted {
            number += 1
            mutation.old = "\(old) [\(number)]"
        }
        mutations.append(mutation)
    }

    /// All white space of several lines as single spaces.
    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Whether edits in a range stay clear of macro invocations, but for whole ones.
    func isPlain(_ node: SyntaxNode) -> Bool { !node.isFromMacro && node.file.path == file.path }
}
