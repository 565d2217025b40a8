// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// The comment above a declaration that documentation is made of.
enum KernelDoc {
    /// `/** … */` directly above.
    private static func range(above node: SyntaxNode) -> SourceRange? {
        let start = node.startWithComment
        let range = SourceRange(start, node.file.startOfLine(at: node.range.start))
        return node.file.text(in: range).hasPrefix("/**") ? range : nil
    }

    /// The name of a function, where its comment begins with it.
    static func renaming(of function: SyntaxNode, to name: String) -> [TextEdit] {
        guard let range = range(above: function) else { return [] }
        let text = function.file.text(in: range)
        guard let found = text.firstRange(of: function.name) else { return [] }
        let before = text[..<found.lowerBound].filter { !$0.isWhitespace && $0 != "/" && $0 != "*" }
        let behind = text[found.upperBound...].first
        guard before.isEmpty, !(behind?.isLetter ?? false), behind != "_" else { return [] }
        let start = range.start + text[..<found.lowerBound].utf8.count
        return [TextEdit(SourceRange(start, start + function.name.utf8.count), name)]
    }

    /// A line for a new first member, in front of those of the others.
    static func firstMember(_ name: String, _ text: String, of structure: SyntaxNode) -> [TextEdit] {
        guard let range = range(above: structure) else { return [] }
        let comment = structure.file.text(in: range)
        guard let at = comment.firstRange(of: "@") else { return [] }
        let offset = range.start + comment[..<at.lowerBound].utf8.count
        let line = structure.file.startOfLine(at: offset)
        let lead = structure.file.text(in: SourceRange(line, offset))
        let isTabbed = comment[at.upperBound...].prefix { $0 != "\n" }.contains("\t")
        return [.insert("\(lead)@\(name):\(isTabbed ? "\t" : " ")\(text)\n", at: line)]
    }
}
