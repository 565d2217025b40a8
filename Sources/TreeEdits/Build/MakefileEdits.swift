// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import SourceText

/// Puts CONFIG_VFIO_MDEV in the place of CONFIG_VFIO_MDEV_DEVICE in a Makefile, and takes out the object of the shim.
struct MakefileEdits {
    let target: KernelLevel
    /// Of the shim's object, together with the symbol's entry.
    let removal: EntryRemoval
    /// Whether the Kconfig file beside it holds the symbol's own entry.
    let isBesideEntry: Bool

    static let flag = "D" + RemovedSymbol.variable
    static let words: Set<String> = [RemovedSymbol.name, RemovedSymbol.variable, flag, RemovedSymbol.module]

    func edits(of file: SourceFile) -> FileEdits {
        var result = FileEdits(file)
        let lines = MakefileLine.all(of: file)
        let isCore =
            isBesideEntry || lines.contains { $0.gate == RemovedSymbol.successorVariable && $0.names("mdev.o") }
        var texts = Set(lines.map(\.normal))
        for line in lines {
            let words = ByteText.words(Self.words, in: file, line.code)
            guard let first = words.first(where: { $0.text != RemovedSymbol.module }) else {
                reviewModule(line, words.map(\.range), isCore: isCore, &result)
                continue
            }
            if isCore, line.gate == RemovedSymbol.variable, line.names(RemovedSymbol.module + ".o") {
                removeShim(line, &result)
                continue
            }
            let renamed = MakefileLine.renamed(line.normal)
            if line.gate == RemovedSymbol.variable, texts.contains(renamed), !line.hasComment {
                result.delete([line.range])
                continue
            }
            texts.insert(renamed)
            if words.contains(where: { $0.text == RemovedSymbol.name }) {
                result.review(
                    "\(RemovedSymbol.name) is named without CONFIG_", at: first.range.start,
                    why: "Make knows symbols with CONFIG_ only, so this is text or a name of the Makefile's own",
                    either: ["write \(RemovedSymbol.successor)", "take the name out of the text"])
            }
            for word in words { rename(word, in: line, &result) }
        }
        return result
    }

    private func rename(_ word: (text: String, range: SourceRange), in line: MakefileLine, _ result: inout FileEdits) {
        guard word.text == RemovedSymbol.variable || word.text == Self.flag else { return }
        let file = result.file
        // `make CONFIG_VFIO_MDEV=m CONFIG_VFIO_MDEV_DEVICE=m` says the same twice.
        let assigned = MakefileLine.argument(at: word.range, in: file, line.code)
        if let value = assigned, line.words.contains(RemovedSymbol.successorVariable + value.text),
            value.range.start > ByteText.trimmed(line.range, in: file).start
        {
            var start = value.range.start
            while start > line.range.start, file.bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
            result.delete([SourceRange(start, value.range.end)])
            return
        }
        let successor = word.text == Self.flag ? "D" + RemovedSymbol.successorVariable : RemovedSymbol.successorVariable
        result.edits.add(TextEdit(word.range, successor))
    }

    private func removeShim(_ line: MakefileLine, _ result: inout FileEdits) {
        switch removal {
        case .allowed: break
        case .lacksFolder:
            result.review(
                "the object of the shim stays", at: line.range.start,
                why: "the entry of \(RemovedSymbol.name) lies in the same folder, which is not among the paths given",
                either: ["name the folder, too", "take out this line and the entry by hand"])
            return
        case .lacksTree:
            // Said of the entry.
            return
        }
        let object = RemovedSymbol.module + ".o"
        guard line.objects == [object], !line.hasComment else {
            result.review(
                "\(object) is built together with something else", at: line.range.start,
                why: "only what is built of the shim alone goes with \(RemovedSymbol.name)",
                either: ["take out \(object) and write \(RemovedSymbol.successorVariable)"])
            return
        }
        result.delete([line.range])
        let source = PathText.folder(of: result.file.path) + "/" + RemovedSymbol.module + ".c"
        let fate =
            target.order >= KernelLevel.C0.order || target == .S
            ? "\(target.releaseName) has none" : "at \(target.releaseName) it is part of mdev.ko"
        result.notes.append(
            TreeNote(
                path: source, line: nil,
                text: "nothing builds this file any more: \(fate); the mdev core is not mdevport's to convert, take "
                    + "it from that level"))
    }

    /// A module that cannot be loaded any more.
    private func reviewModule(
        _ line: MakefileLine, _ words: [SourceRange], isCore: Bool, _ result: inout FileEdits
    ) {
        guard !isCore, let place = words.first else { return }
        let loads = ["modprobe", "insmod", "rmmod", "softdep"].contains { line.normal.contains($0) }
        guard loads else { return }
        result.review(
            "the module \(RemovedSymbol.module) is named", at: place.start,
            why: "there is none at \(target.releaseName): mdev.ko alone serves mediated devices",
            either: ["take the module out"])
    }
}
