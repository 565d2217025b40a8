// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Testing

/// Mappings of a process: what drivers put behind them, and what the user finds there.
@Suite struct MappingTests {
    private static let source = """
        struct page; struct file; struct vm_area_struct; struct vm_fault;
        typedef struct { unsigned long pgprot; } pgprot_t;
        struct vm_operations_struct {
            void (*open)(struct vm_area_struct *); void (*close)(struct vm_area_struct *);
            u32 (*fault)(struct vm_fault *);
        };
        struct vm_area_struct {
            u64 vm_start, vm_end; pgprot_t vm_page_prot; u64 vm_flags; const struct vm_operations_struct *vm_ops;
            u64 vm_pgoff; struct file *vm_file; void *vm_private_data;
        };
        struct vm_fault {
            const struct { struct vm_area_struct *vma; gfp_t gfp_mask; u64 pgoff; u64 address; };
            u32 flags; struct page *page;
        };
        void *vmalloc_user(u64 size); void *vmalloc(u64 size); void vfree(const void *p);
        int remap_vmalloc_range(struct vm_area_struct *vma, void *p, u64 first);
        int remap_vmalloc_range_partial(struct vm_area_struct *vma, u64 at, void *p, u64 first, u64 size);
        int remap_pfn_range(struct vm_area_struct *vma, u64 at, u64 pfn, u64 size, pgprot_t prot);
        u32 vmf_insert_pfn(struct vm_area_struct *vma, u64 at, u64 pfn);
        int vm_insert_page(struct vm_area_struct *vma, u64 at, struct page *page);
        void zap_vma_ptes(struct vm_area_struct *vma, u64 at, u64 size);
        struct page *alloc_pages(gfp_t f, u32 order); void __free_pages(struct page *p, u32 order);
        void get_page(struct page *p); void put_page(struct page *p); int page_count(struct page *p);
        void *page_address(const struct page *p);
        unsigned long page_to_pfn(const struct page *p); unsigned long vmalloc_to_pfn(const void *p);
        struct page *virt_to_page(const void *p);
        static char *memory;
        int make(void) { memory = vmalloc_user(3 * 4096 - 100); memory[0] = 'a'; memory[8192] = 'c'; return 0; }
        void drop(void) { vfree(memory); }
        int map_all(void *o, struct vm_area_struct *vma) { return remap_vmalloc_range(vma, memory, vma->vm_pgoff); }
        int map_part(void *o, struct vm_area_struct *vma)
        {
            return remap_vmalloc_range_partial(vma, vma->vm_start + 4096, memory, 2, 4000);
        }
        int map_plain(void *o, struct vm_area_struct *vma)
        {
            void *p = vmalloc(8192);
            int error = remap_vmalloc_range(vma, p, 0);
            vfree(p);
            return error;
        }
        int map_frames(void *o, struct vm_area_struct *vma)
        {
            return remap_pfn_range(vma, vma->vm_start, 0xfe000, vma->vm_end - vma->vm_start, vma->vm_page_prot);
        }
        int map_virtual(void *o, struct vm_area_struct *vma)
        {
            return remap_pfn_range(vma, vma->vm_start, vmalloc_to_pfn(memory), 4096, vma->vm_page_prot);
        }
        static struct page *pages[4];
        static int opened, closed, calls; static u64 last[4];
        static u32 fault(struct vm_fault *vmf)
        {
            u64 n = vmf->pgoff - vmf->vma->vm_pgoff;
            calls++;
            last[0] = vmf->address; last[1] = vmf->pgoff; last[2] = vmf->flags; last[3] = vmf->vma->vm_start;
            if (n == 3) return 2;
            if (n == 2) return 1;
            if (!pages[n]) pages[n] = alloc_pages(GFP_KERNEL | __GFP_ZERO, 0);
            get_page(pages[n]);
            vmf->page = pages[n];
            return 0;
        }
        static u32 insert(struct vm_fault *vmf)
        {
            return vmf_insert_pfn(vmf->vma, vmf->address, 0x1234 + vmf->pgoff);
        }
        static void on_open(struct vm_area_struct *vma) { opened++; }
        static void on_close(struct vm_area_struct *vma) { closed++; }
        static const struct vm_operations_struct ops = { on_open, on_close, fault };
        static const struct vm_operations_struct insert_ops = { .fault = insert };
        static const struct vm_operations_struct no_ops;
        int map_faults(void *o, struct vm_area_struct *vma)
        {
            vma->vm_ops = &ops; vma->vm_private_data = o; return 0;
        }
        int map_inserts(void *o, struct vm_area_struct *vma)
        {
            vma->vm_ops = &insert_ops; vma->vm_flags |= 0x400; return 0;
        }
        int map_nothing(void *o, struct vm_area_struct *vma) { vma->vm_ops = &no_ops; return 0; }
        int map_pages(void *o, struct vm_area_struct *vma)
        {
            struct page *page = alloc_pages(GFP_KERNEL, 0), *same = virt_to_page(page_address(page));
            int error = vm_insert_page(vma, vma->vm_start + 4096, page);
            CHECK(!error && page_count(page) == 2 && page_count(same) == 2);
            CHECK(vm_insert_page(vma, vma->vm_start + 4096, page) == -16);
            CHECK(vm_insert_page(vma, vma->vm_end, page) == -14);
            memset(page_address(page), 9, 4096);
            put_page(page);
            return 0;
        }
        int zap(struct vm_area_struct *vma) { zap_vma_ptes(vma, vma->vm_start, 4096); return 0; }
        int count(int n) { return n == 0 ? opened : n == 1 ? closed : n == 2 ? calls : page_count(pages[n - 3]); }
        u64 seen(int n) { return last[n]; }
        void give_back(void) { put_page(pages[0]); put_page(pages[1]); }

        """

    private let machine: Machine
    private let kernel: Kernel
    private static let start: UInt64 = 0x10_0000

    init() throws { (machine, kernel) = try load(Self.source) }

    private func call(_ name: String, _ arguments: UInt64...) throws -> UInt64 {
        try machine.invoke(try #require(machine.address(of: name)), arguments)
    }

    private func map(
        _ function: String, pages: UInt64 = 4, from first: UInt64 = 0,
        flags: MappingFlags = [.read, .write, .shared, .mayRead, .mayWrite, .mayShare]
    ) throws -> UInt64 {
        let area = try kernel.makeMapping(
            at: Self.start, length: pages * 4096, pageOffset: first, flags: flags, machine)
        try kernel.map(area, calling: try #require(machine.address(of: function)), with: 0x77, machine)
        return area
    }

    private func bytes(_ offset: UInt64, _ area: UInt64, _ count: Int = 1) throws -> [UInt8]? {
        guard case .memory(let address, let room) = try kernel.access(offset, of: area, isWrite: false, machine),
            room >= count
        else { return nil }
        return try machine.memory.bytes(at: address, count: count)
    }

    @Test func vmalloc() throws {
        _ = try call("make")
        let area = try map("map_all", pages: 3)
        #expect(try bytes(0, area) == Array("a".utf8))
        #expect(try bytes(8192, area) == Array("c".utf8))
        // To the end of the last page, whatever was asked for.
        #expect(try bytes(3 * 4096 - 1, area) == [0])
        #expect(kernel.mappings.pieces(of: area).map(\.length) == [3 * 4096])
        // What the user writes the driver finds.
        guard case .memory(let address, _) = try kernel.access(1, of: area, isWrite: true, machine) else {
            Issue.record("nothing is mapped")
            return
        }
        try machine.memory.store(address, size: 1, 7)
        #expect(try bytes(0, area, 2) == [UInt8(ascii: "a"), 7])
        try kernel.unmap(area, machine)
        #expect(kernel.mappings.pieces(of: area) == [])

        let second = try map("map_all", pages: 1, from: 2)
        #expect(try bytes(0, second) == Array("c".utf8))
        let part = try map("map_part")
        #expect(kernel.mappings.pieces(of: part).map { [$0.offset, $0.length] } == [[4096, 4096]])
        #expect(try bytes(4096, part) == Array("c".utf8))
        // There is nobody to ask for the rest.
        #expect(try kernel.access(0, of: part, isWrite: false, machine) == .signal(.bus))
        #expect(throws: Errno.EINVAL) { try map("map_all", pages: 4) }
        #expect(throws: Errno.EINVAL) { try map("map_all", pages: 2, from: 2) }
        #expect(throws: Errno.EINVAL) { try map("map_plain", pages: 1) }
        _ = try call("drop")
    }

    @Test func rights() throws {
        _ = try call("make")
        let area = try map("map_all", pages: 1, flags: [.read, .shared])
        #expect(try kernel.access(4096, of: area, isWrite: false, machine) == .signal(.segmentation))
        #expect(try kernel.access(0, of: area, isWrite: true, machine) == .signal(.segmentation))
        #expect(try bytes(0, area) == Array("a".utf8))
    }

    /// What a process writes to a private mapping is its own.
    @Test func privateMapping() throws {
        _ = try call("make")
        let area = try map("map_all", pages: 3, flags: [.read, .write, .mayRead, .mayWrite])
        guard case .memory(let address, let count) = try kernel.access(8192, of: area, isWrite: true, machine)
        else {
            Issue.record("nothing is mapped")
            return
        }
        #expect(count == 4096)
        try machine.memory.store(address, size: 1, 7)
        #expect(try bytes(8192, area) == [7])
        let shared = try map("map_all", pages: 3)
        #expect(try bytes(8192, shared) == Array("c".utf8))
        #expect(try bytes(0, area) == Array("a".utf8))
        try kernel.unmap(area, machine)
    }

    @Test(arguments: Architecture.allCases) func frames(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.source, on: architecture)
        func map(_ name: String) throws -> UInt64 {
            let area = try kernel.makeMapping(
                at: Self.start, length: 8192, pageOffset: 0, flags: [.read, .write, .shared], machine)
            try kernel.map(area, calling: try #require(machine.address(of: name)), with: 0, machine)
            return area
        }
        let area = try map("map_frames")
        #expect(
            try kernel.access(4100, of: area, isWrite: true, machine) == .frame(number: 0xfe001, offset: 4))
        // A number that was reckoned from an address leads back to it.
        try machine.invoke(try #require(machine.address(of: "make")), [])
        let memory = try map("map_virtual")
        guard case .memory(let address, _) = try kernel.access(0, of: memory, isWrite: false, machine) else {
            Issue.record("no memory is mapped")
            return
        }
        #expect(try machine.memory.load(address, size: 1) == UInt64(UInt8(ascii: "a")))
        let inserts = try map("map_inserts")
        #expect(
            try kernel.access(4097, of: inserts, isWrite: false, machine) == .frame(number: 0x1235, offset: 1))
    }

    @Test func faults() throws {
        let area = try map("map_faults", from: 16)
        #expect(try call("count", 2) == 0)
        #expect(try bytes(4096 + 5, area) == [0])
        #expect(try (0..<4).map { try call("seen", $0) } == [Self.start + 4096, 17, 0, Self.start])
        _ = try bytes(4096, area)
        #expect(try call("count", 2) == 1)
        #expect(try call("count", 4) == 2)
        guard case .memory = try kernel.access(0, of: area, isWrite: true, machine) else {
            Issue.record("nothing is mapped")
            return
        }
        #expect(try call("seen", 2) == 1)
        #expect(try kernel.access(3 * 4096, of: area, isWrite: false, machine) == .signal(.bus))
        #expect(try kernel.access(2 * 4096, of: area, isWrite: false, machine) == .signal(.outOfMemory))
        let copy = try kernel.copyMapping(area, machine)
        #expect(try call("count", 0) == 1)
        try kernel.unmap(copy, machine)
        try kernel.unmap(area, machine)
        #expect(try call("count", 1) == 2)
        // The mapping's references are gone, the driver's are there.
        #expect(try [call("count", 3), call("count", 4)] == [1, 1])
        _ = try call("give_back")
        #expect(machine.memory.unreleased.isEmpty)
    }

    @Test func insertedPages() throws {
        let area = try map("map_pages")
        #expect(try bytes(4096, area, 4096) == [UInt8](repeating: 9, count: 4096))
        #expect(try kernel.access(0, of: area, isWrite: false, machine) == .signal(.bus))
        try kernel.unmap(area, machine)
        #expect(machine.memory.unreleased.isEmpty)
    }

    @Test func nothingToAsk() throws {
        let area = try map("map_nothing")
        #expect(try kernel.access(0, of: area, isWrite: false, machine) == .signal(.bus))
    }

    @Test func takenAway() throws {
        _ = try call("make")
        let area = try map("map_all", pages: 3)
        _ = try call("zap", area)
        #expect(try kernel.access(0, of: area, isWrite: false, machine) == .signal(.bus))
        #expect(try bytes(8192, area) == Array("c".utf8))
    }
}
