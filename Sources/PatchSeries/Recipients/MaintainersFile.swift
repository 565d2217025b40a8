// SPDX-License-Identifier: Apache-2.0

/// A kernel tree's MAINTAINERS, read as `scripts/get_maintainer.pl` reads it.
struct MaintainersFile: Sendable {
    struct Entry: Sendable {
        var letter: Character
        var value: String
    }

    /// Lines that stand together, with the title above them.
    struct Section: Sendable {
        var title: String
        var entries: [Entry] = []

        func values(_ letter: Character) -> [String] { entries.filter { $0.letter == letter }.map(\.value) }
    }

    private(set) var sections: [Section] = []

    init(_ bytes: [UInt8]) {
        var section = Section(title: "")
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            if let entry = Self.entry(line) {
                section.entries.append(entry)
            } else if !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) {
                if !section.entries.isEmpty { sections.append(section) }
                section = Section(title: String(line))
            }
        }
        if !section.entries.isEmpty { sections.append(section) }
    }

    private static func entry(_ line: Substring) -> Entry? {
        guard let letter = line.first, letter.isASCII, letter.isUppercase, line.dropFirst().first == ":" else {
            return nil
        }
        return Entry(letter: letter, value: String(line.dropFirst(2).drop { $0 == " " || $0 == "\t" }))
    }
}
