// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MigrationPipeline

/// `run --missing`: what a driver wants and does not get, without running anything.
@Suite struct MissingCommandTests {
    private func missing(_ files: [String: String], _ order: [String]? = nil) throws -> (lines: [String], status: Int32)
    {
        let scratch = try LintScratch()
        for (name, text) in files { try scratch.write(name, text) }
        let settings = InputSettings(
            paths: order ?? files.keys.sorted(), architecture: "x86", workingDirectory: scratch.folder)
        let output = try MissingCommand(settings: settings).run()
        let text = String(decoding: output.standardOutput, as: UTF8.self).replacing(scratch.folder + "/", with: "")
        return (text.split(separator: "\n").map(String.init), output.exitStatus)
    }

    @Test func `a driver of known functions misses nothing`() throws {
        let (lines, status) = try missing([
            "a.c": """
            #include <linux/slab.h>
            int a(void) { void *p = kzalloc(8, GFP_KERNEL); kfree(p); return !p; }

            """
        ])
        #expect(lines == [])
        #expect(status == 0)
    }

    @Test func `functions and variables come with their first place and how often they are used`() throws {
        let (lines, status) = try missing([
            "a.c": """
            extern int pond_depth;
            int pond_fill(long to);
            static inline int twice(void) { return pond_fill(1) + pond_fill(2); }
            int a(void) { return twice() + pond_depth; }
            int b(void) { return pond_fill(3); }
            void *const table[] = { pond_fill };
            void pond_drain(void);
            void (*const drain)(void) = pond_drain;
            void kfree(int count);
            void c(void) { kfree(1); }

            """
        ])
        #expect(
            lines == [
                "a.c:4:32: the variable pond_depth, in a",
                "a.c:3:40: the function pond_fill(), i32(i64), in twice; 4 uses",
                "a.c:10:16: the kernel function kfree, declared as void(i32) where void(ptr) is known, in c",
                "an initial value: the function pond_drain(), void(), in drain",
            ])
        #expect(status == 2)
    }

    /// What headers do inside functions that the machine has itself is of no interest, nor what is checked while compiling.
    @Test func `only what can be reached counts`() throws {
        let (lines, status) = try missing([
            "a.c": """
            void __bad_size(void);
            void lost(void);
            static __attribute__((unused)) void nobody(void) { lost(); }
            #define CHECK(x) do { if (sizeof(x) != 4) __bad_size(); if (__builtin_constant_p(x)) __bad_size(); } while (0)
            int a(int x) { CHECK(x); return x; }

            """
        ])
        #expect(lines == [])
        #expect(status == 0)
    }

    @Test func `files given together are linked`() throws {
        let files = [
            "a.c": "int shore(void);\nint a(void) { return shore(); }\n", "b.c": "int shore(void) { return 1; }\n",
        ]
        #expect(try missing(files).lines == [])
        #expect(try missing(files, ["a.c"]).lines == ["a.c:2:22: the function shore(), i32(), in a"])
    }

    @Test func `assembly that nothing stands for is said`() throws {
        let (lines, status) = try missing([
            "a.c": "int a(void) { int x; asm volatile(\"wobble %0\" : \"=r\"(x)); return x; }\n"
        ])
        #expect(lines == ["a.c:1:22: inline assembly: wobble $0, in a"])
        #expect(status == 2)
    }
}
