// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText

/// Takes VFIO_MDEV_DEVICE out of a Kconfig file, term by term.
struct KconfigEdits {
    let target: KernelLevel
    /// Of the symbol's own entry, together with what it builds.
    let removal: EntryRemoval

    func edits(of file: SourceFile) -> FileEdits {
        var result = FileEdits(file)
        let text = KconfigText(file)
        let blocks = KconfigBlocks(text).blocks
        var handled: Set<Int> = []
        for (index, block) in blocks.enumerated() {
            handled.formUnion(block.lines)
            if block.symbol == RemovedSymbol.name {
                let start = text.lines[block.lines.lowerBound].range.start
                switch removal {
                case .allowed: removeEntry(block, followed: index + 1 < blocks.count, text, &result)
                case .lacksFolder:
                    result.review(
                        "the entry of \(RemovedSymbol.name) stays", at: start,
                        why: "what it builds lies in the same folder, and that folder is not among the paths given",
                        either: ["name the folder, too", "take out the entry and the line of the Makefile by hand"])
                case .lacksTree:
                    result.review(
                        "the entry of \(RemovedSymbol.name) stays", at: start,
                        why: "drivers that are not among the paths given may still need it",
                        either: [
                            "name the root of the tree, so that all of them are converted",
                            "take out the entry and the line of the Makefile by hand",
                        ])
                }
                continue
            }
            edit(block, text, &result)
        }
        for index in text.lines.indices where !handled.contains(index) { report(text.lines[index], &result) }
        return result
    }

    // MARK: The symbol's own entry

    /// The entry and one of the blank lines around it.
    private func removeEntry(
        _ block: KconfigBlock, followed: Bool, _ text: KconfigText, _ result: inout FileEdits
    ) {
        var (first, end) = (block.lines.lowerBound, block.lines.upperBound)
        if end < text.lines.count, text.lines[end].isBlank, first == 0 || text.lines[first - 1].isBlank {
            end += 1
        } else if end == text.lines.count, first > 0, text.lines[first - 1].isBlank {
            first -= 1
        }
        result.delete([SourceRange(text.lines[first].range.start, text.lines[end - 1].range.end)])
        for index in block.lines {
            guard let other = text.lines[index].selected, other.text != RemovedSymbol.successor else { continue }
            result.note(
                "\(RemovedSymbol.name) selected \(other.text): see that \(RemovedSymbol.successor) or its users do",
                at: text.lines[index].range.start)
        }
    }

    // MARK: Other entries

    private func edit(_ block: KconfigBlock, _ text: KconfigText, _ result: inout FileEdits) {
        let lines = block.lines.map { text.lines[$0] }
        guard lines.contains(where: { $0.names(RemovedSymbol.name) || $0.isHelp || !wrapping($0).isEmpty }) else {
            return
        }
        let dependencies = lines.filter { $0.dependency != nil }
        let context = block.enclosing + dependencies.compactMap(\.dependency)
        if dependencies.contains(where: { $0.names(RemovedSymbol.name) }),
            let circle = lines.first(where: { $0.selected?.text == RemovedSymbol.successor })
        {
            result.review(
                "an entry that selects \(RemovedSymbol.successor) and depends on \(RemovedSymbol.name)",
                at: circle.range.start, why: "with one name for both it is a circle, which Kconfig refuses",
                either: ["select it", "depend on it"])
            return
        }
        editDependencies(dependencies, enclosing: block.enclosing, &result)
        for (index, line) in lines.enumerated() {
            if line.isHelp || !wrapping(line).isEmpty { report(line, &result) }
            guard line.names(RemovedSymbol.name), line.dependency == nil else { continue }
            if block.symbol == RemovedSymbol.successor, line.selected?.text != RemovedSymbol.name {
                reviewLine(
                    line, "\(RemovedSymbol.successor) would ask for itself", "only a person knows what was meant",
                    &result)
            } else {
                editLine(line, among: lines, index, of: block, context, &result)
            }
        }
    }

    /// The `depends on` lines of an entry hold together: what one says, another need not.
    private func editDependencies(
        _ lines: [KconfigLine], enclosing: [Condition], _ result: inout FileEdits
    ) {
        guard lines.contains(where: { $0.names(RemovedSymbol.name) }) else { return }
        let roots = lines.compactMap(\.dependency)
        var rewriter = ConditionRewriter(roots)
        if rewriter.evaluation.contradicts(roots + enclosing) {
            for line in lines where line.names(RemovedSymbol.name) { reviewContradiction(line, &result) }
            return
        }
        // The line goes when all it said is said by another; a comment on it stays, and then so does the line.
        for (index, line) in lines.enumerated() where line.names(RemovedSymbol.name) {
            if line.hasComment {
                if !rewriter.isAlive(roots[index]) { rewriter.keepAll(of: roots[index]) }
                continue
            }
            guard rewriter.isAlive(roots[index]) else { continue }
            let others = roots.enumerated().filter { $0.offset != index }.flatMap {
                rewriter.flattened($0.element, .and)
            }
            let known = Set(others.map { rewriter.canonical($0) })
            let own = rewriter.flattened(roots[index], .and)
            if own.allSatisfy({ known.contains(rewriter.canonical($0)) }) { rewriter.drop(roots[index]) }
        }
        for (line, root) in zip(lines, roots) {
            if rewriter.isAlive(root) {
                result.edits.add(rewriter.edits(of: root))
            } else {
                result.delete([line.range])
            }
        }
    }

    private func editLine(
        _ line: KconfigLine, among lines: [KconfigLine], _ index: Int, of block: KconfigBlock,
        _ context: [Condition], _ result: inout FileEdits
    ) {
        var understood = 0
        if let target = line.selected, target.text == RemovedSymbol.name {
            understood += 1
            switch selection(line, among: lines, index, of: block, context) {
            case .rename: result.edits.add(TextEdit(target.range, RemovedSymbol.successor))
            case .remove where !line.hasComment:
                result.delete([line.range])
                return
            case .remove, .unclear:
                reviewLine(
                    line, "\(line.keyword) \(RemovedSymbol.successor) would add nothing or make a circle here",
                    "the entry depends on \(RemovedSymbol.successor) already", &result)
                return
            }
        }
        for tokens in line.conditions {
            let count = tokens.count { $0.kind == .word && $0.text == RemovedSymbol.name }
            guard count > 0 else { continue }
            guard let condition = ConditionReader.condition(tokens) else { continue }
            understood += count
            let rewriter = ConditionRewriter([condition])
            let others = context.filter { $0.range != condition.range }
            if rewriter.evaluation.contradicts([condition])
                || !others.isEmpty && !rewriter.evaluation.contradicts(others)
                    && rewriter.evaluation.contradicts([condition] + others)
            {
                reviewContradiction(line, &result)
            } else {
                result.edits.add(rewriter.edits(of: condition))
            }
        }
        if understood < line.tokens.count(where: { $0.kind == .word && $0.text == RemovedSymbol.name }) {
            reviewLine(
                line, "\(RemovedSymbol.name) is named here", "the line is none that mdevport understands", &result)
        }
    }

    private enum Selection {
        case rename, remove, unclear
    }

    /// What becomes of a line that selects or implies the removed symbol.
    private func selection(
        _ line: KconfigLine, among lines: [KconfigLine], _ index: Int, of block: KconfigBlock, _ context: [Condition]
    ) -> Selection {
        if block.symbol == RemovedSymbol.successor { return .remove }
        let own = condition(of: line)
        for (position, other) in lines.enumerated() where position != index {
            guard let target = other.selected, other.keyword == "select" || other.keyword == line.keyword else {
                continue
            }
            let isSame = target.text == RemovedSymbol.successor || target.text == RemovedSymbol.name && position < index
            if isSame, other.tokens.count == 2 || condition(of: other) == own { return .remove }
        }
        // To select what one depends on is a circle to Kconfig.
        if ConditionValue().implySuccessor(context) { return .remove }
        let names = context.flatMap(\.operands).map { RemovedSymbol.renamed($0.text) }
        return names.contains(RemovedSymbol.successor) ? .unclear : .rename
    }

    /// The condition of a line that selects, as text.
    private func condition(of line: KconfigLine) -> String {
        line.tokens.dropFirst(2).map { RemovedSymbol.renamed($0.text) }.joined(separator: " ")
    }

    // MARK: What stays

    /// Tokens that hold the name inside: texts and macro calls.
    private func wrapping(_ line: KconfigLine) -> [KconfigToken] {
        line.tokens.filter { $0.text.contains(RemovedSymbol.name) && ($0.kind == .quoted || $0.text.contains("$")) }
    }

    /// Help, prompts and macros that name the symbol.
    private func report(_ line: KconfigLine, _ result: inout FileEdits) {
        let places: [SourceRange]
        if line.isHelp {
            places = [line.range]
        } else {
            let inside = wrapping(line)
            places = (inside.isEmpty ? line.tokens : inside).map(\.range)
        }
        let words: Set<String> = [RemovedSymbol.name, RemovedSymbol.variable]
        let file = result.file
        guard let place = places.lazy.compactMap({ ByteText.words(words, in: file, $0).first }).first else { return }
        result.review(
            "\(place.text) is named in \(line.isHelp ? "the help" : "text")", at: place.range.start,
            why: "the symbol does not exist at \(target.releaseName); what a sentence means, only a person can say",
            either: ["write \(RemovedSymbol.successor) where the symbol is meant", "take out what is about the shim"])
    }

    private func reviewContradiction(_ line: KconfigLine, _ result: inout FileEdits) {
        reviewLine(
            line, "a condition that tells \(RemovedSymbol.name) from \(RemovedSymbol.successor)",
            "with one name for both it holds always or never", &result,
            either: [
                "take out what asks for \(RemovedSymbol.name): the shim is not there any more",
                "write \(RemovedSymbol.successor) where mediated devices of any kind are meant",
            ])
    }

    private func reviewLine(
        _ line: KconfigLine, _ message: String, _ why: String, _ result: inout FileEdits, either: [String] = []
    ) {
        let token = line.tokens.first { $0.text == RemovedSymbol.name }
        result.review(message, at: token?.range.start ?? line.range.start, why: why, either: either)
    }
}
