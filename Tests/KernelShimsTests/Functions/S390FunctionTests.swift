// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// What only s390 has.
@Suite struct S390FunctionTests {
    private static let debug = """
        typedef struct debug_info { int level, pages_per_area; } debug_info_t; struct debug_view { int x; };
        extern struct debug_view debug_sprintf_view;
        debug_info_t *debug_register(const char *name, int pages, int areas, int size);
        int debug_register_view(debug_info_t *d, struct debug_view *v); void debug_set_level(debug_info_t *d, int l);
        void debug_unregister(debug_info_t *d);
        void *debug_event_common(debug_info_t *d, int level, const void *p, int n);
        void *__debug_sprintf_event(debug_info_t *d, int level, char *f, ...);

        """

    @Test func debugAreas() throws {
        let run = try execute(
            Self.debug + """
                int test(void)
                {
                    debug_info_t *d = debug_register("pond", 16, 1, 64);
                    u32 word = 0x12345;
                    CHECK(d && d->level == 3 && d->pages_per_area == 16);
                    CHECK(!debug_register_view(d, &debug_sprintf_view));
                    debug_set_level(d, 2);
                    CHECK(d->level == 2);
                    debug_set_level(d, 7);
                    CHECK(d->level == 2);
                    debug_set_level(d, -1);
                    CHECK(d->level == -1);
                    CHECK(__debug_sprintf_event(d, 2, "depth %d of %x\\n", 7, 255));
                    debug_event_common(d, 4, "text", 4);
                    debug_event_common(d, 5, &word, 4);
                    debug_unregister(d); debug_unregister(NULL);
                    return 0;
                }
                """, on: .s390)
        #expect(run.fault?.message == nil && run.unsupported == nil)
        #expect(run.int == 0)
        #expect(run.kernel.debugEvents.map(\.area) == ["pond", "pond", "pond"])
        #expect(run.kernel.debugEvents.map(\.level) == [2, 4, 5])
        #expect(run.kernel.debugEvents.map(\.text) == ["depth 7 of ff", "text", "00012345"])
    }

    @Test func areaThatIsGone() throws {
        let run = try execute(
            Self.debug + """
                int test(void)
                {
                    debug_info_t *d = debug_register("pond", 16, 1, 64);
                    debug_unregister(d);
                    debug_event_common(d, 1, "x", 1);
                    return 0;
                }
                """, on: .s390)
        #expect(run.fault?.kind == .useAfterFree)
    }

    @Test func interruptionSubclasses() throws {
        let source = "void isc_register(u32 n); void isc_unregister(u32 n); int test(void) { isc_register(3); "
        #expect(try execute(source + "isc_unregister(3); return 1; }", on: .s390).int == 1)
        #expect(try execute(source + "isc_unregister(2); return 1; }", on: .s390).fault?.kind == .bug)
        #expect(try execute(source + "isc_register(8); return 1; }", on: .s390).fault?.kind == .badArgument)
    }

    /// The CPU's area lies at address 0; what is not known of it is as bad as NULL.
    @Test func variablesOfTheCPU() throws {
        let source = """
            struct lowcore { u8 pad[832]; u64 percpu_offset, current_task; };
            #define LOWCORE (*((struct lowcore *)0))
            struct irq_stat { u32 irqs[4]; }; extern struct irq_stat irq_stat;
            int test(void)
            {
                struct irq_stat *mine = (void *)((u64)&irq_stat + LOWCORE.percpu_offset);
                mine->irqs[2] += 5;
                return irq_stat.irqs[2];
            }
            """
        let run = try execute(source, on: .s390)
        #expect(run.fault?.message == nil)
        #expect(run.int == 5)
        #expect(try execute(source, on: .x86).fault?.kind == .nullAccess)
        let other = source.replacing("LOWCORE.percpu_offset", with: "LOWCORE.current_task")
        #expect(try execute(other, on: .s390).fault?.kind == .nullAccess)
    }
}
