// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import SourceText

/// Puts CONFIG_VFIO_MDEV in the place of CONFIG_VFIO_MDEV_DEVICE in C, where it is plainly a question to the
/// configuration.
struct CodeEdits {
    let target: KernelLevel

    static let words: Set<String> = [
        RemovedSymbol.variable, RemovedSymbol.variable + "_MODULE", RemovedSymbol.module,
    ]
    private static let questions: Set<String> = ["IS_ENABLED", "IS_BUILTIN", "IS_MODULE", "IS_REACHABLE"]
    private static let directives: Set<String> = ["if", "ifdef", "ifndef", "elif"]
    private static let modules: Set<String> = ["MODULE_SOFTDEP", "request_module", "request_module_nowait"]

    func edits(of file: SourceFile) -> FileEdits {
        var result = FileEdits(file)
        let tokens = TokenList(file)
        var closing: [Int] = []
        for (index, token) in tokens.tokens.enumerated() {
            switch token.kind {
            case .identifier:
                if token.isInDirective, tokens.token(index - 1, is: "#"),
                    tokens.token(index, is: "endif") || tokens.token(index, is: "else")
                {
                    closing.append(token.range.end)
                }
                rename(index, tokens, &result)
            case .string: note(index, tokens, &result)
            default: break
            }
        }
        for place in closing { renameComment(behind: place, tokens, &result) }
        return result
    }

    private func rename(_ index: Int, _ tokens: TokenList, _ result: inout FileEdits) {
        let text = tokens.text(at: index)
        guard text.hasPrefix(RemovedSymbol.variable), Self.words.contains(text) else { return }
        let range = tokens.tokens[index].range
        let directive = line(around: index, tokens)
        let isQuestion =
            directive.map { Self.directives.contains(tokens.text(at: $0.lowerBound + 1)) }
            ?? (Self.questions.contains(tokens.text(at: index - 2)) && tokens.token(index - 1, is: "("))
        // `#if IS_ENABLED(CONFIG_VFIO_MDEV) && !IS_ENABLED(CONFIG_VFIO_MDEV_DEVICE)` tells one from the other.
        let tellsApart =
            directive.map { words in
                words.contains { tokens.token($0, is: "!") }
                    && words.contains { tokens.text(at: $0) == RemovedSymbol.successorVariable }
            } ?? false
        guard isQuestion, !tellsApart else {
            result.review(
                "\(text) is named here", at: range.start,
                why: "the symbol does not exist at \(target.releaseName), and this is no plain question for it",
                either: ["write \(RemovedSymbol.successorVariable)", "take out what is about the shim"])
            return
        }
        let suffix = text.dropFirst(RemovedSymbol.variable.count)
        result.edits.add(TextEdit(range, RemovedSymbol.successorVariable + suffix))
    }

    /// The tokens of the preprocessor line around one.
    private func line(around index: Int, _ tokens: TokenList) -> Range<Int>? {
        guard tokens.tokens[index].isInDirective else { return nil }
        var start = index
        while start > 0, !tokens.token(start, is: "#") || !tokens.tokens[start].isInDirective { start -= 1 }
        var end = index
        while end < tokens.tokens.count, tokens.tokens[end].isInDirective, !tokens.token(end, is: "#") { end += 1 }
        return start..<end
    }

    /// `#endif /* CONFIG_VFIO_MDEV_DEVICE */`
    private func renameComment(behind place: Int, _ tokens: TokenList, _ result: inout FileEdits) {
        let end = tokens.file.endOfLine(at: place)
        guard let comment = tokens.comments.first(where: { $0.start >= place && $0.end <= end }) else { return }
        for word in ByteText.words([RemovedSymbol.variable], in: tokens.file, comment) {
            result.edits.add(TextEdit(word.range, RemovedSymbol.successorVariable))
        }
    }

    /// Modules to be loaded before or behind this one.
    private func note(_ index: Int, _ tokens: TokenList, _ result: inout FileEdits) {
        guard tokens.token(index - 1, is: "("), Self.modules.contains(tokens.text(at: index - 2)) else { return }
        let range = tokens.tokens[index].range
        guard !ByteText.words([RemovedSymbol.module], in: tokens.file, range).isEmpty else { return }
        result.note(
            "\(tokens.text(at: index - 2)) names \(RemovedSymbol.module): there is no such module at "
                + "\(target.releaseName), the name may go", at: range.start)
    }
}
