// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// Several kernel modules in one machine.
@Suite struct SeveralModulesTests {
    private static let header = """
        struct module { int state; char name[56]; };
        extern struct module __this_module;
        struct kernel_param_ops { u32 flags; };
        struct kernel_param {
            const char *name; struct module *mod; const struct kernel_param_ops *ops; const u16 perm; signed char level;
            u8 flags; void *arg;
        };
        extern const struct kernel_param_ops param_ops_int, param_ops_charp;
        #define PARAM(name, ops) \\
            static const struct kernel_param __param_##name __attribute__((used, section("__param"))) = \\
                { #name, &__this_module, ops, 0644, -1, 0, &name }
        #define MODULE(init, exit) \\
            int init_module(void) __attribute__((alias(#init))); void cleanup_module(void) __attribute__((alias(#exit)))
        struct _ddebug {
            const char *modname, *function, *filename, *format; u32 lineno : 18; u32 class_id : 6; u32 flags : 8;
        } __attribute__((aligned(8)));
        void __dynamic_pr_debug(struct _ddebug *d, const char *fmt, ...);
        #define pr_debug(fmt) do { \\
            static struct _ddebug d __attribute__((section("__dyndbg"))) = \\
                { KBUILD_MODNAME, __func__, __FILE__, fmt, __LINE__, 63, 0 }; \\
            if (d.flags & 1) __dynamic_pr_debug(&d, fmt); \\
        } while (0)

        """
    private static let pond = CFile(
        name: "pond.c", module: "pond",
        source: header + """
            int twice(int v);
            int major_number = 7;
            static int level = 3;
            PARAM(level, &param_ops_int);
            static char *label = "deep";
            PARAM(label, &param_ops_charp);
            static int pond_init(void) { level++; pr_debug("pond starts\\n"); return 0; }
            static void pond_exit(void) { level = -1; }
            MODULE(pond_init, pond_exit);
            int pond_level(void) { return level; }
            int *pond_place(void) { return &level; }
            char *pond_label(void) { return label; }
            int pond_major(void) { return twice(major_number); }
            struct module *pond_self(void) { return &__this_module; }
            """)
    private static let helpers = CFile(
        name: "helpers.c", module: "pond", source: "int twice(int v) { return 2 * v; }\n")
    private static let lake = CFile(
        name: "lake.c", module: "lake",
        source: header + """
            int pond_level(void);
            int major_number = 9;
            static int level = 50;
            PARAM(level, &param_ops_int);
            static int lake_init(void) { level += 10; pr_debug("lake starts\\n"); return 0; }
            static void lake_exit(void) {}
            MODULE(lake_init, lake_exit);
            int twice(int v) { return 20 * v; }
            int lake_level(void) { return level; }
            int lake_sees(void) { return pond_level(); }
            int lake_major(void) { return twice(major_number); }
            int peek(const int *place) { return *place; }
            char first(const char *text) { return text[0]; }
            void poke(int *place) { *place = 1; }
            int ask(int (*function)(void)) { return function(); }
            struct module *lake_self(void) { return &__this_module; }
            """)
    private static let files = [lake, helpers, pond]

    private func call(_ machine: Machine, _ name: String, _ arguments: UInt64...) throws -> UInt64 {
        try machine.invoke(try #require(machine.functionAddress(name)), arguments)
    }

    private func fault(_ body: () throws -> Void) throws -> Fault? {
        do {
            try body()
            return nil
        } catch Stop.fault(let fault) {
            return fault
        }
    }

    @Test(arguments: Architecture.allCases) func grouping(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.files, on: architecture)
        #expect(machine.program.modules.map(\.name) == ["lake", "pond"])
        #expect(machine.program.modules.map(\.files) == [["/shim/lake.c"], ["/shim/helpers.c", "/shim/pond.c"]])
        #expect(machine.program.moduleName == "lake")
        let modules = try kernel.modules(machine)
        #expect(modules.map(\.name) == ["lake", "pond"])
        #expect(modules.map { $0.parameters.map(\.name) } == [["level"], ["level", "label"]])
        #expect(try kernel.module(machine) == modules[0])
        #expect(Set(modules.map(\.address)).count == 2)
        #expect(try call(machine, "lake_self") == modules[0].address)
        #expect(try call(machine, "pond_self") == modules[1].address)
        #expect(try machine.memory.cString(at: modules[1].address + 4) == Array("pond".utf8))
        // Names that both define are each one's own; what only one defines is everybody's.
        #expect(try call(machine, "lake_major") == 180)
        #expect(try call(machine, "pond_major") == 14)
        for module in modules { try kernel.initialise(module, machine) }
        #expect(try call(machine, "lake_level") == 60)
        #expect(try call(machine, "lake_sees") == 4)
    }

    @Test func oneModuleOfTwoFiles() throws {
        let helpers = CFile(name: "helpers.c", module: "helpers", source: Self.helpers.source)
        let (machine, kernel) = try load([helpers, Self.pond])
        #expect(machine.program.modules.map(\.name) == ["pond"])
        #expect(try kernel.module(machine).initialise == machine.functionAddress("pond_init"))
        #expect(try call(machine, "pond_major") == 14)
    }

    /// Two files of one module must not define the same name, whatever other modules do.
    @Test func doubleDefinition() throws {
        #expect(throws: Stop.self) { try load(Self.files + [Self.helpers]) }
        #expect(throws: Never.self) { try load(Self.files) }
    }

    @Test(arguments: Architecture.allCases) func loadingAnew(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.files, on: architecture)
        let modules = try kernel.modules(machine)
        for module in modules { try kernel.load(module, machine) }
        for module in modules { try kernel.initialise(module, machine) }
        try kernel.setParameters("level=30", of: modules[1], machine)
        #expect(try call(machine, "pond_level") == 30)
        try kernel.exit(modules[1], machine)
        try kernel.unload(modules[1], machine)
        #expect(!machine.isLoaded(modules[1].program) && machine.isLoaded(modules[0].program))
        try kernel.load(modules[1], machine)
        #expect(try call(machine, "pond_level") == 3)
        #expect(try machine.memory.cString(at: modules[1].address + 4) == Array("pond".utf8))
        try kernel.initialise(modules[1], machine)
        #expect(try call(machine, "pond_level") == 4)
        #expect(try call(machine, "first", try call(machine, "pond_label")) == UInt64(UInt8(ascii: "d")))
        // The other one is left alone.
        #expect(try call(machine, "lake_level") == 60)
    }

    @Test func usesAfterUnloading() throws {
        let (machine, kernel) = try load(Self.files)
        let module = try kernel.modules(machine)[1]
        let (place, label) = (try call(machine, "pond_place"), try call(machine, "pond_label"))
        let function = try #require(machine.functionAddress("pond_level"))
        try kernel.unload(module, machine)
        let gone = "the module pond was unloaded"
        let uses: [(message: String, use: () throws -> Void)] = [
            ("read of 4 bytes at offset 0 of ‘level’ (4 bytes, global): ", { _ = try call(machine, "peek", place) }),
            ("write of 4 bytes at offset 0 of ‘level’ (4 bytes, global): ", { _ = try call(machine, "poke", place) }),
            ("read of 1 byte at offset 0 of 5 bytes, constant: ", { _ = try call(machine, "first", label) }),
            ("call of the function pond_level(): ", { _ = try call(machine, "ask", function) }),
            ("call of the function pond_level(): ", { _ = try machine.invoke(function, []) }),
        ]
        for (message, use) in uses {
            let fault = try #require(try fault(use))
            #expect(fault.kind == .useAfterFree)
            #expect(fault.message == message + gone)
            #expect(fault.object?.summary.hasSuffix("; " + gone) == true)
        }
        #expect(machine.variables(inSection: "__param", in: module.program).isEmpty)
        try machine.load(module.program)
        #expect(try call(machine, "peek", place) == 3)
        #expect(try call(machine, "ask", function) == 3)
    }

    @Test func parametersOfOne() throws {
        let (machine, kernel) = try load(Self.files)
        let modules = try kernel.modules(machine)
        try kernel.setParameters("level=70 dyndbg=+p", of: modules[0], machine)
        try kernel.setParameters("label=muddy", of: modules[1], machine)
        for module in modules { try kernel.initialise(module, machine) }
        #expect(messages(machine) == ["7 lake starts"])
        #expect(try call(machine, "lake_level") == 80)
        #expect(try call(machine, "pond_level") == 4)
        // The kernel's copy of a text goes with the module.
        let label = try call(machine, "pond_label")
        #expect(try machine.memory.cString(at: label) == Array("muddy".utf8))
        try kernel.unload(modules[1], machine)
        #expect(try fault { _ = try machine.memory.cString(at: label) }?.kind == .useAfterFree)
        try kernel.setDebugPrinting(true, machine)
    }

    private static let busy = CFile(
        name: "busy.c", module: "busy",
        source: header + """
            struct list_head { struct list_head *next, *prev; };
            static struct mutex { long owner; int wait_lock, osq; struct list_head wait_list; } lock =
                { .wait_list = { &lock.wait_list, &lock.wait_list } };
            void mutex_lock(struct mutex *m);
            struct idr { long words[4]; };
            static struct idr ids;
            int idr_alloc(struct idr *i, void *p, int start, int end, gfp_t f);
            struct timer_list { void *next, *pprev; unsigned long expires; void (*function)(struct timer_list *); };
            int mod_timer(struct timer_list *t, unsigned long expires);
            static void tick(struct timer_list *t) {}
            static struct timer_list timer = { .function = tick };
            struct work { long data; void *next, *prev; void (*function)(struct work *); };
            bool schedule_delayed_work(struct work *w, unsigned long ticks);
            bool schedule_work(struct work *w);
            static void run(struct work *w) {}
            static struct work later = { .function = run };
            static int busy_init(void) { return idr_alloc(&ids, &ids, 0, 0, GFP_KERNEL); }
            static void busy_exit(void) {}
            MODULE(busy_init, busy_exit);
            void hold(void) { mutex_lock(&lock); }
            void wind(void) { mod_timer(&timer, 0xfffb6c20ul + 100000); }
            void delay(void) { schedule_delayed_work(&later, 100); }
            void queue(void) { schedule_work(&later); }
            """)

    private static let uses = [
        ("hold", "the mutex ‘lock’"), ("wind", "the timer ‘timer’"), ("delay", "the work ‘later’"),
        ("queue", "the work ‘later’"),
    ]

    @Test(arguments: uses) func unloadingInUse(_ use: (function: String, what: String)) throws {
        let (machine, kernel) = try load([Self.busy])
        // Who holds a lock at its return is told so otherwise.
        machine.onReturn = nil
        let module = try kernel.module(machine)
        _ = try call(machine, use.function)
        let fault = try #require(try fault { try kernel.unload(module, machine) })
        #expect(fault.kind == .freedWhileInUse)
        #expect(fault.message.contains(use.what), "\(fault.message)")
        machine.tasks.abandonOthers()
    }

    @Test func whatIsKnownIsForgotten() throws {
        let (machine, kernel) = try load([Self.busy])
        let module = try kernel.module(machine)
        for _ in 0..<2 {
            try kernel.load(module, machine)
            // The first number of a new table, which init returns.
            try kernel.initialise(module, machine)
            try kernel.unload(module, machine)
        }
        try kernel.load(module, machine)
        try kernel.initialise(module, machine)
        // The machine alone knows nothing of tables: the number is the next one of the same table.
        try machine.load(module.program)
        #expect(try machine.invoke(try #require(module.initialise), []) == 1)
    }
}
