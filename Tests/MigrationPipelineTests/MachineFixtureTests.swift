// SPDX-License-Identifier: Apache-2.0
import Machine
import Testing

@testable import MigrationPipeline

/// The machine reports every fault that is annotated, at its place and in its words, and none that is not.
@Suite struct MachineFixtureTests {
    @Test(arguments: try MachineFixture.all("fail"))
    func isFound(_ fixture: MachineFixture) throws {
        let outcome = try fixture.run()
        #expect(fixture.faults.count == 1, "a program in fail/ has one annotation")
        #expect(outcome.faults == fixture.faults, "\(outcome.text)")
        #expect(outcome.exitStatus == 1, "\(outcome.text)")
    }

    @Test(arguments: try ["pass", "allowed", "kernel"].flatMap(MachineFixture.all))
    func runsToItsResult(_ fixture: MachineFixture) throws {
        let outcome = try fixture.run()
        #expect(!fixture.calls.isEmpty && fixture.faults.isEmpty)
        #expect(outcome.results == fixture.results.map { $0 ?? "a result in the annotation" }, "\(outcome.text)")
        #expect(outcome.exitStatus == 0, "\(outcome.text)")
    }

    /// Each fault has a twin without it, and every kind of fault is shown.
    @Test func twinsAndKinds() throws {
        let failing = try MachineFixture.all("fail")
        let names = { (fixtures: [MachineFixture]) in Set(fixtures.map { $0.path.split(separator: "/").last }) }
        #expect(names(failing) == names(try MachineFixture.all("pass")))
        let shown = Set(failing.flatMap { $0.faults.map(\.kind) })
        #expect(FaultKind.allCases.map(\.rawValue).filter { !shown.contains($0) } == [])
        #expect(shown.filter { FaultKind(rawValue: $0) == nil } == [])
    }
}
