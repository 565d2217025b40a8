// SPDX-License-Identifier: Apache-2.0

/// A finding that an annotation demands.
public struct ExpectedFinding: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Name of the file in its folder.
    public var file: String
    /// Line in the text without annotations.
    public var line: Int
    public var rule: String
    public var subject: String
    /// `inactive` or `unparsed`; nil for what is seen as code or text.
    public var evidence: String?

    public init(file: String, line: Int, rule: String, subject: String, evidence: String?) {
        self.file = file
        self.line = line
        self.rule = rule
        self.subject = subject
        self.evidence = evidence
    }

    public static func < (a: ExpectedFinding, b: ExpectedFinding) -> Bool {
        (a.file, a.line, a.rule, a.subject, a.evidence ?? "") < (b.file, b.line, b.rule, b.subject, b.evidence ?? "")
    }

    public var description: String {
        "\(file):\(line): \(rule) \(subject)" + (evidence.map { " \($0)" } ?? "")
    }
}

/// A file of a case. Annotations (`/*~ RULE subject [evidence] */`, in files of Kbuild `#~ …`) are lines of their own
/// below the line that they are about, and are taken out together with their line ends.
public struct FixtureFile: Sendable {
    public var name: String
    /// Without annotations.
    public var bytes: [UInt8]
    public var expected: [ExpectedFinding]
    /// For every line of the text without annotations: its number in the file on disk.
    public var originalLines: [Int]

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Throws: `FixtureError` for an annotation that is not understood.
    public init(name: String, annotated: [UInt8], path: String) throws {
        self.name = name
        bytes = []
        expected = []
        originalLines = []
        var start = 0
        var number = 0
        while start < annotated.count {
            let newline = annotated[start...].firstIndex(of: UInt8(ascii: "\n"))
            let end = newline.map { $0 + 1 } ?? annotated.count
            let line = annotated[start..<end]
            number += 1
            start = end
            guard let words = Self.annotation(line) else {
                bytes += line
                originalLines.append(number)
                continue
            }
            guard words.count == 2 || (words.count == 3 && ["inactive", "unparsed"].contains(words[2])),
                !originalLines.isEmpty
            else { throw FixtureError("\(path):\(number): not an annotation: RULE subject [inactive|unparsed]") }
            expected.append(
                ExpectedFinding(
                    file: name, line: originalLines.count, rule: words[0], subject: words[1],
                    evidence: words.count == 3 ? words[2] : nil))
        }
    }

    /// The line on disk of a line of the text without annotations.
    public func originalLine(_ line: Int) -> Int {
        originalLines.indices.contains(line - 1) ? originalLines[line - 1] : line
    }

    /// The words of an annotation, nil for all other lines.
    private static func annotation(_ line: ArraySlice<UInt8>) -> [String]? {
        let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
        var text = line.drop(while: blanks.contains)
        while let last = text.last, blanks.contains(last) { text.removeLast() }
        if text.starts(with: "/*~".utf8), text.count >= 5, text.suffix(2).elementsEqual("*/".utf8) {
            text = text.dropFirst(3).dropLast(2)
        } else if text.starts(with: "#~".utf8) {
            text = text.dropFirst(2)
        } else {
            return nil
        }
        return text.split(whereSeparator: blanks.contains).map { String(decoding: $0, as: UTF8.self) }
    }
}
