// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Testing

@testable import MigrationPipeline

/// Drivers that want functions of other modules, and C files that stand for those.
@Suite struct StandInTests {
    private static let heron = FixtureCase.projectFolder + "/Fixtures/machine/model/heron.c"

    private func run(_ file: String, _ choice: StandInChoice) throws -> CommandOutput {
        var command = ScenarioCommand(settings: InputSettings(paths: [file], architecture: "x86"), source: .builtIn)
        command.standIns = choice
        return try command.run()
    }

    private func lines(_ output: CommandOutput) -> [String] {
        String(decoding: output.standardOutput, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `a bundled stand-in is loaded first and unloaded last, and told of`() throws {
        let output = try run(Self.heron, StandInChoice())
        let lines = lines(output)
        #expect(output.exitStatus == 0, "\(lines)")
        #expect(output.messages.contains("stand-in drm_edid for drm_edid_block_valid()"))
        let loads = lines.filter { $0.hasPrefix("insmod") || $0.hasPrefix("rmmod") }
        #expect(
            loads == [
                "insmod name=drm_edid params=\"\" -> 0", "insmod name=heron params=\"\" -> 0",
                "rmmod name=heron -> 0", "rmmod name=drm_edid -> 0",
            ])
        #expect(lines.contains("  kmsg 6 heron: one bit more is refused"))
    }

    @Test func `the driver holds its stand-in`() throws {
        let scratch = try LintScratch()
        try scratch.write(
            "scenario.txt",
            """
            insmod name=drm_edid params="" -> 0
            insmod name=heron params="" -> 0
            rmmod name=drm_edid -> -EAGAIN
            rmmod name=heron -> 0
            rmmod name=drm_edid -> 0

            """)
        let output = try ScenarioCommand(
            settings: InputSettings(paths: [Self.heron], architecture: "x86"),
            source: .scenario(scratch.folder + "/scenario.txt")
        ).run()
        let operations = lines(output).filter { $0.hasPrefix("rmmod") }
        #expect(operations[0] != "rmmod name=drm_edid -> 0")
        #expect(operations[1...] == ["rmmod name=heron -> 0", "rmmod name=drm_edid -> 0"])
    }

    @Test func `without stand-ins the function is unsupported`() throws {
        let output = try run(Self.heron, StandInChoice(takesBundled: false))
        #expect(output.exitStatus == 2)
        #expect(output.messages == [])
        #expect(lines(output).contains { $0.contains("unsupported: the function drm_edid_block_valid()") })
    }

    @Test func `a file of the user stands in for what it defines`() throws {
        let scratch = try LintScratch()
        try scratch.write("reeds.h", "int reeds_count(void);\n")
        try scratch.write(
            "otter.c",
            """
            #include <linux/module.h>
            #include "reeds.h"
            static int __init otter_init(void) { pr_info("otter: %d reeds\\n", reeds_count()); return 0; }
            static void __exit otter_exit(void) { }
            module_init(otter_init);
            module_exit(otter_exit);
            MODULE_LICENSE("GPL");

            """)
        // In another folder; the driver's private header is found all the same.
        let other = try LintScratch()
        try other.write(
            "the-reeds.c",
            """
            #include <linux/module.h>
            #include "reeds.h"
            int reeds_count(void) { return 7; }
            static int __init reeds_init(void) { pr_info("reeds: %s\\n", KBUILD_MODNAME); return 0; }
            module_init(reeds_init);
            MODULE_LICENSE("GPL");

            """)
        let output = try run(
            scratch.folder + "/otter.c", StandInChoice(files: [other.folder + "/the-reeds.c"]))
        let said = lines(output).filter { $0.hasPrefix("  kmsg") }
        #expect(said == ["  kmsg 6 reeds: the_reeds", "  kmsg 6 otter: 7 reeds"], "\(lines(output))")
    }

    @Test func `a file of the user that is not there is an error`() throws {
        let failure = #expect(throws: InputError.self) {
            try run(Self.heron, StandInChoice(files: ["/nowhere/at-all.c"]))
        }
        #expect(failure?.message == "--stand-in /nowhere/at-all.c: cannot be read")
    }

    @Test func `what is missing says who provides it`() throws {
        var command = MissingCommand(settings: InputSettings(paths: [Self.heron], architecture: "x86"))
        var output = try command.run()
        #expect(lines(output).count == 1)
        #expect(lines(output).first?.hasSuffix("; the stand-in drm_edid provides it") == true)
        #expect(output.exitStatus == 0)
        command.takesStandIns = false
        output = try command.run()
        #expect(lines(output).first?.contains("the function drm_edid_block_valid(), i1(ptr, i32, i1, ptr)") == true)
        #expect(lines(output).first?.contains("stand-in") == false)
        #expect(output.exitStatus == 2)
    }
}
