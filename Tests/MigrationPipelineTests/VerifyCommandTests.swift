// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import Testing
import Validation

@testable import MigrationPipeline

/// `mdevport verify` and `convert --verify` on the example driver and on a twin of it that is broken.
@Suite struct VerifyCommandTests {
    private static let project = FixtureCase.projectFolder

    /// A folder with the example as `pond.c` and, as `broken/pond.c`, what it is converted to, with another answer to
    /// unknown ioctls.
    private func scratch() throws -> LintScratch {
        let scratch = try LintScratch()
        let example = try String(contentsOfFile: Self.project + "/Fixtures/example/blinker.c", encoding: .utf8)
        try scratch.write("pond.c", example)
        try scratch.write("broken/pond.c", example)
        let convert = ConvertCommand(
            settings: InputSettings(paths: ["broken"], workingDirectory: scratch.folder), target: "5.15",
            isInPlace: true)
        #expect(try convert.run().exitStatus == 0)
        let converted = try #require(scratch.text(of: "broken/pond.c"))
        #expect(converted.contains("return -ENOTTY;"))
        try scratch.write("broken/pond.c", converted.replacing("return -ENOTTY;", with: "return -EINVAL;"))
        return scratch
    }

    private func verify(
        _ scratch: LintScratch, _ change: (inout VerifyCommand) -> Void
    ) throws -> (text: String, status: Int32) {
        var command = VerifyCommand(settings: InputSettings(paths: ["pond.c"], workingDirectory: scratch.folder))
        command.options.sweeps = false
        change(&command)
        let output = try command.run()
        return (String(decoding: output.standardOutput, as: UTF8.self), output.exitStatus)
    }

    @Test func `a conversion is equivalent, in words that fit below a patch`() throws {
        let scratch = try scratch()
        let (text, status) = try verify(scratch) {
            $0.target = "5.15"
            $0.page = "report.html"
        }
        #expect(status == 0, "\(text)")
        #expect(text.hasPrefix("pond, 5.11–5.12 to 5.15: equivalent\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 75 })
        #expect(!text.contains(scratch.folder))

        let page = try #require(scratch.text(of: "report.html"))
        #expect(page.contains("<span class=\"badge equivalent\">equivalent</span>"))
        #expect(!page.contains(scratch.folder))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder).count == 3)
    }

    @Test func `another answer is a divergence, with both sides and the rest of the report`() throws {
        let scratch = try scratch()
        let (text, status) = try verify(scratch) {
            $0.against = "broken/pond.c"
            $0.page = "report.html"
        }
        #expect(status == 1)
        #expect(text.hasPrefix("pond, 5.11–5.12 to 5.15: diverged\n"), "\(text)")
        #expect(text.contains("-> -ENOTTY\n    + ") && text.contains("-> -EINVAL\n"), "\(text)")
        let page = try #require(scratch.text(of: "report.html"))
        #expect(page.contains("<div class=\"row different\">"))
    }

    @Test func `JSON has the values of the verification`() throws {
        let scratch = try scratch()
        let (text, status) = try verify(scratch) {
            $0.against = "broken/pond.c"
            $0.format = .json
        }
        #expect(status == 1)
        struct Document: Decodable {
            var schemaVersion: Int
            var tool: String
            var version: String
            var verifications: [Verification]
            var notes: [String]
        }
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        #expect(document.schemaVersion == 1 && document.tool == "mdevport" && document.version == ToolVersion.text)
        let verification = try #require(document.verifications.first)
        #expect(verification.verdict == .diverged && !verification.differing.isEmpty)
        // What the document holds is all there is to it.
        #expect(try JSONText.of(VerifyDocument([verification], notes: document.notes)) == text)
    }

    @Test func `the JSON of a verification`() throws {
        let document = VerifyDocument([SampleVerification.diverged, SampleVerification.alone], notes: ["a note"])
        let path = Self.project + "/Fixtures/reports/verification.json"
        // The version of the tool is not the schema's.
        let text = try JSONText.of(document).replacing("\"\(ToolVersion.text)\"", with: "\"VERSION\"")
        let difference = try Blessed.difference(Array(text.utf8), at: path)
        #expect(difference == nil, "\(difference ?? "")")
    }

    @Test func `a page that cannot be written is said before the work begins`() throws {
        let scratch = try scratch()
        for (page, problem) in [("nowhere/report.html", "cannot be written"), ("broken", "is a folder")] {
            let error = #expect(throws: InputError.self) {
                try verify(scratch) {
                    $0.target = "no such level"
                    $0.page = page
                }
            }
            #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
        }
    }

    // MARK: convert --verify

    private func convert(_ scratch: LintScratch, inPlace: Bool) -> ConvertCommand {
        var command = ConvertCommand(
            settings: InputSettings(paths: ["pond.c"], workingDirectory: scratch.folder), target: "5.15",
            isInPlace: inPlace)
        command.verification = VerifyOptions()
        command.verification?.sweeps = false
        return command
    }

    @Test func `convert says what the verification found, and writes`() throws {
        let scratch = try scratch()
        let output = try convert(scratch, inPlace: true).run()
        #expect(output.exitStatus == 0)
        #expect(output.messages.contains("pond, 5.11–5.12 to 5.15: equivalent"))
        #expect(scratch.text(of: "pond.c")?.contains("vfio_register_group_dev") == true)
    }

    @Test func `a conversion that behaves differently is refuted`() throws {
        let scratch = try scratch()
        let command = convert(scratch, inPlace: true)
        let driver = try #require(try DriverLoader(command.settings).load().drivers.first)
        var conversion = DriverConverter(target: .B2).convert(driver)
        let sound = try ConversionProof([conversion], command.settings, options: VerifyOptions()) { _ in }
        #expect(!sound.isRefuted && !sound.isOpen)
        for (path, bytes) in conversion.files {
            let text = String(decoding: bytes, as: UTF8.self)
            conversion.files[path] = Array(text.replacing("return -ENOTTY;", with: "return -EINVAL;").utf8)
        }
        let proof = try ConversionProof([conversion], command.settings, options: VerifyOptions()) { _ in }
        #expect(proof.isRefuted)
        #expect(proof.messages.first == "pond, 5.11–5.12 to 5.15: diverged")
        // What is proven wrong is not written.
        #expect(!command.writes(isBroken: false, proof) && command.writes(isBroken: false, sound))
    }
}
