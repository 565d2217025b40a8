// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// Lists of pages for devices, and buffers that drivers export.
@Suite struct BufferFunctionTests {
    private static let declarations = """
        struct page; struct device; struct vm_area_struct { u64 vm_start, vm_end, vm_flags, vm_pgoff; };
        struct scatterlist { unsigned long page_link; u32 offset, length; u64 dma_address; u32 dma_length; };
        struct sg_table { struct scatterlist *sgl; u32 nents, orig_nents; };
        struct page *alloc_pages(gfp_t f, u32 order); void __free_pages(struct page *p, u32 order);
        void *page_address(const struct page *p); u64 virt_to_phys(void *p);
        int sg_alloc_table_from_pages(struct sg_table *t, struct page **p, u32 n, u32 offset, u64 size, gfp_t f);
        void sg_free_table(struct sg_table *t); struct scatterlist *sg_next(struct scatterlist *s);
        int sg_nents(struct scatterlist *s);
        int dma_map_sgtable(struct device *d, struct sg_table *t, int dir, u64 attrs);

        """

    @Test func pagesForDevices() throws {
        try check(
            Self.declarations + """
                int test(void)
                {
                    struct page *one = alloc_pages(GFP_KERNEL, 0), *two = alloc_pages(GFP_KERNEL, 1), *list[3];
                    struct sg_table table;
                    struct scatterlist *s;
                    list[0] = one; list[1] = two; list[2] = (struct page *)((char *)two + 64);
                    CHECK(sg_alloc_table_from_pages(&table, list, 3, 16, 3 * 4096 - 100, GFP_KERNEL) == 0);
                    /* Pages behind each other are one entry. */
                    CHECK(table.nents == 2 && table.orig_nents == 2 && sg_nents(table.sgl) == 2);
                    s = table.sgl;
                    CHECK((s->page_link & ~3ul) == (u64)one && s->offset == 16 && s->length == 4080);
                    s = sg_next(s);
                    CHECK(s && (s->page_link & ~3ul) == (u64)two && s->offset == 0);
                    CHECK(s->length == 2 * 4096 - 84 && !sg_next(s));
                    CHECK(dma_map_sgtable(NULL, &table, 0, 0) == 0 && table.nents == 2);
                    CHECK(table.sgl->dma_address == virt_to_phys(page_address(one)) + 16);
                    CHECK(table.sgl->dma_length == 4080);
                    sg_free_table(&table);
                    CHECK(!table.sgl);
                    __free_pages(one, 0); __free_pages(two, 1);
                    return 0;
                }
                """)
    }

    private static let exporter =
        declarations + """
            struct dma_buf; struct dma_buf_attachment; struct module { int x; } owner;
            struct dma_buf_ops {
                struct sg_table *(*map_dma_buf)(struct dma_buf_attachment *a, int dir);
                void (*unmap_dma_buf)(struct dma_buf_attachment *a, struct sg_table *t, int dir);
                void (*release)(struct dma_buf *b); int (*mmap)(struct dma_buf *b, struct vm_area_struct *v);
            };
            struct dma_buf { size_t size; const struct dma_buf_ops *ops; void *priv; };
            struct dma_buf_export_info {
                const char *exp_name; struct module *owner; const struct dma_buf_ops *ops; size_t size; int flags;
                void *resv; void *priv;
            };
            struct dma_buf *dma_buf_export(const struct dma_buf_export_info *info); int dma_buf_fd(struct dma_buf *b, int f);
            struct dma_buf *dma_buf_get(int fd); void dma_buf_put(struct dma_buf *b); u32 module_refcount(struct module *m);
            static int released, mapped;
            static struct sg_table *map(struct dma_buf_attachment *a, int dir) { return NULL; }
            static void unmap(struct dma_buf_attachment *a, struct sg_table *t, int dir) {}
            static void release(struct dma_buf *b) { released += *(int *)b->priv; }
            static int on_map(struct dma_buf *b, struct vm_area_struct *v) { mapped++; return b->size == 8192 ? 0 : -5; }
            static const struct dma_buf_ops ops = { map, unmap, release, on_map }, bad = { map, unmap };
            static int number = 5;
            static struct dma_buf_export_info info = { "pond", &owner, &ops, 8192, 0, NULL, &number };
            int test(void)
            {
                struct dma_buf *b = dma_buf_export(&info), *again;
                int fd;
                CHECK(!IS_ERR(b) && b->size == 8192 && b->priv == &number && module_refcount(&owner) == 1);
                fd = dma_buf_fd(b, 0);
                CHECK(fd > 0);
                again = dma_buf_get(fd);
                CHECK(again == b && PTR_ERR(dma_buf_get(fd + 1)) == -9);
                info.ops = &bad;
                CHECK(PTR_ERR(dma_buf_export(&info)) == -22);
                return -fd;
            }
            int state(void) { return released * 100 + mapped * 10 + module_refcount(&owner); }
            void put(struct dma_buf *b) { dma_buf_put(b); }

            """

    @Test(arguments: Architecture.allCases) func exportedBuffers(_ architecture: Architecture) throws {
        let run = try execute(Self.exporter, on: architecture)
        #expect(run.fault?.message == nil && run.unsupported == nil)
        let (machine, kernel) = (run.machine, run.kernel)
        let buffer = try #require(kernel.dmaBuffer(Int(-run.int)))
        func call(_ name: String, _ arguments: UInt64...) throws -> UInt64 {
            try machine.invoke(try #require(machine.address(of: name)), arguments)
        }
        let area = try kernel.makeMapping(
            at: 0x10000, length: 8192, pageOffset: 0, flags: [.read, .shared], machine)
        try kernel.map(area, ofBuffer: buffer, machine)
        let large = try kernel.makeMapping(
            at: 0x20000, length: 8192, pageOffset: 1, flags: [.read, .shared], machine)
        #expect(throws: Errno.EINVAL) { try kernel.map(large, ofBuffer: buffer, machine) }
        #expect(try call("state") == 11)
        #expect(try kernel.closeDMABuffer(Int(-run.int), machine))
        #expect(try !kernel.closeDMABuffer(Int(-run.int), machine))
        #expect(try call("state") == 11)
        _ = try call("put", buffer)
        #expect(try call("state") == 510)
        #expect(machine.memory.unreleased.isEmpty)
    }
}
