// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Testing
import Validation

@testable import MigrationPipeline

/// The search finds what a driver of ours does wrong beside itself, and nothing in its twin that locks.
@Suite struct RaceSearchTests {
    private static let folder = FixtureCase.projectFolder + "/Fixtures/verify"

    private func command(_ driver: String, against other: String? = nil) -> VerifyCommand {
        var command = VerifyCommand(
            settings: InputSettings(paths: ["\(Self.folder)/\(driver)/turnpike.c"]),
            against: other.map { "\(Self.folder)/\($0)/turnpike.c" })
        command.options.sweeps = false
        command.options.budget = 300
        return command
    }

    private func verify(_ driver: String, against other: String? = nil) throws -> Verification {
        try #require(try command(driver, against: other).verify().first).verification
    }

    private func race(_ cause: Verification.Cause) -> String? {
        if case .schedule(let race, _) = cause { race } else { nil }
    }

    @Test func `faults and lost updates are found, with the schedule that shows them`() throws {
        let result = try verify("racy")
        #expect(result.verdict == .fault)
        #expect(result.counts.schedules > 100)
        let found = result.faults.map { "\(race($0.cause) ?? "-") \($0.kind)" }
        #expect(found.contains("create-create race"), "\(found)")
        #expect(found.contains("remove-other race"), "\(found)")
        #expect(found.contains("create-remove use-after-free"), "\(found)")
        #expect(found.contains("insmod-create uninitialised-lock"), "\(found)")
        let lost = try #require(result.faults.first { race($0.cause) == "create-create" })
        #expect(lost.headline.contains("turnpike.c:39:"), "\(lost)")
        #expect(lost.stack.contains { $0.hasPrefix("preempted in turnpike_create (") }, "\(lost)")
    }

    @Test func `a twin that locks has none of it`() throws {
        let result = try verify("mended")
        #expect(result.verdict == .equivalent, "\(result.faults)")
        #expect(result.faults.isEmpty && result.differences.isEmpty, "\(result)")
    }

    @Test func `a race that only the new driver has is a divergence`() throws {
        let result = try verify("mended", against: "racy")
        #expect(result.verdict == .diverged)
        #expect(result.differences.contains { race($0.cause) == "create-create" }, "\(result.differences)")
        #expect(result.faults.contains { $0.side == .new && $0.kind == "use-after-free" }, "\(result.faults)")
    }

    @Test func `one that only the old driver has is none`() throws {
        let result = try verify("racy", against: "mended")
        #expect(result.verdict == .equivalent, "\(result.differences)")
        #expect(result.faults.allSatisfy { $0.side == .old }, "\(result.faults)")
    }

    @Test func `one that both have is the driver's own`() throws {
        let result = try verify("racy", against: "racy")
        #expect(result.verdict == .equivalent, "\(result.differences)")
        #expect(!result.faults.isEmpty && result.faults.allSatisfy { $0.side == .both }, "\(result.faults)")
    }

    @Test func `the report says what to type, and that executes the race again`() throws {
        let found = try command("racy").run()
        // Long lines are wrapped.
        let report = String(decoding: found.standardOutput, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        let race = try #require(report.firstMatch(of: #/in the race (create-remove:[0-9,*]+): \S+ use-after-free/#))
        #expect(report.contains(#/--schedule \S+:[0-9,*]+ executes that race alone/#), "\(report)")
        var again = command("racy")
        again.options.replay = String(race.output.1)
        let output = try again.run()
        let trace = String(decoding: output.standardOutput, as: UTF8.self)
        #expect(output.exitStatus == 1)
        #expect(trace.contains(#/(?m)^race_start a="create .*" b="remove .*" schedule=/#), "\(trace)")
        #expect(trace.contains(#/(?m)^! .*use-after-free: /#), "\(trace)")
    }

    @Test func `executed again, a lost update is one again`() throws {
        let result = try verify("racy")
        let schedules = result.faults.filter { $0.kind == "race" }.compactMap { fault -> String? in
            guard case .schedule(let race, let choices) = fault.cause else { return nil }
            return "\(race):\(ScheduleText.text(choices))"
        }
        var replay = command("racy")
        replay.options.replay = try #require(schedules.first)
        let output = try replay.run()
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        #expect(output.exitStatus == 1)
        #expect(text.contains(#/(?m)^! race: no order of the operations gives /#), "\(text)")
        // The same operations one after the other are none.
        replay.options.replay = String(replay.options.replay?.prefix { $0 != ":" } ?? "")
        #expect(try replay.run().exitStatus == 0)
    }

    @Test(arguments: ["nothing", "create-create:x", "create-create:9999,77", ""])
    func `a race that there is not is refused`(_ text: String) throws {
        var replay = command("racy")
        replay.options.replay = text
        #expect(throws: InputError.self) { try replay.run() }
    }
}
