// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// A program as a module: what it starts and ends with, and its parameters.
@Suite struct ModuleTests {
    private static let source = """
        struct module { int state; char name[56]; };
        struct kernel_param;
        struct kernel_param_ops {
            u32 flags; int (*set)(const char *, const struct kernel_param *);
            int (*get)(char *, const struct kernel_param *); void (*free)(void *);
        };
        struct kparam_string { u32 maxlen; char *string; };
        struct kparam_array {
            u32 max, elemsize; u32 *num; const struct kernel_param_ops *ops; void *elem;
        };
        struct kernel_param {
            const char *name; struct module *mod; const struct kernel_param_ops *ops; const u16 perm; signed char level;
            u8 flags; union { void *arg; const struct kparam_string *str; const struct kparam_array *arr; };
        };
        extern struct module __this_module;
        #define OPS(type) extern const struct kernel_param_ops param_ops_##type
        OPS(int); OPS(uint); OPS(byte); OPS(bool); OPS(charp); OPS(hexint); OPS(string); OPS(ulong); OPS(bint);
        extern const struct kernel_param_ops param_array_ops;
        int param_set_int(const char *, const struct kernel_param *);
        int param_get_int(char *, const struct kernel_param *);
        #define PARAM(name, ops, perm, what, value) \\
            static const struct kernel_param __param_##name __attribute__((used, section("__param"))) = \\
                { #name, &__this_module, ops, perm, -1, what, { value } }
        static int depth = 3; PARAM(depth, &param_ops_int, 0644, 0, &depth);
        static bool quiet; PARAM(quiet, &param_ops_bool, 0444, 0, &quiet);
        static char *label = "none"; PARAM(label, &param_ops_charp, 0444, 0, &label);
        static u32 mask; PARAM(mask, &param_ops_hexint, 0, 1, &mask);
        static u8 small_one; PARAM(small_one, &param_ops_byte, 0, 0, &small_one);
        static char text[8]; static const struct kparam_string text_string = { 8, text };
        PARAM(text, &param_ops_string, 0444, 0, (void *)&text_string);
        static u32 list[3], listed;
        static const struct kparam_array list_array = { 3, 4, &listed, &param_ops_uint, list };
        PARAM(list, &param_array_ops, 0444, 0, (void *)&list_array);
        static int even;
        static int set_even(const char *text, const struct kernel_param *kp)
        {
            int error = param_set_int(text, kp);
            return error ? error : even % 2 ? -33 : 0;
        }
        static const struct kernel_param_ops even_ops = { .set = set_even, .get = param_get_int };
        PARAM(even, &even_ops, 0600, 0, &even);
        static int failure;
        static int pond_init(void) { return failure; }
        static void pond_exit(void) { failure = 99; }
        int init_module(void) __attribute__((alias("pond_init")));
        #ifndef STAYS
        void cleanup_module(void) __attribute__((alias("pond_exit")));
        #endif
        int fail(void) { return failure = -12; }
        int failed(void) { return failure; }
        int value(void) { return depth; }
        char first(void) { return label[0]; }

        """

    private func set(_ text: String, _ architecture: Architecture) throws -> (
        shown: [String: String], error: Errno?, messages: [String]
    ) {
        let (machine, kernel) = try load(Self.source, on: architecture)
        let module = try kernel.module(machine)
        var error: Errno?
        do { try kernel.setParameters(text, of: module, machine) } catch let errno as Errno { error = errno }
        var shown: [String: String] = [:]
        for parameter in module.parameters {
            shown[parameter.name] = String(decoding: try kernel.show(parameter, machine), as: UTF8.self)
        }
        return (shown, error, messages(machine))
    }

    @Test(arguments: Architecture.allCases) func module(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.source, on: architecture)
        let module = try kernel.module(machine)
        #expect(module.name == "pond")
        #expect(module.address == machine.address(of: "__this_module"))
        #expect(try machine.memory.cString(at: module.address + 4) == Array("pond".utf8))
        #expect(
            module.parameters.map(\.name) == ["depth", "quiet", "label", "mask", "small_one", "text", "list", "even"])
        #expect(module.parameters.map(\.mode) == [0o644, 0o444, 0o444, 0, 0, 0o444, 0o444, 0o600])
        try kernel.initialise(module, machine)
        #expect(kernel.unloadingError(module) == nil)
        try kernel.exit(module, machine)
        #expect(try machine.invoke(try #require(machine.address(of: "failed")), []) == 99)
        try machine.invoke(try #require(machine.address(of: "fail")), [])
        #expect(throws: Errno.ENOMEM) { try kernel.initialise(module, machine) }
    }

    @Test func moduleThatStays() throws {
        let (machine, kernel) = try load("#define STAYS\n" + Self.source)
        let module = try kernel.module(machine)
        #expect(module.exit == nil)
        #expect(kernel.unloadingError(module) == .EBUSY)
    }

    /// A program that names neither itself nor anything of a module is one all the same.
    @Test func moduleOfCodeOnly() throws {
        let (machine, kernel) = try load("int helper(void) { return 1; }")
        let module = try kernel.module(machine)
        #expect(module.initialise == nil && module.exit == nil && module.parameters.isEmpty)
        #expect(try kernel.module(machine).address == module.address)
        #expect(kernel.unloadingError(module) == nil)
    }

    @Test(arguments: Architecture.allCases) func parameters(_ architecture: Architecture) throws {
        let (shown, error, messages) = try set(
            " depth=-17 quiet label=\"two words\" mask=0x1f small-one=0377 text=seven77 list=1,2 even=4  ",
            architecture)
        #expect(error == nil)
        #expect(
            shown == [
                "depth": "-17\n", "quiet": "Y\n", "label": "two words\n", "mask": "0x00001f\n", "small_one": "255\n",
                "text": "seven77\n", "list": "1,2\n", "even": "4\n",
            ])
        #expect(messages == ["5 Setting dangerous option mask - tainting kernel"])
    }

    @Test func defaults() throws {
        let (shown, error, messages) = try set("", .x86)
        #expect(error == nil && messages == [])
        #expect(shown["depth"] == "3\n" && shown["quiet"] == "N\n" && shown["label"] == "none\n")
        #expect(shown["mask"] == "00000000\n" && shown["list"] == "")
    }

    /// The parameter, the error, the log.
    private static let refused: [(text: String, error: Errno?, log: [String])] = [
        ("depth=abc", .EINVAL, ["3 pond: `abc' invalid for parameter `depth'"]),
        ("depth", .EINVAL, ["3 pond: `' invalid for parameter `depth'"]),
        ("depth=", .EINVAL, ["3 pond: `' invalid for parameter `depth'"]),
        ("small_one=256", .ERANGE, ["3 pond: `256' invalid for parameter `small_one'"]),
        ("quiet=maybe", .EINVAL, ["3 pond: `maybe' invalid for parameter `quiet'"]),
        (
            "text=eightlet", .ENOSPC,
            ["3 text: string doesn't fit in 7 chars.", "3 pond: `eightlet' too large for parameter `text'"]
        ),
        (
            "list=1,2,3,4", .EINVAL,
            ["3 list: can only take 3 arguments", "3 pond: `1,2,3,4' invalid for parameter `list'"]
        ),
        ("even=3", .EDOM, ["3 pond: `3' invalid for parameter `even'"]),
        ("height=3 dyndbg=+p async_probe", nil, ["4 pond: unknown parameter 'height' ignored"]),
        ("quiet -- more of it", nil, ["4 pond: parameters 'more of it' after `--' ignored"]),
    ]

    @Test(arguments: refused) func refusedValue(_ item: (text: String, error: Errno?, log: [String])) throws {
        let (_, error, messages) = try set(item.text, .x86)
        #expect(error == item.error)
        #expect(messages == item.log)
    }

    /// Parameters behind a wrong one are set as well.
    @Test func theRestIsSet() throws {
        let (shown, error, _) = try set("depth=x small_one=9", .x86)
        #expect(error == .EINVAL)
        #expect(shown["small_one"] == "9\n")
    }

    @Test(arguments: Architecture.allCases) func files(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.source, on: architecture)
        let module = try kernel.module(machine)
        let depth = try #require(module.parameters.first { $0.name == "depth" })
        try kernel.store(depth, Array("8\n".utf8), machine)
        #expect(try machine.invoke(try #require(machine.address(of: "value")), []) == 8)
        #expect(throws: Errno.EINVAL) { try kernel.store(depth, Array("eight\n".utf8), machine) }
        // The kernel's own copy of a text replaces the one before it.
        let label = try #require(module.parameters.first { $0.name == "label" })
        for text in ["a", "z"] { try kernel.store(label, Array(text.utf8), machine) }
        #expect(try machine.invoke(try #require(machine.address(of: "first")), []) == UInt64(UInt8(ascii: "z")))
    }
}
