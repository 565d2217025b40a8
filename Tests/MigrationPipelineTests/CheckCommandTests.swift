// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import MigrationPipeline

@Suite struct CheckCommandTests {
    private func check(_ scratch: LintScratch, _ arguments: String...) async throws -> (Int32, String) {
        let output = try await CheckCommand(arguments: arguments, workingDirectory: scratch.folder).run()
        return (output.exitStatus, String(decoding: output.standardOutput, as: UTF8.self))
    }

    /// The flags decide what is seen; relative ones count from where the command is started.
    @Test func usesTheCompilersFlags() async throws {
        let scratch = try LintScratch()
        try scratch.write(
            "inc/linux/mdev.h",
            """
            struct module;
            struct mdev_device;
            struct mdev_parent_ops {
            \tstruct module *owner;
            \tint (*open)(struct mdev_device *mdev);
            };
            void *mdev_get_drvdata(struct mdev_device *mdev);

            """)
        try scratch.write(
            "drv/a.c",
            """
            #include <linux/mdev.h>
            static int a_open(struct mdev_device *mdev)
            {
            \treturn !mdev_get_drvdata(mdev);
            }
            #ifdef WITH_TABLE
            static const struct mdev_parent_ops a_ops = { .open = a_open };
            #endif

            """)
        let flags = ["-Wp,-MMD,drv/.a.o.d", "-nostdinc", "-I./inc", "-Wall", "--arch=x86", "-mlittle-endian", "-m64"]
        let seen = try await CheckCommand(
            arguments: flags + ["-DWITH_TABLE", "-c", "-o", "drv/a.o", "drv/a.c"], workingDirectory: scratch.folder
        ).run()
        let text = String(decoding: seen.standardOutput, as: UTF8.self)
        #expect(seen.exitStatus == 1)
        #expect(headlines(text) == ["drv/a.c:4 M-26", "drv/a.c:7 M-16", "drv/a.c:7 M-10"])
        let (status, left) = try await check(scratch, "-nostdinc", "-I./inc", "--to", "series-v2", "drv/a.c")
        #expect(status == 1)
        #expect(left.contains("(in an inactive #if branch) [M-16]"))
    }

    @Test func cleanFilesAreSilent() async throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int a;\n")
        let (status, text) = try await check(scratch, "-Wall", "a.c")
        #expect(status == 0)
        #expect(text.isEmpty)
    }

    @Test func argumentsThatCannotBe() async throws {
        let scratch = try LintScratch()
        await #expect(throws: InputError.self) { _ = try await check(scratch, "-Wall") }
        await #expect(throws: InputError.self) { _ = try await check(scratch, "a.c", "--to") }
    }
}
