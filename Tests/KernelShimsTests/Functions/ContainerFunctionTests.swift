// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct ContainerFunctionTests {
    static let prototypes = """
        struct idr { long words[4]; }; struct ida { long words[2]; };
        void idr_init(struct idr *i); void idr_init_base(struct idr *i, int base); int idr_alloc(struct idr *i, void *p, int start, int end, gfp_t f);
        int idr_alloc_cyclic(struct idr *i, void *p, int start, int end, gfp_t f); void *idr_remove(struct idr *i, unsigned long id);
        int idr_alloc_u32(struct idr *i, void *p, u32 *id, unsigned long max, gfp_t f);
        void *idr_find(const struct idr *i, unsigned long id); void *idr_replace(struct idr *i, void *p, unsigned long id);
        void *idr_get_next(struct idr *i, int *id); int idr_for_each(const struct idr *i, int (*f)(int, void *, void *), void *data);
        bool idr_is_empty(const struct idr *i); void idr_destroy(struct idr *i); void idr_preload(gfp_t f); void idr_preload_end(void);
        int ida_alloc_range(struct ida *i, u32 min, u32 max, gfp_t f); void ida_free(struct ida *i, u32 id); void ida_destroy(struct ida *i);

        """

    @Test func idr() throws {
        try check(
            Self.prototypes + """
                static struct idr ids, based; static struct ida numbers; static int things[4], seen;
                static int visit(int id, void *p, void *data) { seen += id; return p == data ? 77 : 0; }
                int test(void)
                {
                    int id = 0; u32 next = 100;
                    idr_init(&ids);
                    CHECK(idr_is_empty(&ids) && idr_alloc(&ids, &things[0], 0, 0, GFP_KERNEL) == 0 && idr_alloc(&ids, &things[1], 5, 6, GFP_KERNEL) == 5);
                    CHECK(idr_alloc(&ids, NULL, 5, 6, GFP_KERNEL) == -28 && idr_alloc(&ids, NULL, -1, 0, GFP_KERNEL) == -22);
                    CHECK(idr_find(&ids, 5) == &things[1] && !idr_find(&ids, 4) && idr_replace(&ids, &things[2], 5) == &things[1]);
                    CHECK(PTR_ERR(idr_replace(&ids, NULL, 9)) == -2);
                    CHECK(idr_get_next(&ids, &id) == &things[0] && id == 0);
                    id = 1;
                    CHECK(idr_get_next(&ids, &id) == &things[2] && id == 5);
                    id = 6;
                    CHECK(!idr_get_next(&ids, &id));
                    CHECK(idr_for_each(&ids, visit, &things[2]) == 77 && seen == 5);
                    CHECK(!idr_alloc_u32(&ids, &things[3], &next, 100, GFP_KERNEL) && next == 100 && idr_alloc_u32(&ids, NULL, &next, 100, GFP_KERNEL) == -28);
                    CHECK(idr_remove(&ids, 0) == &things[0] && !idr_remove(&ids, 0));
                    idr_preload(GFP_KERNEL);
                    CHECK(idr_alloc_cyclic(&ids, NULL, 0, 3, GFP_ATOMIC) == 0 && idr_alloc_cyclic(&ids, NULL, 0, 3, GFP_ATOMIC) == 1);
                    idr_preload_end();
                    idr_destroy(&ids);
                    CHECK(idr_is_empty(&ids));
                    idr_init_base(&based, 1);
                    CHECK(idr_alloc(&based, NULL, 0, 0, GFP_KERNEL) == 1);
                    CHECK(ida_alloc_range(&numbers, 3, 4, GFP_KERNEL) == 3 && ida_alloc_range(&numbers, 3, 4, GFP_KERNEL) == 4);
                    CHECK(ida_alloc_range(&numbers, 3, 4, GFP_KERNEL) == -28);
                    ida_free(&numbers, 3);
                    CHECK(ida_alloc_range(&numbers, 0, -1, GFP_KERNEL) == 0 && ida_alloc_range(&numbers, 1, 9, GFP_KERNEL) == 1);
                    ida_destroy(&numbers);
                    CHECK(ida_alloc_range(&numbers, 3, 4, GFP_KERNEL) == 3);
                    return 0;
                }
                """)
    }

    @Test func xarray() throws {
        try check(
            """
            struct xarray { u32 lock; gfp_t flags; void *head; };
            void xa_init_flags(struct xarray *x, gfp_t f); void *xa_load(struct xarray *x, unsigned long i); void *xa_store(struct xarray *x, unsigned long i, void *p, gfp_t f);
            void *xa_erase(struct xarray *x, unsigned long i); int xa_insert(struct xarray *x, unsigned long i, void *p, gfp_t f);
            void *xa_find(struct xarray *x, unsigned long *i, unsigned long max, u32 filter); void *xa_find_after(struct xarray *x, unsigned long *i, unsigned long max, u32 filter);
            void xa_set_mark(struct xarray *x, unsigned long i, u32 m); bool xa_get_mark(struct xarray *x, unsigned long i, u32 m); void xa_clear_mark(struct xarray *x, unsigned long i, u32 m);
            void *xa_cmpxchg(struct xarray *x, unsigned long i, void *old, void *p, gfp_t f); bool xa_empty(const struct xarray *x); void xa_destroy(struct xarray *x);
            static struct xarray fixed; static int a, b;
            int test(void)
            {
                struct xarray x; unsigned long i = 0;
                xa_init_flags(&x, 0);
                CHECK(xa_empty(&x) && !xa_load(&x, 3) && !xa_store(&x, 3, &a, GFP_KERNEL) && xa_store(&x, 3, &b, GFP_KERNEL) == &a);
                CHECK(xa_insert(&x, 3, &a, GFP_KERNEL) == -16 && !xa_insert(&x, 9, &a, GFP_KERNEL) && xa_load(&x, 9) == &a);
                CHECK(xa_find(&x, &i, -1ul, 8) == &b && i == 3 && xa_find_after(&x, &i, -1ul, 8) == &a && i == 9 && !xa_find_after(&x, &i, -1ul, 8));
                i = 0;
                xa_set_mark(&x, 9, 1);
                CHECK(xa_get_mark(&x, 9, 1) && !xa_get_mark(&x, 9, 0) && xa_find(&x, &i, -1ul, 1) == &a && i == 9);
                xa_clear_mark(&x, 9, 1);
                CHECK(!xa_get_mark(&x, 9, 1) && xa_cmpxchg(&x, 9, &b, NULL, GFP_KERNEL) == &a && xa_cmpxchg(&x, 9, &a, NULL, GFP_KERNEL) == &a);
                CHECK(!xa_load(&x, 9) && xa_erase(&x, 3) == &b && xa_empty(&x));
                CHECK(!xa_store(&fixed, -1ul, &a, GFP_KERNEL) && xa_load(&fixed, -1ul) == &a);
                xa_destroy(&fixed);
                CHECK(!xa_load(&fixed, -1ul));
                return 0;
            }
            """)
    }

    static let faults: [(code: String, kind: FaultKind)] = [
        ("struct ida i = {}; ida_free(&i, 3)", .badArgument), ("idr_find(NULL, 1)", .nullAccess),
        ("struct idr i; idr_find(&i, 1)", .uninitialisedArgument),
        ("struct idr i; idr_init(&i); idr_preload(GFP_KERNEL); idr_alloc(&i, NULL, 0, 0, GFP_KERNEL)", .sleepInAtomic),
    ]

    @Test(arguments: faults) func fault(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(Self.prototypes + "int test(void) { \(item.code); return 0; }")
        #expect(run.fault?.kind == item.kind)
    }

    @Test func allocationsOfNumbersCanBeMadeToFail() throws {
        let source =
            Self.prototypes + "static struct idr i; int test(void) { return idr_alloc(&i, NULL, 4, 0, GFP_KERNEL); }"
        #expect(try execute(source).int == 4)
        #expect(try execute(source, failing: [1]).int == -12)
    }
}

/// kfifo: a ring of elements.
@Suite struct FIFOFunctionTests {
    private static let declarations = """
        struct __kfifo { u32 in, out, mask, esize; void *data; };
        int __kfifo_alloc(struct __kfifo *f, u32 size, size_t esize, gfp_t g); void __kfifo_free(struct __kfifo *f);
        int __kfifo_init(struct __kfifo *f, void *p, u32 size, size_t esize);
        u32 __kfifo_in(struct __kfifo *f, const void *p, u32 n); u32 __kfifo_out(struct __kfifo *f, void *p, u32 n);
        u32 __kfifo_out_peek(struct __kfifo *f, void *p, u32 n);

        """

    @Test func rings() throws {
        try check(
            Self.declarations + """
                int test(void)
                {
                    struct __kfifo f, g;
                    u16 in[6] = { 1, 2, 3, 4, 5, 6 }, out[8] = { 0 }, room[5];
                    CHECK(__kfifo_alloc(&f, 5, 2, GFP_KERNEL) == 0 && f.mask == 7 && f.esize == 2);
                    CHECK(__kfifo_in(&f, in, 6) == 6);
                    CHECK(__kfifo_out(&f, out, 4) == 4 && out[0] == 1 && out[3] == 4);
                    /* Around the end, and no more than there is room for. */
                    CHECK(__kfifo_in(&f, in, 6) == 6 && __kfifo_in(&f, in, 1) == 0);
                    CHECK(__kfifo_out_peek(&f, out, 3) == 3 && out[0] == 5 && out[2] == 1);
                    CHECK(__kfifo_out(&f, out, 100) == 8 && out[1] == 6 && out[7] == 6);
                    CHECK(__kfifo_out(&f, out, 1) == 0);
                    __kfifo_free(&f);
                    CHECK(!f.data && !f.mask);
                    CHECK(__kfifo_alloc(&f, 1, 2, GFP_KERNEL) == -22 && !f.data);
                    CHECK(__kfifo_init(&g, room, sizeof(room), 2) == 0 && g.mask == 3);
                    CHECK(__kfifo_init(&g, room, 3, 2) == -22);
                    return 0;
                }
                """)
    }

    /// Indices go on after 2^32.
    @Test func indicesWrap() throws {
        try check(
            Self.declarations + """
                int test(void)
                {
                    u8 room[4], in[3] = { 7, 8, 9 }, out[3] = { 0 };
                    struct __kfifo f;
                    CHECK(!__kfifo_init(&f, room, 4, 1));
                    f.in = f.out = -1;
                    CHECK(__kfifo_in(&f, in, 3) == 3 && f.in == 2);
                    CHECK(__kfifo_out(&f, out, 3) == 3 && out[0] == 7 && out[2] == 9 && f.out == 2);
                    return 0;
                }
                """)
    }
}
