// SPDX-License-Identifier: Apache-2.0
import Foundation
import Machine
import Testing

@testable import MigrationPipeline

/// A program of `Fixtures/machine`: what to call, and what has to come of it.
///
/// `/* call: f(3) */` or `/* call: f(3) -> 0 */` for each call, `/* target: s390x */` where it is not x86-64, and
/// `/* fault: KIND: MESSAGE */` behind the faulty line or, where that gets too long, alone on the line above it. Places
/// in messages have the file's name without its folder.
struct MachineFixture: Sendable, CustomTestStringConvertible {
    struct Fault: Hashable, Sendable, CustomStringConvertible {
        /// In the fixture, also where a header that it uses is what finds it.
        var line: Int
        var kind: String
        var message: String

        var description: String { "line \(line): \(kind): \(message)" }
    }

    var path: String
    var calls: [String] = []
    /// nil where the call has no result, because the fault comes first.
    var results: [String?] = []
    var faults: [Fault] = []
    var architecture: String?

    var testDescription: String { path.split(separator: "/").suffix(2).joined(separator: "/") }
    private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    init(path: String) throws {
        self.path = path
        for (index, line) in try String(contentsOfFile: path, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() {
            if let match = line.wholeMatch(of: #/\/\* call: (.*?)(?: -> (-?[0-9]+))? \*\//#) {
                calls.append(String(match.1))
                results.append(match.2.map(String.init))
            } else if let match = line.wholeMatch(of: #/\/\* target: (\S+) \*\//#) {
                architecture = match.1 == "s390x" ? "s390" : String(match.1)
            } else if let match = line.firstMatch(of: #/\/\* fault: ([a-z0-9-]+): (.*) \*\/$/#) {
                let isAbove = line[..<match.range.lowerBound].allSatisfy(\.isWhitespace)
                faults.append(Fault(line: index + (isAbove ? 2 : 1), kind: String(match.1), message: String(match.2)))
            }
        }
    }

    /// All programs of one folder below `Fixtures/machine`, in order.
    static func all(_ folder: String) throws -> [MachineFixture] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/machine/\(folder)").path()
        return try FileManager.default.contentsOfDirectory(atPath: root).filter { $0.hasSuffix(".c") }.sorted()
            .map { try MachineFixture(path: root + "/" + $0) }
    }

    /// What `mdevport run` makes of it.
    struct Outcome {
        var text: String
        var exitStatus: Int32
        var results: [String]
        var faults: [Fault]
    }

    func run() throws -> Outcome {
        var command = RunCommand(
            settings: InputSettings(paths: [path], architecture: architecture),
            calls: try calls.map(CallExpression.init))
        // None needs as many; a loop without end is found sooner.
        command.stepBudget = 1_000_000
        let output = try command.run()
        let text = String(decoding: output.standardOutput, as: UTF8.self)
            .replacing(try Regex("[^\\s‘(]*/(?=\(name.replacing(".", with: "\\.")):)"), with: "")
        return Outcome(
            text: text, exitStatus: output.exitStatus,
            results: text.matches(of: #/(?m)^-> (.*)$/#).map { String($0.1) }, faults: faults(in: text))
    }

    private func faults(in text: String) -> [Fault] {
        text.split(separator: "\n").compactMap { line in
            guard let match = line.wholeMatch(of: #/(\S.*?):(\d+)(?::\d+)?: fault: ([a-z0-9-]+): (.*)/#) else {
                return nil
            }
            return Fault(
                line: match.1 == name ? Int(match.2) ?? 0 : 0, kind: String(match.3), message: String(match.4))
        }
    }
}
