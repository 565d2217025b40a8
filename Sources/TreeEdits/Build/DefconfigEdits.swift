// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Moves the value of CONFIG_VFIO_MDEV_DEVICE in a default configuration or a fragment of one to CONFIG_VFIO_MDEV.
struct DefconfigEdits {
    private enum Value: String, Comparable {
        case n, m, y
        static func < (a: Value, b: Value) -> Bool { a.order < b.order }
        private var order: Int { self == .n ? 0 : self == .m ? 1 : 2 }
    }

    private struct Setting {
        var name: String
        /// nil for a value that is none of the three.
        var value: Value?
        /// The line.
        var range: SourceRange
        /// Its last character that counts: where the value is, if the line is no `is not set`.
        var valueRange: SourceRange
        var isSet: Bool
    }

    func edits(of file: SourceFile) -> FileEdits {
        var result = FileEdits(file)
        let settings = file.lines.compactMap { setting(file, $0) }
        let old = settings.filter { $0.name == RemovedSymbol.variable }
        guard !old.isEmpty else { return result }
        for setting in old where setting.value == nil {
            result.review(
                "the value of \(RemovedSymbol.variable) is none of y, m and n", at: setting.range.start,
                why: "it cannot become one of \(RemovedSymbol.successorVariable)")
        }
        let known = old.filter { $0.value != nil }
        // The last line counts, as Kconfig has it.
        let wanted = known.last?.value ?? .n
        let kept = settings.last { $0.name == RemovedSymbol.successorVariable }
        var goes = known
        if let kept {
            // Not set and yet depended on: the shim was not set either.
            if kept.isSet, let value = kept.value, value != .n, value < wanted {
                result.edits.add(TextEdit(kept.valueRange, wanted.rawValue))
            }
        } else if wanted != .n, let last = goes.popLast() {
            let text = file.text(in: last.range)
            let name = text.utf8.prefix { ByteText.isBlank($0) }.count
            let start = last.range.start + name
            result.edits.add(
                TextEdit(
                    SourceRange(start, start + RemovedSymbol.variable.utf8.count), RemovedSymbol.successorVariable))
        }
        result.delete(goes.map(\.range))
        return result
    }

    private func setting(_ file: SourceFile, _ line: SourceRange) -> Setting? {
        let content = ByteText.trimmed(line, in: file)
        let text = file.text(in: content)
        for name in [RemovedSymbol.variable, RemovedSymbol.successorVariable] {
            if text == "# \(name) is not set" {
                return Setting(name: name, value: .n, range: line, valueRange: content, isSet: false)
            }
            guard text.hasPrefix(name + "=") else { continue }
            let start = content.start + name.utf8.count + 1
            let value = SourceRange(start, content.end)
            return Setting(
                name: name, value: Value(rawValue: file.text(in: value)), range: line, valueRange: value, isSet: true)
        }
        return nil
    }
}
