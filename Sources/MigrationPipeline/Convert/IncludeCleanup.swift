// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Takes out includes of a C file that nothing in it needs any more: only those whose words the file had before the
/// conversion and has not behind it. Whether it was right, the check of the result tells.
enum IncludeCleanup {
    /// Headers, and what the identifiers that need them begin with or contain.
    private static let needs: [(header: String, prefixes: [String], parts: [String])] = [
        ("linux/kobject.h", ["kobj", "kset"], []),
        ("linux/notifier.h", ["NOTIFY_"], ["notifier"]),
        ("linux/uuid.h", [], ["uuid", "guid", "UUID", "GUID"]),
        ("linux/string.h", ["str", "mem", "kstr", "kmemdup", "sysfs_streq"], []),
    ]

    static func without(_ old: [UInt8], in new: [UInt8], path: String) -> [UInt8] {
        guard path.hasSuffix(".c") else { return new }
        let before = words(old, path)
        let file = SourceFile(path: path, bytes: new)
        let after = words(new, path)
        var edits = EditSet()
        for need in needs {
            func isNeeded(_ words: Set<String>) -> Bool {
                words.contains { word in
                    need.prefixes.contains(where: word.hasPrefix) || need.parts.contains(where: word.contains)
                }
            }
            guard isNeeded(before), !isNeeded(after) else { continue }
            for line in lines(of: file) where file.text(in: line).contains("<\(need.header)>") {
                let text = file.text(in: line).filter { !$0.isWhitespace }
                if text == "#include<\(need.header)>" { edits.add(.delete(line)) }
            }
        }
        return (try? edits.apply(to: file)) ?? new
    }

    private static func words(_ bytes: [UInt8], _ path: String) -> Set<String> {
        let list = TokenList(SourceFile(path: path, bytes: bytes))
        return Set(
            list.tokens.lazy.filter { $0.kind == .identifier && !isInclude($0, in: list) }.map { list.text($0) })
    }

    /// The words of an `#include` line say nothing of what is used.
    private static func isInclude(_ token: CToken, in list: TokenList) -> Bool {
        guard token.isInDirective else { return false }
        let line = list.file.text(
            in: SourceRange(
                list.file.startOfLine(at: token.range.start), list.file.endOfLine(at: token.range.start)))
        return line.drop { $0.isWhitespace || $0 == "#" }.hasPrefix("include")
    }

    private static func lines(of file: SourceFile) -> [SourceRange] {
        file.lineStarts.filter { $0 < file.bytes.count }.map { SourceRange($0, file.endOfLine(at: $0)) }
    }
}
