// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// pr_debug() and dev_dbg() of a kernel that can switch them on.
@Suite struct DynamicDebugTests {
    private static let source = """
        struct _ddebug {
            const char *modname, *function, *filename, *format; u32 lineno : 18; u32 class_id : 6; u32 flags : 8;
        } __attribute__((aligned(8)));
        struct device { const char *name; };
        void __dynamic_pr_debug(struct _ddebug *d, const char *fmt, ...);
        void __dynamic_dev_dbg(struct _ddebug *d, const struct device *dev, const char *fmt, ...);
        #define DEBUG(func, fmt, ...) do { \\
            static struct _ddebug d __attribute__((section("__dyndbg"))) = \\
                { KBUILD_MODNAME, __func__, __FILE__, fmt, __LINE__, 63, 0 }; \\
            if (d.flags & 1) func(&d, __VA_ARGS__); \\
        } while (0)
        static struct device lake;
        void fill(int to)
        {
            DEBUG(__dynamic_pr_debug, "filled", "filled to %d\\n", to);
        }
        void drain(void)
        {
            DEBUG(__dynamic_dev_dbg, "drained", &lake, "drained\\n");
        }

        """

    private func log(_ architecture: Architecture, _ prepare: (Kernel, Machine) throws -> Void) throws -> [String] {
        let (machine, kernel) = try load(Self.source, on: architecture)
        kernel.deviceNames[try #require(machine.address(of: "lake"))] = "lake0"
        try prepare(kernel, machine)
        try machine.invoke(try #require(machine.address(of: "fill")), [7])
        try machine.invoke(try #require(machine.address(of: "drain")), [])
        return messages(machine)
    }

    @Test(arguments: Architecture.allCases) func printing(_ architecture: Architecture) throws {
        #expect(try log(architecture) { _, _ in } == [])
        #expect(
            try log(architecture) { try $0.setDebugPrinting(true, $1) } == ["7 filled to 7", "7 lake0: drained"])
        #expect(
            try log(architecture) {
                try $0.setDebugPrinting(true, $1)
                try $0.setDebugPrinting(false, $1)
            } == [])
    }

    private static let queries: [(query: String, log: [String])] = [
        ("+p", ["7 filled to 7", "7 lake0: drained"]), ("=_", []), ("+mf", []),
        ("+pmf", ["7 pond:fill: filled to 7", "7 pond:drain: lake0: drained"]),
        ("func drain +p", ["7 lake0: drained"]), ("func drain =p; +p ; func fill -p", ["7 lake0: drained"]),
        ("module pond func fill +pl", ["7 15: filled to 7"]), ("line 1-16 +p", ["7 filled to 7"]),
        ("file test.c +p", ["7 filled to 7", "7 lake0: drained"]), ("file est.c +p", []),
        ("format drain +p", ["7 lake0: drained"]),
        // What the kernel refuses changes nothing.
        ("p", []), ("+q", []), ("fun drain +p", []), ("drain +p", []),
    ]

    @Test(arguments: queries) func query(_ item: (query: String, log: [String])) throws {
        #expect(try log(.x86) { try $0.setDebugging(item.query, $1) } == item.log)
        #expect(
            try log(.s390) { kernel, machine in
                let module = try kernel.module(machine)
                try kernel.setParameters("dyndbg=\"\(item.query)\"", of: module, machine)
            } == item.log)
    }
}
