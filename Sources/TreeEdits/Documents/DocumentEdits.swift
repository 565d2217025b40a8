// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText

/// Takes the removed symbol out of lists in a document, and finds the text that describes what is gone.
struct DocumentEdits {
    let target: KernelLevel

    /// The symbol as written in lists of what a driver needs.
    static let smallName = "vfio_mdev_device"
    private static let symbolWords: Set<String> = [RemovedSymbol.name, RemovedSymbol.variable, smallName]
    static let words = symbolWords.union([RemovedSymbol.module, "mdev_parent_ops", "mdev_register_device"])

    func edits(of file: SourceFile) -> FileEdits {
        var result = FileEdits(file)
        let document = DocumentLines(file)
        for paragraph in document.paragraphs {
            let words = ByteText.words(Self.symbolWords, in: file, document.range(of: paragraph))
            for word in words { editSymbol(word, document, &result) }
            editModule(paragraph, document, &result)
        }
        DescribedInterface(target: target).edit(document, &result)
        return result
    }

    // MARK: The symbol

    private func editSymbol(
        _ word: (text: String, range: SourceRange), _ document: DocumentLines, _ result: inout FileEdits
    ) {
        let line = result.file.line(at: word.range.start) - 1
        let text = document.text(of: line)
        if let item = document.item(at: line), Self.bare(item.text) == word.text {
            editItem(item, word, document, &result)
        } else if Self.setting(text) == word.text {
            editSetting(line, word, document, &result)
        } else if let edits = NameList(document: document, word: word, line: line).edits {
            result.addIfFree(edits)
        } else {
            result.review(
                "text names \(word.text)", at: word.range.start,
                why: "the symbol does not exist at \(target.releaseName); what a sentence means, only a person can say",
                either: [
                    "write \(RemovedSymbol.successor) where the symbol is meant", "take out what is about the shim",
                ])
        }
    }

    private func editItem(
        _ item: DocumentLines.Item, _ word: (text: String, range: SourceRange), _ document: DocumentLines,
        _ result: inout FileEdits
    ) {
        let successor = Self.successor(of: word.text)
        let others = document.siblings(of: item)
        if others.contains(where: { Self.bare($0.text) == successor }), !document.goesOn(item) {
            result.delete([document.removal(of: item)])
        } else {
            result.edits.add(TextEdit(word.range, successor))
        }
    }

    /// A line of a configuration that a document shows.
    private func editSetting(
        _ line: Int, _ word: (text: String, range: SourceRange), _ document: DocumentLines, _ result: inout FileEdits
    ) {
        let isKnown = document.paragraph(of: line).contains {
            Self.setting(document.text(of: $0)) == RemovedSymbol.successorVariable
        }
        if isKnown || document.text(of: line).hasPrefix("#") {
            result.delete([document.lines[line]])
        } else {
            result.edits.add(TextEdit(word.range, RemovedSymbol.successorVariable))
        }
    }

    static func successor(of word: String) -> String {
        switch word {
        case smallName: "vfio_mdev"
        case RemovedSymbol.variable: RemovedSymbol.successorVariable
        default: RemovedSymbol.successor
        }
    }

    /// A name without what marks it as code and without its value.
    static func bare(_ text: String) -> String {
        var name = Substring(text)
        while let first = name.first, let last = name.last, name.count > 1, first == last, "`\"'*".contains(first) {
            name = name.dropFirst().dropLast()
        }
        for value in ["=m", "=y"] where name.hasSuffix(value) { name = name.dropLast(2) }
        return String(name)
    }

    /// The variable of `CONFIG_X=m` or `# CONFIG_X is not set`.
    private static func setting(_ text: String) -> String? {
        for name in [RemovedSymbol.variable, RemovedSymbol.successorVariable] {
            if ["=m", "=y", "=n"].contains(where: { text == name + $0 }) || text == "# \(name) is not set" {
                return name
            }
        }
        return nil
    }

    // MARK: The shim

    /// Items and text that name the module or the file of the shim.
    private func editModule(_ paragraph: Range<Int>, _ document: DocumentLines, _ result: inout FileEdits) {
        var open: SourceRange?
        for word in ByteText.words([RemovedSymbol.module], in: result.file, document.range(of: paragraph)) {
            let line = result.file.line(at: word.range.start) - 1
            if let item = document.item(at: line), isItemOfShim(item, document) {
                let others = document.siblings(of: item)
                if goes(item, others), !document.goesOn(item) {
                    result.delete([document.removal(of: item)])
                    continue
                }
                // Alone and bare it stands for the symbol VFIO_MDEV.
                if Self.bare(item.text) == RemovedSymbol.module { continue }
            }
            open = open ?? word.range
        }
        guard let open else { return }
        let fate =
            target == .S || target.order >= KernelLevel.C0.order
            ? "it does not exist at \(target.releaseName)" : "at \(target.releaseName) it is a part of mdev.ko"
        result.review(
            "\(document.isDiagram(paragraph) ? "a diagram shows" : "text describes") the shim \(RemovedSymbol.module)",
            at: open.start, why: "\(fate): drivers of mediated devices register with the mdev bus themselves")
    }

    private func isItemOfShim(_ item: DocumentLines.Item, _ document: DocumentLines) -> Bool {
        let name = PathText.name(of: Self.bare(item.text))
        return ["", ".c", ".o", ".ko"].contains { name == RemovedSymbol.module + $0 }
    }

    private func goes(_ item: DocumentLines.Item, _ others: [DocumentLines.Item]) -> Bool {
        guard !others.isEmpty else { return false }
        let name = PathText.name(of: Self.bare(item.text))
        switch name {
        // In a list of modules; else it may be the symbol in small letters.
        case RemovedSymbol.module: return others.contains { Self.bare($0.text) == "mdev" }
        case RemovedSymbol.module + ".ko": return true
        // Its source lives on until 5.18.
        default: return target == .S || target.order >= KernelLevel.C0.order
        }
    }
}
