// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import MigrationPipeline

/// A driver of ours whose init, create, remove and exit are executed, without and with each fallible call failing.
@Suite struct RunCommandTests {
    static let architectures = ["x86", "s390"]

    private func run(_ calls: [String], _ architecture: String, fail: [Int] = []) throws -> (
        text: String, status: Int32
    ) {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/machine/run/lake.c").path()
        var command = RunCommand(
            settings: InputSettings(paths: [path], architecture: architecture),
            calls: try calls.map(CallExpression.init), failures: RunCommand.failures(fail))
        command.showsLeaks = true
        let output = try command.run()
        return (String(decoding: output.standardOutput, as: UTF8.self), output.exitStatus)
    }

    private func results(_ text: String) -> [String] { text.matches(of: #/(?m)^-> (.*)$/#).map { String($0.1) } }

    private func isClean(_ text: String) -> Bool {
        !["leak: ", "still registered: ", ": fault: ", ": unsupported: "].contains { text.contains($0) }
    }

    @Test(arguments: architectures)
    func `init, create, remove and exit give what they should and leave nothing`(_ architecture: String) throws {
        let (text, status) = try run(
            [
                "lake_init()", #"lake_create(small{.name="lake-small"}, one)"#,
                #"lake_create(large{.name="lake-large"}, two)"#, #"lake_create(other{.name="pond"}, three)"#,
                #"lake_create(small, three)"#, "lake_remove(one)", "lake_create(small, three)", "lake_remove(three)",
                "lake_remove(two)", "lake_exit()",
            ], architecture)
        #expect(results(text) == ["0", "0", "0", "-22", "-28", "0", "0", "0", "0", "void"])
        #expect(status == 0)
        #expect(isClean(text), "\(text)")
        // The mdev devices have names of their own; the parent is the device that was registered.
        #expect(text.contains("kmsg 6 6d646576-0000-4000-8000-000000000002: 4096 bytes below lake7\n"))
        // The driver core's order: the last reference goes after the unregistering.
        let order = [
            "‘lake7’ is no parent of mdev devices any more", "device ‘lake7’ is unregistered",
            "device ‘lake7’ is released", "kmsg 6 lake7 is free", "class ‘lake’ is destroyed",
        ]
        let places = order.compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == order.count)
        #expect(places == places.sorted())
    }

    @Test(arguments: architectures)
    func `each call of init that can fail is undone`(_ architecture: String) throws {
        var failed: [String] = []
        while failed.count < 100 {
            let (text, status) = try run(["lake_init()"], architecture, fail: [failed.count + 1])
            guard let injected = text.firstMatch(of: #/(\w+)\(\) fails \(call/#) else {
                #expect(results(text) == ["0"])
                break
            }
            failed.append(String(injected.1))
            #expect(results(text) == ["-12"])
            #expect(status == 0)
            #expect(isClean(text), "\(text)")
        }
        #expect(
            failed == [
                "alloc_chrdev_region", "cdev_add", "__class_create", "dev_set_name", "device_register",
                "mdev_register_device",
            ])
    }

    @Test(arguments: architectures)
    func `each allocation of create is undone`(_ architecture: String) throws {
        for number in [7, 8] {
            let (text, _) = try run(
                ["lake_init()", #"lake_create(a{.name="lake-small"}, one)"#, "lake_exit()"], architecture,
                fail: [number])
            #expect(results(text) == ["0", "-12", "void"])
            #expect(text.contains("kzalloc() fails (call \(number) of those that can)"))
            #expect(isClean(text), "\(text)")
        }
    }

    @Test func `what is left behind is said where it was allocated`() throws {
        let (text, status) = try run(["lake_init()", #"lake_create(a{.name="lake-small"}, one)"#], "x86")
        #expect(status == 0)
        #expect(text.contains("leak: 16 bytes of heap allocated at lake_create ("))
        #expect(text.contains("still registered: device ‘lake7’\n"))
        #expect(text.contains("still registered: ‘lake7’ as a parent of mdev devices\n"))
    }

    @Test(arguments: architectures)
    func `a reference that nobody has cannot be given back`(_ architecture: String) throws {
        let (text, status) = try run(["lake_init()", "lake_put_twice()"], architecture)
        #expect(status == 1)
        #expect(text.contains(": fault: refcount: put_device() of a device that was not initialised, or whose last"))
        #expect(text.contains("  at lake_put_twice ("))
    }

    /// The model knows driver data, not whether a create succeeded: it does not make up what the mdev core would do.
    @Test func `a parent cannot go while its devices have driver data`() throws {
        let (text, status) = try run(
            ["lake_init()", #"lake_create(a{.name="lake-small"}, one)"#, "lake_exit()"], "x86")
        #expect(status == 2)
        #expect(text.contains("unsupported: mdev_unregister_device() while one has driver data"))
    }

    @Test func `a size that overflows is memory that is not there`() throws {
        let scratch = try LintScratch()
        try scratch.write(
            "main.c",
            """
            void *calloc(unsigned long count, unsigned long size);
            int main(void) { return calloc(1ul << 39, 1ul << 39) == 0 && calloc(1ul << 63, 3) == 0 ? 7 : 0; }
            """)
        let command = RunCommand(
            settings: InputSettings(paths: [scratch.folder + "/main.c"], explicitFlags: ["-w"]),
            calls: [try CallExpression("main()")])
        #expect(try command.run().exitStatus == 7)
    }

    // MARK: What people give

    private func run(
        _ files: [String: String], _ calls: [String], traces: Bool = false, fail: [Int] = []
    ) throws -> CommandOutput {
        let scratch = try LintScratch()
        for (name, text) in files { try scratch.write(name, text) }
        let command = RunCommand(
            settings: InputSettings(paths: files.keys.sorted(), workingDirectory: scratch.folder),
            calls: try calls.map(CallExpression.init), traces: traces, failures: RunCommand.failures(fail))
        return try command.run()
    }

    private static let sums = """
        #include <linux/printk.h>
        #include <linux/slab.h>
        struct sum { int first; char name[4]; unsigned int flag:1; };
        int add(int a, int b) { return a + b; }
        static int twice(int a) { return 2 * a; }
        static int unused(int a) { return a; }
        int four(int a) { return twice(twice(a)); }
        int apply(int (*f)(int), int a) { return f(a); }
        int first(struct sum *sum) { return sum->first; }
        int elsewhere(int a);
        unsigned long copy_from_user(void *to, const void *from, unsigned long n);
        int fourth(const char *from, unsigned long n)
        {
            char text[8];
            return copy_from_user(text, from, n) ? -14 : text[3];
        }
        const char *greeting(void) { return "hello"; }
        int call(void) { return elsewhere(1); }
        void say(void) { pr_info("%s\\n", "a \\"word\\""); }

        """

    @Test(arguments: [
        ("add(1)", "add() takes 2 arguments (", "not 1"), ("twice()", "twice() takes 1 argument (", "not 0"),
        (
            "unused(1)", "there is no function unused() in the files given",
            "a static one that nothing uses does not count"
        ),
        ("none()", "there is no function none() in the files given", ""),
        ("add($2, 1)", "there is no result $2 yet", ""), ("add($1, 1)", "there is no result $1 yet", ""),
        ("apply(&none, 1)", "there is no variable or function none", ""),
        ("apply(twice, 1)", "a function is expected: &twice", ""),
        ("add(x, 1)", "x names an object, but no pointer is expected there", ""),
        ("add(4294967296, 1)", "4294967296 does not fit in 32 bits", ""),
        ("first(s{.last=1})", "struct sum has no member last", ""),
        ("first(s{.flag=1})", "flag is a bit-field, which cannot be set", ""),
        (#"first(s{.name="abcde"})"#, "name has room for 4 bytes only", ""),
    ])
    func `a call that does not fit is said, whatever comes before it`(
        _ call: String, _ text: String, _ rest: String
    ) throws {
        let error = #expect(throws: InputError.self) { try run(["sums.c": Self.sums], [call]) }
        #expect(error.map { "\($0)" }?.contains("--call '\(call)': \(text)") == true, "\(error.map { "\($0)" } ?? "")")
        #expect(error.map { "\($0)" }?.hasSuffix(rest) == true)
    }

    @Test(arguments: ["18446744073709551616", "12x", "0x", "1a"])
    func `what is no number is shown`(_ number: String) throws {
        let error = #expect(throws: InputError.self) { try CallExpression("add(\(number))") }
        #expect(error.map { "\($0)" } == "--call 'add(\(number))': \(number) is no number of 64 bits at column 5")
    }

    @Test func `what is wrong with a later call does not hide the earlier ones`() throws {
        let output = try run(["sums.c": Self.sums], ["add(1, 2)", "add(&none, 1)"])
        #expect(String(decoding: output.standardOutput, as: UTF8.self).hasPrefix("call add(1, 2)\n-> 3\n"))
        #expect(
            output.messages == [
                "error: --call 'add(&none, 1)': there is no variable or function none in the files given"
            ])
        #expect(output.exitStatus == 2)
    }

    @Test func `the user gives bytes, and a string comes back as one`() throws {
        let output = try run(
            ["sums.c": Self.sums], [#"fourth(user("0123"), 4)"#, #"fourth(user("0123"), 5)"#, "greeting()"])
        #expect(results(String(decoding: output.standardOutput, as: UTF8.self)) == ["51", "-14", #""hello""#])
    }

    @Test func `signed and unsigned numbers fit`() throws {
        let calls = ["add(-1, 0)", "add(4294967295, 0)", "add(-2147483648, 0)", "apply(&twice, 4)"]
        let output = try run(["sums.c": Self.sums], calls)
        #expect(results(String(decoding: output.standardOutput, as: UTF8.self)) == ["-1", "-1", "-2147483648", "8"])
    }

    @Test func `failures that cannot be are said`() throws {
        #expect(throws: InputError.self) { try run(["sums.c": Self.sums], ["add(1, 2)"], fail: [0]) }
        let output = try run(["sums.c": Self.sums], ["add(1, 2)"], fail: [3])
        #expect(output.messages == ["--fail 3: only 0 calls that can fail were made"])
        #expect(output.exitStatus == 0)
    }

    @Test func `two definitions of one function are no program`() throws {
        let output = try run(["a.c": "int f(void) { return 1; }\n", "b.c": "int f(void) { return 2; }\n"], ["f()"])
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        #expect(output.exitStatus == 2)
        #expect(text.hasPrefix("unsupported: f is defined twice, in "), "\(text)")
        let files = [
            "a.c": "static int f(void) { return 1; }\nint a(void) { return f(); }\n",
            "b.c": "static int f(void) { return 2; }\nint b(void) { return f(); }\n",
        ]
        let both = try run(files, ["a()", "b()"])
        #expect(results(String(decoding: both.standardOutput, as: UTF8.self)) == ["1", "2"])
        let error = #expect(throws: InputError.self) { try run(files, ["f()"]) }
        #expect(error.map { "\($0)" }?.contains("f() is defined at ") == true)
    }

    @Test func `a file given twice is one file`() throws {
        let scratch = try LintScratch()
        try scratch.write("a.c", "int f(void) { return 1; }\n")
        let settings = InputSettings(paths: ["a.c", "a.c"], workingDirectory: scratch.folder)
        let output = try RunCommand(settings: settings, calls: [try CallExpression("f()")]).run()
        #expect(String(decoding: output.standardOutput, as: UTF8.self) == "call f()\n-> 1\n")
    }

    @Test func `a header that is nowhere and a function that nobody has are named`() throws {
        let output = try run(["sums.c": "#include <sums/none.h>\n" + Self.sums], ["call()"])
        #expect(output.messages == ["sums.c: taken as empty, found nowhere: sums/none.h"])
        #expect(output.exitStatus == 2)
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        #expect(text.contains("unsupported: the function elsewhere(), which no file given defines"), "\(text)")
    }

    @Test func `a trace shows string literals`() throws {
        let output = try run(["sums.c": Self.sums], ["say()"], traces: true)
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        #expect(text.contains(#"printk("\x016%s\n", "a \"word\"")"#), "\(text)")
    }

    @Test func `places are shown from the working directory`() throws {
        let text = """
            static int get(int *p) { return *p; }
            int f(void) { int v; return get(&v) ? 1 : 2; }

            """
        let output = try run(["in/a.c": text], ["f()"])
        #expect(
            String(decoding: output.standardOutput, as: UTF8.self) == """
                call f()
                in/a.c:2:29: fault: uninitialised-branch: the condition is not initialised
                  at f (in/a.c:2:29)

                """)
    }

    @Test func `a folder is no file`() throws {
        let scratch = try LintScratch()
        try scratch.write("module/a.c", Self.sums)
        let settings = InputSettings(paths: ["module"], workingDirectory: scratch.folder)
        let error = #expect(throws: InputError.self) {
            try RunCommand(settings: settings, calls: [try CallExpression("add(1, 2)")]).run()
        }
        #expect(error.map { "\($0)" } == "module: is a folder; name C files")
    }
}
