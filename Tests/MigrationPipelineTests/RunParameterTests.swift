// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import MigrationPipeline

/// `run --parameters`, with the bundled headers.
@Suite struct RunParameterTests {
    private static let source = """
        #define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
        #include <linux/module.h>
        #include <linux/device.h>
        static int depth = 3;
        module_param(depth, int, 0444);
        static char *label = "none";
        module_param_named(name, label, charp, 0644);
        static int steps[4], stepped;
        module_param_array(steps, int, &stepped, 0444);
        static struct device dev;
        static int __init pond_init(void)
        {
        	pr_debug("depth %d of %s\\n", depth, label);
        	dev_dbg(&dev, "%d steps\\n", stepped);
        	pr_info("%s\\n", module_name(THIS_MODULE));
        	return depth;
        }
        static void __exit pond_exit(void)
        {
        }
        module_init(pond_init);
        module_exit(pond_exit);
        MODULE_LICENSE("GPL v2");

        """

    private func run(_ parameters: String, _ architecture: String) throws -> (text: String, status: Int32) {
        let scratch = try LintScratch()
        try scratch.write("pond.c", Self.source)
        var command = RunCommand(
            settings: InputSettings(
                paths: ["pond.c"], architecture: architecture, workingDirectory: scratch.folder),
            calls: [try CallExpression("pond_init()")])
        command.parameters = parameters
        let output = try command.run()
        return (String(decoding: output.standardOutput, as: UTF8.self), output.exitStatus)
    }

    @Test(arguments: ["x86", "s390"]) func `parameters are set and debug messages printed`(_ arch: String) throws {
        let (text, status) = try run("depth=17 name=mine steps=1,2,3 dyndbg=+p colour=red", arch)
        #expect(
            text == """
                parameters depth=17 name=mine steps=1,2,3 dyndbg=+p colour=red
                  kmsg 4 pond: unknown parameter 'colour' ignored
                call pond_init()
                  kmsg 7 pond: depth 17 of mine
                  kmsg 7 dev: 3 steps
                  kmsg 6 pond: pond
                -> 17

                """)
        #expect(status == 0)
    }

    @Test func `without them nothing is printed that is for debugging`() throws {
        #expect(try run("depth=4", "x86").text == "parameters depth=4\ncall pond_init()\n  kmsg 6 pond: pond\n-> 4\n")
    }

    @Test func `a value that is not taken ends it`() throws {
        #expect(throws: InputError.self) { try run("depth=deep", "x86") }
    }

    /// The machine's struct pages lie 64 bytes apart, as a kernel without unusual options has them.
    @Test(arguments: ["x86", "s390"]) func `a struct page has the size that the machine knows`(_ arch: String) throws {
        let scratch = try LintScratch()
        try scratch.write(
            "page.c", "#include <linux/mm.h>\nint size(void) { return sizeof(struct page); }\n")
        let settings = InputSettings(paths: ["page.c"], architecture: arch, workingDirectory: scratch.folder)
        let output = try RunCommand(settings: settings, calls: [try CallExpression("size()")]).run()
        #expect(String(decoding: output.standardOutput, as: UTF8.self) == "call size()\n-> 64\n")
    }
}
