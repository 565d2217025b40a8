// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import Testing
import Validation

@testable import MigrationPipeline

/// Drivers with a fault each are executed: what comes of it is what their cases say, under the rule that describes the
/// fault. Nothing comes of their mended twins.
@Suite struct FaultExecutionTests {
    @Test(arguments: try FaultCase.all())
    func showsWhatItsCaseSays(_ fixture: FaultCase) throws {
        let found = try Self.verify(fixture.faulty).findingLines
        let expected = fixture.executed ?? []
        #expect(found == expected, "\(fixture.path):\n\(found.map { "  - '\($0)'\n" }.joined())")
    }

    @Test(arguments: try FaultCase.all())
    func theMendedTwinIsSilent(_ fixture: FaultCase) throws {
        #expect(try Self.verify(fixture.mended).findingLines == [])
    }

    /// What cannot be executed is unsupported; all else that execution shows has the rule of its case.
    @Test(arguments: try FaultCase.all())
    func theRuleIsTheExpectedOne(_ fixture: FaultCase) {
        guard let lines = fixture.executed else {
            #expect(!fixture.isDynamic, "neither static nor dynamic")
            return
        }
        let isNamed = lines.contains { $0.hasPrefix(fixture.rule + " ") || $0.hasPrefix("unsupported ") }
        #expect(isNamed, "\(lines)")
    }

    private static func verify(_ files: [FixtureFile]) throws -> Verification {
        let scratch = try LintScratch()
        for file in files { try scratch.write(file.name, file.text) }
        var command = VerifyCommand(settings: InputSettings(paths: ["."], workingDirectory: scratch.folder))
        command.options.budget = 150
        return try #require(try command.verify().first).verification
    }
}

extension Verification {
    /// `RULE KIND PLACE`, and what had to fail or in which order things had to happen for it.
    fileprivate var findingLines: [String] {
        let ended = unsupported.map { "unsupported \(Self.place($0))" }
        let found = faults.map { fault in
            "\(fault.rule ?? "-") \(fault.kind) \(Self.place(fault.headline))" + Self.text(fault.cause)
                + Self.text(scenario: fault.scenario)
        }
        let different = differences.map { difference in
            let what = difference.operation.map { " of \($0.prefix { $0 != " " })" } ?? ""
            let left = difference.operation == nil ? difference.new.map { " (\(Self.left($0)))" }.joined() : ""
            return "\(difference.rule ?? "-") \(difference.kinds.joined(separator: ", "))\(what)\(left)"
                + Self.text(difference.cause) + Self.text(scenario: difference.scenario)
        }
        return [ended].compactMap { $0 } + found + different
    }

    private static func left(_ line: String) -> String {
        let place = place(line)
        return place == "-" ? line : "\(line.prefix { $0 != "," }) \(place)"
    }

    /// `file.c:12`, without its folder and its column.
    private static func place(_ text: String) -> String {
        guard let found = text.firstMatch(of: /([A-Za-z0-9_-]+\.[ch]):(\d+)/) else { return "-" }
        return "\(found.1):\(found.2)"
    }

    private static func text(scenario: String?) -> String { scenario.map { " in “\($0)”" } ?? "" }

    private static func text(_ cause: Cause) -> String {
        switch cause {
        case .scenario: ""
        case .failure(let call, let operation):
            " when \(call.prefix { $0 != "(" }) \(place(call)) fails in \(operation.prefix { $0 != " " })"
        case .schedule(let race, let choices): " in the race \(race):\(ScheduleText.text(choices))"
        }
    }
}
