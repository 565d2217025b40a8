// SPDX-License-Identifier: Apache-2.0

/// One mail as git wrote it, to be completed.
struct MailFile: Sendable {
    /// "v2-0001-vfio-mtty-Convert-….patch"
    let name: String
    private var header: [String]
    /// After the empty line.
    private var body: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        var lines: [String] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            if line.isEmpty { break }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        header = lines
        body = Array(rest)
    }

    var bytes: [UInt8] { Array((header.joined(separator: "\n") + "\n\n").utf8) + body }

    /// What makes it this mail and no other; the moment it was made does not.
    var identity: [UInt8] { Array(header.filter { !$0.hasPrefix("Date: ") }.joined(separator: "\n").utf8) + body }

    /// Header lines behind the first one, which starts a mail in a mailbox.
    mutating func add(_ lines: [String]) { header.insert(contentsOf: lines, at: min(1, header.count)) }

    /// Puts the words of a cover in the places that git left for them.
    mutating func fill(title: String, text: String) {
        if let line = header.firstIndex(where: { $0.hasPrefix("Subject: ") }) {
            let start = header[line].replacing("*** SUBJECT HERE ***", with: "")
            header[line] = Self.folded(start, title)
        }
        let blurb = Array("*** BLURB HERE ***".utf8)
        guard let place = body.firstRange(of: blurb) else { return }
        body.replaceSubrange(place, with: Array(text.utf8))
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        if !isPlain, !header.contains(where: { $0.hasPrefix("Content-Type:") }) {
            header += [
                "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit",
            ]
        }
    }

    /// Puts text between the `---` and the diffstat.
    mutating func add(notes: String) {
        guard !notes.isEmpty else { return }
        let mark = Array("\n---\n".utf8)
        let place = body.starts(with: mark.dropFirst()) ? 4 : body.firstRange(of: mark)?.upperBound
        guard let place else { return }
        body.insert(contentsOf: Array((notes + "\n\n").utf8), at: place)
    }

    /// Headers are folded at 76 columns.
    private static func folded(_ start: String, _ title: String) -> String {
        guard title.utf8.allSatisfy({ $0 < 0x80 }) else { return start + EncodedWord.encode(title) }
        var lines: [String] = []
        var line = start
        for (index, word) in title.split(separator: " ").enumerated() {
            if index == 0 {
                line += word
            } else if line.count + 1 + word.count <= 76 {
                line += " " + word
            } else {
                lines.append(line)
                line = " " + word
            }
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
