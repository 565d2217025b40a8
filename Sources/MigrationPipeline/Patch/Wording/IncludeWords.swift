// SPDX-License-Identifier: Apache-2.0
import SourceText

/// What is said of includes that go.
struct IncludeWords {
    /// Files by path, before and after.
    let old: [String: [UInt8]]
    let new: [String: [UInt8]]

    var words: PatchWords {
        var headers: [String] = []
        var names: [String] = []
        for (path, bytes) in new.sorted(by: { $0.key < $1.key }) {
            guard let before = old[path], before != bytes else { continue }
            let gone = Self.includes(before).filter { !Self.includes(bytes).contains($0) }
            if gone.isEmpty { continue }
            names.append(PathText.name(of: path))
            for header in gone where !headers.contains(header) { headers.append(header) }
        }
        let one = headers.count == 1
        return PatchWords(
            subjects: [one ? "Do not include <\(headers[0])>" : "Drop unneeded includes", "Drop unneeded includes"],
            body: [
                "Nothing in \(English.list(names)) needs \(English.list(headers.map { "<\($0)>" })) any more since the "
                    + "conversion. Do not include \(one ? "it" : "them")."
            ])
    }

    private static func includes(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).compactMap { line in
            let text = line.filter { !$0.isWhitespace }
            guard text.hasPrefix("#include<"), let end = text.firstIndex(of: ">") else { return nil }
            return String(text[text.index(text.startIndex, offsetBy: 9)..<end])
        }
    }
}
