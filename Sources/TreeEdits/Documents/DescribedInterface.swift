// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText

/// Text that describes struct mdev_parent_ops, its registration and its callbacks. Only the prototype can be written
/// anew; what the sentences say is for people.
struct DescribedInterface {
    let target: KernelLevel

    private static let record = "mdev_parent_ops"
    private static let function = "mdev_register_device"

    /// The struct and the old registration are gone.
    private var isGone: Bool { target == .S || target.order >= KernelLevel.C0.order }

    func edit(_ document: DocumentLines, _ result: inout FileEdits) {
        let file = result.file
        let isAbout = !ByteText.words([Self.record, Self.function], in: file, file.whole).isEmpty
        guard isAbout else { return }
        for paragraph in document.paragraphs {
            let range = document.range(of: paragraph)
            var covered: [SourceRange] = []
            for word in ByteText.words([Self.function], in: file, range) {
                guard let call = Call(word.range, in: file, range), call.namesTable else { continue }
                covered.append(call.arguments)
                edit(call, &result)
            }
            let mention = ByteText.words([Self.record], in: file, range)
                .first { word in !covered.contains { $0.contains(word.range) } }
            if let mention {
                reviewRecord(at: mention.range.start, &result)
            } else if !document.isDiagram(paragraph), covered.isEmpty, let place = callbacks(in: range, file) {
                result.review(
                    "text describes the create and remove callbacks", at: place,
                    why: "a driver of mediated devices has probe and remove, and what fails in them is another matter",
                    rule: "M-16")
            }
        }
    }

    private func reviewRecord(at offset: Int, _ result: inout FileEdits) {
        let fate =
            isGone
            ? "it does not exist at \(target.releaseName): a driver describes itself in a struct mdev_driver"
            : "at \(target.releaseName) it names the driver (.device_driver); its callbacks are for drivers of old"
        result.review(
            "text describes struct \(Self.record)", at: offset, why: fate,
            rule: "M-16")
    }

    /// Where a paragraph is about the callbacks without naming their table.
    private func callbacks(in range: SourceRange, _ file: SourceFile) -> Int? {
        let text = file.text(in: range)
        guard text.contains("callback"), ["create/remove", "create()", "remove()"].contains(where: text.contains) else {
            return nil
        }
        return ByteText.words(["create", "remove"], in: file, range).first?.range.start
    }

    private func edit(_ call: Call, _ result: inout FileEdits) {
        guard isGone else {
            // At 5.14 to 5.18 the table is still what is registered.
            return
        }
        if call.isPrototype, let parameter = call.table, target.order < KernelLevel.D0.order {
            let name = call.isTableNamed ? "mdev_driver" : ""
            result.edits.add(TextEdit(parameter, "struct mdev_driver *" + name))
        } else {
            result.review(
                "text registers a struct \(Self.record)", at: call.name.start,
                why: "at \(target.releaseName) the struct mdev_driver is registered", rule: "M-17")
        }
    }
}

/// A call or prototype of `mdev_register_device()` in a document.
private struct Call {
    var name: SourceRange
    /// What stands between the parentheses.
    var arguments: SourceRange
    private let file: SourceFile

    init?(_ name: SourceRange, in file: SourceFile, _ limits: SourceRange) {
        guard name.end < limits.end, file.bytes[name.end] == UInt8(ascii: "("),
            let close = file.bytes[name.end..<limits.end].firstIndex(of: UInt8(ascii: ")"))
        else { return nil }
        self.name = name
        self.file = file
        arguments = SourceRange(name.end + 1, close)
    }

    private var parts: [SourceRange] {
        let commas = file.bytes[arguments.start..<arguments.end].indices.filter { file.bytes[$0] == UInt8(ascii: ",") }
        let starts = [arguments.start] + commas.map { $0 + 1 }
        let ends = commas + [arguments.end]
        return zip(starts, ends).map { ByteText.trimmed(SourceRange($0, $1), in: file) }
    }

    private func words(_ range: SourceRange) -> String {
        file.text(in: range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Two arguments, the second of them a table: by its type, or by a name that tables have.
    var namesTable: Bool {
        guard parts.count == 2 else { return false }
        let second = words(parts[1])
        return second.contains("mdev_parent_ops") || second.hasSuffix("ops")
    }

    /// `int mdev_register_device(struct device *NAME, const struct mdev_parent_ops *NAME)`, by itself.
    var isPrototype: Bool {
        let before = words(SourceRange(file.startOfLine(at: name.start), name.start))
        return (before == "int" || before == "extern int") && words(parts[0]).hasPrefix("struct device *")
    }

    /// The parameter that changes its type.
    var table: SourceRange? {
        let second = words(parts[1])
        return second.hasPrefix("const struct mdev_parent_ops *") ? parts[1] : nil
    }

    var isTableNamed: Bool { !words(parts[1]).hasSuffix("*") }
}
