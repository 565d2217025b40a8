// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

@Suite struct MemoryFunctionTests {
    @Test func allocations() throws {
        try check(
            """
            void *kcalloc(size_t n, size_t size, gfp_t flags);
            void *kmalloc_array(size_t n, size_t size, gfp_t flags);
            void *krealloc(const void *p, size_t size, gfp_t flags);
            void *kvzalloc(size_t size, gfp_t flags); void kvfree(const void *p);
            void *vzalloc(size_t size); void vfree(const void *p);
            size_t ksize(const void *p); void kfree_sensitive(const void *p);
            int test(void)
            {
                u32 *a = kcalloc(4, sizeof(*a), GFP_KERNEL), *b;
                u8 *v = vzalloc(8192), *k = kvzalloc(3 * 4096, GFP_KERNEL), *z = kmalloc(16, GFP_KERNEL | __GFP_ZERO);
                CHECK(a && v && k && z);
                CHECK(!a[0] && !a[3] && !v[8191] && !k[12287] && !z[15]);
                CHECK(((unsigned long)v & 4095) == 0);
                CHECK(ksize(a) == 16);
                a[3] = 7;
                b = krealloc(a, 64, GFP_KERNEL);
                CHECK(b && b != a && b[3] == 7);
                b = krealloc(b, 4, GFP_KERNEL);
                CHECK(ksize(b) == 4);
                /* What overflows or is too large is not there. */
                CHECK(!kmalloc_array(1ul << 62, 8, GFP_KERNEL));
                CHECK(!kmalloc(1ul << 40, GFP_KERNEL));
                CHECK(!vzalloc(0));
                kfree(NULL); vfree(NULL); kvfree(NULL);
                kfree_sensitive(b); vfree(v); kvfree(k); kfree(z);
                return 0;
            }
            """)
    }

    @Test func duplicates() throws {
        try check(
            """
            char *kstrdup(const char *s, gfp_t f); char *kstrndup(const char *s, size_t n, gfp_t f);
            void *kmemdup(const void *s, size_t n, gfp_t f); char *kmemdup_nul(const char *s, size_t n, gfp_t f);
            char *kasprintf(gfp_t f, const char *fmt, ...); const char *kstrdup_const(const char *s, gfp_t f);
            void kfree_const(const void *p);
            int test(void)
            {
                char *a = kstrdup("hello", GFP_KERNEL), *b = kstrndup("hello", 2, GFP_KERNEL);
                char *c = kmemdup_nul("hello", 3, GFP_KERNEL), *d = kasprintf(GFP_KERNEL, "%s-%03d", "id", 7);
                u32 word = 0x12345678, *e = kmemdup(&word, 4, GFP_KERNEL);
                const char *same = kstrdup_const("literal", GFP_KERNEL);
                CHECK(!strcmp(a, "hello") && !strcmp(b, "he") && !strcmp(c, "hel") && !strcmp(d, "id-007"));
                CHECK(*e == word && !strcmp(same, "literal"));
                CHECK(!kstrdup(NULL, GFP_KERNEL));
                kfree(a); kfree(b); kfree(c); kfree(d); kfree(e); kfree_const(same);
                return 0;
            }
            """)
    }

    /// The flags say whether an allocation may give up.
    @Test func injectedFailures() throws {
        let source = """
            int test(void)
            {
                void *a = kmalloc(8, GFP_KERNEL), *b = kmalloc(8, GFP_KERNEL | 0x8000), *c = kmalloc(8, GFP_KERNEL);
                int missing = (!a) | (!b) << 1 | (!c) << 2;
                kfree(a); kfree(b); kfree(c);
                return missing;
            }
            """
        #expect(try execute(source).int == 0)
        #expect(try execute(source, failing: [1]).int == 1)
        #expect(try execute(source, failing: [2]).int == 0)
        #expect(try execute(source, failing: [3]).int == 4)
        #expect(try execute(source, failing: [1, 3]).int == 5)
    }

    static let wrongFrees: [(code: String, kind: FaultKind)] = [
        ("kfree(kmalloc(8, GFP_KERNEL) + 1)", .invalidFree), ("kfree(vzalloc(8))", .invalidFree),
        ("vfree(kmalloc(8, GFP_KERNEL))", .invalidFree), ("kfree((void *)-12ul)", .invalidFree),
        ("kfree(devm_kmalloc(&device, 8, GFP_KERNEL))", .invalidFree),
        ("devm_kfree(&device, kmalloc(8, GFP_KERNEL))", .invalidFree),
        ("({ void *p = kmalloc(8, GFP_KERNEL); kfree(p); krealloc(p, 9, GFP_KERNEL); })", .doubleFree),
        ("krealloc(&device, 9, GFP_KERNEL)", .invalidFree),
        ("free_pages(__get_free_pages(GFP_KERNEL, 1), 0)", .invalidFree),
        ("kfree((void *)__get_free_pages(GFP_KERNEL, 0))", .invalidFree),
        ("kmem_cache_free(cache, kmalloc(24, GFP_KERNEL))", .invalidFree),
        ("({ kmem_cache_alloc(cache, GFP_KERNEL); kmem_cache_destroy(cache); })", .bug),
    ]

    @Test(arguments: wrongFrees) func wrongFree(_ item: (code: String, kind: FaultKind)) throws {
        let run = try execute(
            """
            struct device { void *name; } device;
            void *vzalloc(size_t size); void vfree(const void *p); void *krealloc(const void *p, size_t n, gfp_t f);
            void *devm_kmalloc(struct device *d, size_t n, gfp_t f); void devm_kfree(struct device *d, const void *p);
            unsigned long __get_free_pages(gfp_t f, u32 order); void free_pages(unsigned long a, u32 order);
            struct kmem_cache;
            struct kmem_cache *kmem_cache_create(const char *n, u32 size, u32 align, u32 flags, void (*c)(void *));
            void *kmem_cache_alloc(struct kmem_cache *c, gfp_t f); void kmem_cache_free(struct kmem_cache *c, void *p);
            void kmem_cache_destroy(struct kmem_cache *c);
            int test(void)
            {
                struct kmem_cache *cache = kmem_cache_create("things", 24, 0, 0, NULL);
                \(item.code);
                return 0;
            }
            """)
        #expect(run.fault?.kind == item.kind)
    }

    @Test func caches() throws {
        try check(
            """
            struct kmem_cache;
            struct kmem_cache *kmem_cache_create(const char *n, u32 size, u32 align, u32 flags, void (*c)(void *));
            void *kmem_cache_alloc(struct kmem_cache *c, gfp_t f); void kmem_cache_free(struct kmem_cache *c, void *p);
            void *kmem_cache_zalloc(struct kmem_cache *c, gfp_t f); void kmem_cache_destroy(struct kmem_cache *c);
            static int made;
            static void construct(void *p) { *(int *)p = ++made; }
            int test(void)
            {
                struct kmem_cache *cache = kmem_cache_create("things", 24, 64, 0, construct);
                int *a = kmem_cache_alloc(cache, GFP_KERNEL), *b = kmem_cache_zalloc(cache, GFP_KERNEL);
                CHECK(*a == 1 && *b == 2 && !b[5] && ((unsigned long)a & 63) == 0);
                kmem_cache_free(cache, a); kmem_cache_free(cache, b);
                kmem_cache_destroy(cache);
                return 0;
            }
            """)
    }

    @Test func pages() throws {
        try check(
            """
            struct page { unsigned long words[8]; };
            struct page *alloc_pages(gfp_t f, u32 order); void __free_pages(struct page *p, u32 order);
            void *page_address(struct page *p); void *kmap(struct page *p); void kunmap(struct page *p);
            void get_page(struct page *p); void put_page(struct page *p); int page_count(struct page *p);
            unsigned long get_zeroed_page(gfp_t f); void free_pages(unsigned long a, u32 order);
            int test(void)
            {
                struct page *p = alloc_pages(GFP_KERNEL | __GFP_ZERO, 1);
                u8 *first = page_address(p), *second = kmap(p + 1);
                unsigned long zeroed = get_zeroed_page(GFP_KERNEL);
                CHECK(second == first + 4096 && !second[4095]);
                CHECK(zeroed && !*(u64 *)zeroed && (zeroed & 4095) == 0);
                kunmap(p + 1);
                __free_pages(p, 1);
                free_pages(zeroed, 0);
                p = alloc_pages(GFP_KERNEL, 0);
                get_page(p);
                CHECK(page_count(p) == 2);
                put_page(p);
                put_page(p);
                return 0;
            }
            """)
    }

    /// What a device has for its drivers goes when they leave, the last first.
    @Test func managedMemory() throws {
        let run = try execute(
            """
            struct device { void *name; } device;
            void *devm_kzalloc(struct device *d, size_t n, gfp_t f); char *devm_kasprintf(struct device *d, gfp_t f, const char *fmt, ...);
            int devm_add_action(struct device *d, void (*f)(void *), void *data); void devm_kfree(struct device *d, const void *p);
            int printk(const char *fmt, ...);
            static void bye(void *data) { printk("bye %s\\n", (char *)data); }
            int test(void)
            {
                char *name = devm_kasprintf(&device, GFP_KERNEL, "unit%d", 3);
                int *p = devm_kzalloc(&device, 8, GFP_KERNEL);
                CHECK(!strcmp(name, "unit3") && !p[1]);
                CHECK(!devm_add_action(&device, bye, name));
                devm_kfree(&device, p);
                return 0;
            }
            """)
        #expect(run.int == 0)
        let device = try #require(run.machine.address(of: "device"))
        try run.kernel.releaseManaged(of: device, run.machine)
        #expect(run.machine.events == [.message(level: 4, text: "bye unit3")])
    }
}
