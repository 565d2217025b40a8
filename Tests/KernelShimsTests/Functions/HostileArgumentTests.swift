// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// Numbers that no sensible driver gives: the run ends in a result or a fault, and never in the end of the tool.
@Suite struct HostileArgumentTests {
    static let calls = [
        "struct timer { long words[5]; } t = { { 0, 0, 0, 64 } }; int mod_timer(void *t, unsigned long e); mod_timer(&t, 0x7fffffffffffffff + 0xfffb6c20ul)",
        "long schedule_timeout_interruptible(long t); schedule_timeout_interruptible(0x7ffffffffffffffel)",
        "void __udelay(unsigned long n); void ssleep(unsigned s); for (int i = 0; i < 40; i++) { __udelay(1ul << 39); ssleep(-1); }",
        "unsigned long bitmap_find_next_zero_area_off(void *m, long s, long b, int n, long mask, long o); long m = 0; bitmap_find_next_zero_area_off(&m, -1, -1, -1, -1, 0)",
        "void xa_set_mark(void *x, unsigned long i, unsigned m); long x[2] = { 0 }; xa_set_mark(x, 1, 300)",
        "void *xa_find(void *x, unsigned long *i, unsigned long max, unsigned f); long x[2] = { 0 }; unsigned long i = 0; xa_find(x, &i, -1, -1)",
        "void sort(void *b, size_t n, size_t s, int (*c)(const void *, const void *), void *w); long b[2]; sort(b, 2, -1, (void *)64, NULL)",
        "void *kmem_cache_create(const char *n, unsigned s, unsigned a, unsigned f, void *c); kmem_cache_create(\"c\", 8, 3, 0, NULL)",
        "int bitmap_find_free_region(void *m, unsigned b, int o); long m = 0; bitmap_find_free_region(&m, 64, 40)",
        "void *pfn_to_page(unsigned long n); pfn_to_page(-1)",
        "void *phys_to_virt(unsigned long n); *(char *)phys_to_virt(-1)",
        "unsigned long round_jiffies(unsigned long j); round_jiffies(-1ul)",
    ]

    @Test(arguments: calls) func ends(_ call: String) throws {
        let run = try execute("int test(void) { \(call); return 7; }")
        #expect(run.fault != nil || run.unsupported != nil || run.int == 7)
    }

    /// The counter of an eventfd stays at its largest value.
    @Test func counters() throws {
        let run = try execute(
            """
            void *eventfd_ctx_fdget(int fd); u64 eventfd_signal(void *c, u64 n);
            int test(void) { void *c = eventfd_ctx_fdget(5); return eventfd_signal(c, ~0ul) == ~0ul && eventfd_signal(c, 3) == 0 ? 7 : 0; }
            """, prepare: { $0.openEventDescriptor(5) })
        #expect(run.int == 7)
        #expect(run.kernel.eventCount(5) == .max)
    }
}
