// SPDX-License-Identifier: Apache-2.0
import SourceText

/// A series without git: a diff for each patch, numbered, and `series`, the list of them that quilt reads.
struct PlainSeries: Sendable {
    let series: Series
    let options: PatchOptions
    let recipients: Recipients
    /// Nil when git does not know one, or is not there.
    let identity: GitIdentity?
    let date: PatchDate

    var files: [(name: String, bytes: [UInt8])] {
        var state = series.before
        var result: [(name: String, bytes: [UInt8])] = [
            ("\(version)0000-cover-letter.txt", header(0, series.title) + text(Wrapping.text(series.cover)))
        ]
        var names: [String] = []
        for (index, patch) in series.patches.enumerated() {
            let name = "\(version)\(Self.padded(index + 1, 4))-\(Self.fileName(patch.subject)).patch"
            names.append(name)
            result.append((name, bytes(of: patch, index + 1, &state)))
        }
        result.append(("series", text(names.joined(separator: "\n"))))
        return result
    }

    private func bytes(
        of patch: SeriesPatch, _ number: Int, _ state: inout [String: [UInt8]]
    ) -> [UInt8] {
        let message = CommitMessage(patch: patch, signer: options.signsOff ? identity?.committer : nil)
        var result = header(number, patch.subject)
        if !message.body.isEmpty { result += text(message.body) }
        result += text("---")
        if !message.notes.isEmpty { result += text(message.notes) }
        result += text("")
        for (path, new) in patch.files.sorted(by: { $0.key < $1.key }) {
            let old = state[path]
            state[path] = new
            result += Self.diff(old, new, path)
        }
        return result
    }

    private func header(_ number: Int, _ subject: String) -> [UInt8] {
        let count = String(series.patches.count)
        let mark = options.version.map { " v\($0)" } ?? ""
        var lines: [String] = []
        if let identity { lines.append("From: " + identity.author.header) }
        if !recipients.to.isEmpty { lines.append("To: " + list(recipients.to)) }
        if !recipients.cc.isEmpty { lines.append("Cc: " + list(recipients.cc)) }
        lines.append("Subject: [\(options.prefix)\(mark) \(Self.padded(number, count.count))/\(count)] \(subject)")
        return text(lines.joined(separator: "\n") + "\n")
    }

    private func list(_ mailboxes: [Mailbox]) -> String { mailboxes.map(\.header).joined(separator: ",\n ") }

    private var version: String { options.version.map { "v\($0)-" } ?? "" }

    private func text(_ text: String) -> [UInt8] { Array((text + "\n").utf8) }

    /// `patch -p1` makes a file that comes from /dev/null and removes one that goes there.
    private static func diff(_ old: [UInt8]?, _ new: [UInt8]?, _ path: String) -> [UInt8] {
        let diff = UnifiedDiff.between(old ?? [], new ?? [], path: path)
        guard old == nil || new == nil, !diff.isEmpty else { return diff }
        let (front, behind) = (UnifiedDiff.name("a/" + path), UnifiedDiff.name("b/" + path))
        let names = Array("--- \(front)\n+++ \(behind)\n".utf8)
        let real = "--- \(old == nil ? "/dev/null" : front)\n+++ \(new == nil ? "/dev/null" : behind)\n"
        return Array(real.utf8) + diff.dropFirst(names.count)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// As git makes a file's name of a subject.
    static func fileName(_ subject: String) -> String {
        var name = ""
        for character in subject {
            let isKept = character.isASCII && (character.isLetter || character.isNumber || "._".contains(character))
            if isKept, !(character == "." && name.last == ".") {
                name.append(character)
            } else if !isKept, name.last != "-", !name.isEmpty {
                name.append("-")
            }
        }
        name = String(name.prefix(52))
        while let last = name.last, last == "-" || last == "." { name.removeLast() }
        return name
    }
}
