// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import Machine
import Testing

@testable import MigrationPipeline

@Suite struct EmissionPlanTests {
    /// Whatever the frontend reads, clang emits: every driver of the fixtures, at its own level, with bundled headers.
    @Test func `every driver of the fixtures is emitted`() throws {
        var failures: [String] = []
        var count = 0
        for fixture in try FixtureCase.all() {
            let paths = fixture.files.map { fixture.path(of: $0) }.filter { $0.hasSuffix(".c") }
            for path in paths {
                let plan = try EmissionPlan(file: path, settings: InputSettings(paths: [path]))
                count += 1
                do { _ = try IRModule.emit(plan.request) } catch { failures.append("\(error)") }
            }
        }
        #expect(failures == [])
        #expect(count > 50)
    }

    private let old = """
        #include <linux/mdev.h>
        #include <linux/slab.h>
        static int lake_create(struct kobject *kobj, struct mdev_device *mdev)
        {
        \tmdev_set_drvdata(mdev, kzalloc(DEPTH, GFP_KERNEL));
        \treturn 0;
        }
        const struct mdev_parent_ops lake_ops = { .create = lake_create };

        """

    @Test func `macros and folders of the command line arrive, headers are those of the signatures' level`() throws {
        let scratch = try LintScratch()
        try scratch.write("lake.c", "#include <depth.h>\n" + old)
        try scratch.write("inc/depth.h", "#define DEPTH (BASE + 2)\n")
        let settings = InputSettings(paths: [], extraFlags: ["-DBASE=40", "-Iinc"], workingDirectory: scratch.folder)
        let plan = try EmissionPlan(file: "lake.c", settings: settings)
        #expect(plan.level == .A2)
        let module = try IRModule.emit(plan.request)
        #expect(module.missingIncludes == [])
        #expect(module.text.contains("@kzalloc(i64 noundef 42, i32"))
        // Kernel code: integers wrap.
        #expect(!module.text.contains(" nsw "))
    }

    @Test func `the architecture of the command line is emitted`() throws {
        let scratch = try LintScratch()
        try scratch.write("lake.c", old)
        let settings = InputSettings(
            paths: [], architecture: "s390", extraFlags: ["-DDEPTH=1"], workingDirectory: scratch.folder)
        let text = try IRModule.emit(try EmissionPlan(file: "lake.c", settings: settings).request).text
        #expect(text.contains("target triple = \"s390x-"))
        #expect(text.contains("\"target-cpu\"=\"z196\""))
    }

    @Test func `flags behind the dashes are taken as they are`() throws {
        let scratch = try LintScratch()
        try scratch.write("plain.c", "int sum(int a, int b) { return a + b + PLUS; }\n")
        let settings = InputSettings(
            paths: [], explicitFlags: ["--target=x86_64-linux-gnu", "-O3", "-DPLUS=7"], workingDirectory: scratch.folder
        )
        let text = try IRModule.emit(try EmissionPlan(file: "plain.c", settings: settings).request).text
        #expect(text.ranges(of: "add nsw i32").count == 2)
        #expect(text.contains(", 7, !dbg"))
    }

    /// A table with a vendor's member is parsed with that member made up, so it is emitted with it.
    @Test func `members that only a vendor's kernel has are there`() throws {
        let scratch = try LintScratch()
        try scratch.write("lake.c", old + "const struct mdev_parent_ops more = { .vendor_hook = lake_create };\n")
        let settings = InputSettings(paths: [], extraFlags: ["-DDEPTH=1"], workingDirectory: scratch.folder)
        let module = try IRModule.emit(try EmissionPlan(file: "lake.c", settings: settings).request)
        #expect(module.text.contains("!DIDerivedType(tag: DW_TAG_member, name: \"vendor_hook\""))
    }

    @Test func `missing headers are said before anything is emitted`() throws {
        let scratch = try LintScratch()
        try scratch.write("lake.c", "#include \"generated.h\"\n" + old)
        let settings = InputSettings(paths: [], extraFlags: ["-DDEPTH=1"], workingDirectory: scratch.folder)
        let plan = try EmissionPlan(file: "lake.c", settings: settings)
        #expect(plan.assumptions == ["taken as empty, found nowhere: generated.h"])
        #expect(try IRModule.emit(plan.request).missingIncludes == ["generated.h"])
    }

    /// The companion shows no signature of its own; alone it would be taken for an old one and not compile.
    @Test func `the level is the whole driver's`() throws {
        let scratch = try LintScratch()
        try scratch.write("Kbuild", "obj-m += pond.o\npond-y := lake.o shore.o\n")
        try scratch.write("pond.h", "#include <linux/vfio.h>\nstruct pond { struct vfio_device vdev; };\n")
        try scratch.write(
            "lake.c",
            """
            #include "pond.h"
            #include <linux/mdev.h>
            static int lake_open(struct mdev_device *mdev) { return 0; }
            const struct mdev_parent_ops lake_ops = { .open_device = lake_open };

            """)
        try scratch.write(
            "shore.c", "#include \"pond.h\"\nunsigned long pond_size(void) { return sizeof(struct pond); }\n")
        let settings = InputSettings(paths: [], workingDirectory: scratch.folder)
        for file in ["lake.c", "shore.c"] {
            let plan = try EmissionPlan(file: file, settings: settings)
            #expect(plan.level == .B3)
            #expect(plan.request.path == scratch.folder + "/" + file)
            #expect(try IRModule.emit(plan.request).text.contains("define"))
        }
    }

    @Test func `what cannot be read is an error of the input`() throws {
        let scratch = try LintScratch()
        let settings = InputSettings(paths: [], workingDirectory: scratch.folder)
        let error = #expect(throws: InputError.self) { try EmissionPlan(file: "gone.c", settings: settings) }
        #expect(error?.message == "gone.c: cannot be read")
        #expect(throws: InputError.self) { try EmissionPlan(file: scratch.folder, settings: settings) }
    }
}
