// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct MiscellaneousFunctionTests {
    @Test func sorting() throws {
        try check(
            """
            void sort(void *base, size_t n, size_t size, int (*cmp)(const void *, const void *), void (*swap)(void *, void *, int));
            void *bsearch(const void *key, const void *base, size_t n, size_t size, int (*cmp)(const void *, const void *));
            static int swaps;
            static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
            static void swap(void *a, void *b, int size) { int t = *(int *)a; *(int *)a = *(int *)b; *(int *)b = t; swaps += size == 4; }
            int test(void)
            {
                int v[] = { 5, 3, 9, 1, 7, 3, 0 }, i, key = 7, missing = 4;
                sort(v, 7, 4, compare, NULL);
                for (i = 0; i < 6; i++) CHECK(v[i] <= v[i + 1]);
                v[0] = 8;
                sort(v, 7, 4, compare, swap);
                CHECK(v[6] == 9 && v[5] == 8 && swaps > 0);
                CHECK(bsearch(&key, v, 7, 4, compare) == &v[4] && !bsearch(&missing, v, 7, 4, compare));
                return 0;
            }
            """)
    }

    @Test func randomNumbersAreTheSameEachTime() throws {
        let source =
            "void get_random_bytes(void *p, int n); u32 get_random_u32(void); int test(void) { u8 b[8]; get_random_bytes(b, 8); return get_random_u32() ^ *(int *)b; }"
        let first = try execute(source).value
        #expect(try execute(source).value == first)
        var options = KernelOptions()
        options.seed = 7
        #expect(try execute(source, options: options).value != first)
    }

    @Test func modules() throws {
        let source = """
            struct module; extern struct module __this_module;
            bool try_module_get(struct module *m); void __module_get(struct module *m); void module_put(struct module *m); int module_refcount(struct module *m);
            int test(void)
            {
                struct module *m = &__this_module;
                if (!try_module_get(m)) return 100;
                CHECK(try_module_get(NULL) && module_refcount(m) == 1);
                __module_get(m);
                CHECK(module_refcount(m) == 2);
                module_put(NULL); module_put(m); module_put(m);
                MORE;
                return 0;
            }
            """
        #expect(try execute("#define MORE\n" + source).int == 0)
        #expect(try execute("#define MORE\n" + source, failing: [1]).int == 100)
        #expect(try execute("#define MORE module_put(m)\n" + source).fault?.kind == .refcount)
    }

    @Test func rights() throws {
        let source = "bool capable(int c); int test(void) { return capable(21); }"
        #expect(try execute(source).int == 1)
        var options = KernelOptions()
        options.isCapable = false
        #expect(try execute(source, options: options).int == 0)
    }

    @Test func eventDescriptors() throws {
        let source = """
            struct eventfd_ctx; struct eventfd_ctx *eventfd_ctx_fdget(int fd); void eventfd_ctx_put(struct eventfd_ctx *c); u64 eventfd_signal(struct eventfd_ctx *c, u64 n);
            int test(void)
            {
                struct eventfd_ctx *c = eventfd_ctx_fdget(5), *again;
                CHECK(PTR_ERR(eventfd_ctx_fdget(6)) == -9 && !IS_ERR(c));
                again = eventfd_ctx_fdget(5);
                CHECK(again == c && eventfd_signal(c, 2) == 2);
                eventfd_ctx_put(again);
                eventfd_signal(c, 1);
                MORE;
                return 0;
            }
            """
        let good = try execute("#define MORE\n" + source, prepare: { $0.openEventDescriptor(5) })
        #expect(good.int == 0)
        #expect(good.kernel.eventCount(5) == 3)
        #expect(good.notes == ["eventfd 5 is signalled", "eventfd 5 is signalled"])
        let late = try execute(
            "#define MORE eventfd_ctx_put(c); eventfd_signal(c, 1)\n" + source, prepare: { $0.openEventDescriptor(5) })
        #expect(late.fault?.kind == .useAfterFree)
    }

    @Test func registers() throws {
        try check(
            """
            void *ioremap(unsigned long a, size_t n); void iounmap(void *p); u32 readl(const void *p); void writel(u32 v, void *p); u8 readb(const void *p);
            u16 ioread16(const void *p); void iowrite8(u8 v, void *p); void memcpy_fromio(void *d, const void *s, size_t n); void memcpy_toio(void *d, const void *s, size_t n);
            int test(void)
            {
                u8 *r = ioremap(0xf0000000, 64), data[4] = { 1, 2, 3, 4 };
                CHECK(r && readl(r) == 0);
                writel(0x11223344, r + 4);
                CHECK(readl(r + 4) == 0x11223344 && readb(r + 4) == 0x44 && ioread16(r + 6) == 0x1122);
                iowrite8(9, r + 7); memcpy_toio(r, data, 4); memcpy_fromio(data, r + 4, 4);
                CHECK(data[3] == 9 && readb(r + 2) == 3);
                iounmap(r);
                return 0;
            }
            """)
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("readl(r + 62)", .outOfBounds), ("iounmap(r); readl(r)", .useAfterFree),
        ("readl(kmalloc(4, GFP_KERNEL))", .wildAccess),
        ("memcpy(buffer, r, 4)", .deviceMemoryTouched), ("u32 v; writel(v, r)", .uninitialisedArgument),
        ("kfree(r)", .invalidFree),
    ]

    @Test(arguments: faults) func deviceFault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            """
            void *ioremap(unsigned long a, size_t n); void iounmap(void *p); u32 readl(const void *p); void writel(u32 v, void *p);
            static u8 buffer[8];
            int test(void) { u8 *r = ioremap(0xf0000000, 64); \(item.code); return 0; }
            """)
        #expect(run.fault?.kind == item.kind)
    }

    /// WARN() goes on and says so, BUG() ends the run.
    @Test func warningsAndBugs() throws {
        let trap = """
            #define TRAP(flags) asm volatile("1:\\t.byte 0x0f, 0x0b\\n.pushsection __bug_table,\\"aw\\"\\n2:\\t.long 1b - 2b\\n\\t.long %c0 - 2b\\n\\t.word %c1\\n\\t.word %c2\\n\\t.org 2b+%c3\\n.popsection" \\
                : : "i" (__FILE__), "i" (__LINE__), "i" (flags), "i" (12))
            int test(void) { TRAP(CODE); return 3; }
            """
        let warning = try execute("#define CODE 1\n" + trap)
        #expect(warning.int == 3)
        #expect(warning.messages == ["4 WARNING: at /shim/test.c:4"])
        #expect(try execute("#define CODE 0\n" + trap).fault?.kind == .bug)
    }

    @Test func anotherSignatureIsNotTakenForTheKernels() throws {
        let run = try execute(
            "int kstrtoint(const char *s, int *v); int test(void) { int v; return kstrtoint(\"1\", &v); }")
        #expect(run.unsupported?.contains("kstrtoint, declared as i32(ptr, ptr)") == true)
    }

    @Test func dates() throws {
        try check(
            """
            struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon; long tm_year; int tm_wday, tm_yday; };
            void time64_to_tm(long seconds, int offset, struct tm *tm);
            static int is(struct tm *t, int year, int month, int day, int week, int of_year)
            {
                return t->tm_year == year - 1900 && t->tm_mon == month - 1 && t->tm_mday == day && t->tm_wday == week
                    && t->tm_yday == of_year;
            }
            int test(void)
            {
                struct tm t;
                time64_to_tm(0, 0, &t);
                CHECK(is(&t, 1970, 1, 1, 4, 0) && !t.tm_sec && !t.tm_min && !t.tm_hour);
                time64_to_tm(951782400 + 3661, 0, &t);
                CHECK(is(&t, 2000, 2, 29, 2, 59) && t.tm_sec == 1 && t.tm_min == 1 && t.tm_hour == 1);
                time64_to_tm(1609459200, -1, &t);
                CHECK(is(&t, 2020, 12, 31, 4, 365) && t.tm_sec == 59 && t.tm_hour == 23);
                time64_to_tm(-86401, 0, &t);
                CHECK(is(&t, 1969, 12, 30, 2, 363) && t.tm_hour == 23);
                return 0;
            }
            """)
    }
}
