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
