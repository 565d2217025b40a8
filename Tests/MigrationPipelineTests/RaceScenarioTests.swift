// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Testing

@testable import MigrationPipeline

/// Operations beside each other in a scenario: what a schedule makes of them, and that the printed trace has it.
@Suite struct RaceScenarioTests {
    private static let folder = FixtureCase.projectFolder + "/Fixtures/verify"
    private static let uuids = ["1", "2"].map { "11111111-aaaa-4aaa-8aaa-00000000000\($0)" }

    private func run(_ scenario: String, schedule: [Int] = [], driver: String = "racy") throws -> (String, Int32) {
        let scratch = try LintScratch()
        try scratch.write("race.txt", scenario)
        var command = ScenarioCommand(
            settings: InputSettings(paths: ["\(Self.folder)/\(driver)/turnpike.c"]),
            source: .scenario(scratch.folder + "/race.txt"))
        command.schedule = schedule
        let output = try command.run()
        return (String(decoding: output.standardOutput, as: UTF8.self), output.exitStatus)
    }

    private static func task(_ name: String, _ uuid: String) -> String {
        "\(name)=\"create type=-lane data=\\\"\(uuid)\\\"\""
    }

    private static let creates = """
        insmod name=turnpike params=""
        race_start \(task("a", uuids[0])) \(task("b", uuids[1]))
        race_end task=a
        race_end task=b
        available -lane=
        remove uuid=\(uuids[0]) data="1"
        remove uuid=\(uuids[1]) data="1"
        available -lane=
        rmmod name=turnpike

        """

    /// The last number of free lanes.
    private func lanes(_ trace: String) -> Substring? {
        trace.matches(of: #/(?m)^available -lane="(-?\d+)\\n" -> 0$/#).last?.output.1
    }

    @Test func `without a schedule one task comes after the other`() throws {
        let (trace, status) = try run(Self.creates)
        #expect(status == 0, "\(trace)")
        #expect(trace.contains("race_end task=a -> 36\n") && trace.contains("race_end task=b -> 36\n"))
        #expect(!trace.contains("schedule="))
        #expect(lanes(trace) == "2")
    }

    @Test func `a preemption between load and store loses an increment, and the trace says how`() throws {
        var lost: String?
        for point in 1..<20 where lost == nil {
            let (trace, _) = try run(Self.creates, schedule: Array(repeating: 0, count: point) + [1])
            if lanes(trace) == "3" { lost = trace }
        }
        let trace = try #require(lost)
        #expect(trace.contains(#/(?m)^race_start a="create .*" b="create .*" schedule=0\*\d+,1 -> 0$/#), "\(trace)")
        // Its own trace is a scenario, and comes out the same.
        #expect(try run(trace.replacing("! end\n", with: "")).0 == trace)
        // The twin holds a lock there.
        let (mended, status) = try run(trace.replacing("! end\n", with: ""), driver: "mended")
        #expect(status == 0 && lanes(mended) == "2", "\(mended)")
    }

    @Test func `a task that is blocked says so, and ends when it can`() throws {
        let (trace, status) = try run(
            """
            insmod name=turnpike params=""
            create type=-lane data="\(Self.uuids[0])"
            open path=/dev/vfio/vfio
            open path=/dev/vfio/0
            ioctl on=group cmd=GROUP_SET_CONTAINER container=container
            ioctl on=container cmd=SET_IOMMU arg=3
            ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\(Self.uuids[0])
            race_start a="remove uuid=\(Self.uuids[0]) data=\\"1\\"" b="pread pos=0x0 n=4"
            race_end task=a
            race_end task=b
            close what=device
            close what=group
            close what=container
            race_end task=a
            rmmod name=turnpike

            """)
        #expect(status == 0, "\(trace)")
        #expect(trace.contains("race_blocked task=a state=S -> 0\n"), "\(trace)")
        #expect(trace.contains("race_end task=b -> 4 data=00000000\n"), "\(trace)")
        #expect(trace.contains("race_end task=a -> 1\n"), "\(trace)")
        #expect(trace.contains("rmmod name=turnpike -> 0\n"), "\(trace)")
    }

    @Test func `files that tasks open have names afterwards, and those they close have none`() throws {
        let (trace, status) = try run(
            """
            open path=/dev/vfio/vfio
            race_start a="open path=/dev/vfio/vfio" b="close what=container"
            race_end task=a
            race_end task=b
            close what=container
            close what=container

            """)
        #expect(status == 0, "\(trace)")
        #expect(trace.contains("close what=container -> 0\n"), "\(trace)")
    }

    @Test(arguments: [
        ("race_start a=\"exists uuid=1\" schedule=x", "schedule"),
        ("race_start a=\"frobnicate\"", "frobnicate"),
        ("race_start a=\"race_end task=a\"", "race_end"),
        ("race_start a=\"exists\"", "uuid"),
        ("race_start", "a="),
        ("race_end task=a", "no task"),
    ])
    func `races that make no sense name their line`(_ line: String, _ word: String) throws {
        let failure = #expect(throws: InputError.self) { try run("# heading\n\(line)\n") }
        let text = failure.map { "\($0)" } ?? ""
        #expect(text.contains("race.txt:2: ") && text.contains(word), "\(text)")
    }
}
