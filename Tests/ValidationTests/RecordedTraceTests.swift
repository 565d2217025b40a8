// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Validation

/// The traces of real kernels in Fixtures/conformance: they are read and printed back, and a kernel that answers what
/// is recorded gets the right calls for every line.
@Suite struct RecordedTraceTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/conformance/traces")
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.sorted()

    static func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    }

    @Test(.enabled(if: !files.isEmpty), arguments: files)
    func printsTheSameBytes(_ file: String) throws {
        let text = try Self.text(file)
        #expect(try Trace(parsing: text, file: file).description == text)
    }

    @Test(.enabled(if: !files.isEmpty), arguments: files)
    func performsEveryLine(_ file: String) throws {
        let text = try Self.text(file)
        let expected = try Trace(parsing: text, file: file)
        let comparison = TraceComparison(expected: expected, actual: try RecordedKernel.replay(text).trace)
        #expect(comparison.isEqual, "\(comparison.report(expectedFile: file, limit: 3))")
        #expect(comparison.compared == expected.operations.count)
    }
}
