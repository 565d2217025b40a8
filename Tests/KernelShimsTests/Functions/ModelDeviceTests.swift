// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import KernelShims
import Machine
import Testing

/// Devices of drivers that processes open and map.
@Suite struct ModelDeviceTests {
    private func int(_ machine: Machine, _ function: String, _ arguments: [UInt64] = []) throws -> Int32 {
        Int32(truncatingIfNeeded: try machine.invoke(try #require(machine.functionAddress(function)), arguments))
    }

    private static let declarations = """
        struct module; struct inode; struct file; struct page; struct vm_area_struct; struct device;
        struct attribute_group; struct kobject { const char *name; };
        struct vm_fault { struct vm_area_struct *vma; u64 pgoff; u64 address; struct page *page; };
        struct vm_operations_struct {
            void (*open)(struct vm_area_struct *); void (*close)(struct vm_area_struct *);
            u32 (*fault)(struct vm_fault *);
        };
        struct vm_area_struct {
            u64 vm_start, vm_end, vm_flags; const struct vm_operations_struct *vm_ops; u64 vm_pgoff;
            struct file *vm_file; void *vm_private_data;
        };
        struct file_operations {
            struct module *owner;
            ssize_t (*read)(struct file *, char *, size_t, long long *);
            long (*unlocked_ioctl)(struct file *, unsigned, unsigned long);
            int (*mmap)(struct file *, struct vm_area_struct *);
            int (*open)(struct inode *, struct file *);
            int (*release)(struct inode *, struct file *);
        };
        struct inode { unsigned i_rdev; union { void *i_pipe; struct cdev *i_cdev; }; };
        struct file { struct inode *f_inode; const struct file_operations *f_op; void *private_data; unsigned f_flags; };
        struct cdev { struct kobject kobj; struct module *owner; const struct file_operations *ops; unsigned dev, count; };
        struct list_head { struct list_head *next, *prev; };
        struct miscdevice {
            int minor; const char *name; const struct file_operations *fops; struct list_head list;
            struct device *parent, *this_device; const struct attribute_group **groups; const char *nodename;
            unsigned short mode;
        };
        int misc_register(struct miscdevice *); void misc_deregister(struct miscdevice *);
        void *vmalloc_user(u64 size); void vfree(const void *p);
        int remap_vmalloc_range(struct vm_area_struct *vma, void *p, u64 first);
        static char *memory; static int opened, mapped, unmapped; static u64 seen[32]; static int count;
        static void on_open(struct vm_area_struct *vma)
        { mapped++; seen[count++] = vma->vm_start; seen[count++] = vma->vm_end; }
        static void on_close(struct vm_area_struct *vma)
        { unmapped++; seen[count++] = vma->vm_start; seen[count++] = vma->vm_pgoff; }
        static const struct vm_operations_struct vm_ops = { .open = on_open, .close = on_close };
        static int on_mmap(struct file *file, struct vm_area_struct *vma)
        {
            if (vma->vm_file != file) return -5;
            vma->vm_ops = &vm_ops;
            return remap_vmalloc_range(vma, memory, vma->vm_pgoff);
        }
        u64 saw(int i) { return seen[i]; }
        int state(void) { return 100 * opened + 10 * mapped + unmapped; }

        """

    private static let misc =
        declarations + """
            static struct miscdevice pond;
            static int pond_open(struct inode *inode, struct file *file)
            { if (file->private_data != &pond) return -5; opened++; return 0; }
            static int pond_release(struct inode *inode, struct file *file) { opened--; return 0; }
            static long pond_ioctl(struct file *file, unsigned cmd, unsigned long arg)
            { return file->private_data == &pond ? (long)arg + cmd : -5; }
            static const struct file_operations ops =
                { .open = pond_open, .release = pond_release, .unlocked_ioctl = pond_ioctl, .mmap = on_mmap };
            static struct miscdevice pond =
                { .minor = 255, .name = "pond", .fops = &ops, .nodename = "water/pond", .mode = 0644 };
            static struct miscdevice taken = { .minor = 196, .name = "taken", .fops = &ops };
            static struct miscdevice fixed = { .minor = 200, .name = "fixed", .fops = &ops };
            static struct miscdevice again = { .minor = 200, .name = "again", .fops = &ops };
            int up(void)
            {
                memory = vmalloc_user(4 * 4096);
                memory[0] = 'a'; memory[4096] = 'b'; memory[8192] = 'c'; memory[12288] = 'd';
                CHECK(misc_register(&taken) == -16);
                CHECK(!misc_register(&pond) && pond.minor == 127 && pond.this_device);
                CHECK(!misc_register(&fixed) && fixed.minor == 200);
                CHECK(misc_register(&again) == -16 && again.minor == 200);
                return 0;
            }
            int down(void)
            {
                misc_deregister(&fixed); misc_deregister(&pond); vfree(memory);
                return opened;
            }
            """

    @Test(arguments: Architecture.allCases)
    func `a misc device is opened by its node`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.misc, on: architecture)
        #expect(try int(machine, "up") == 0)
        let reference = try kernel.reference(machine)
        let process = Process(reference)
        #expect(try process.list("/sys/class/misc") == ["fixed", "pond", "vfio"])
        #expect(try process.stat("/dev/water/pond").mode == 0o644)
        #expect(try process.stat("/dev/fixed").mode == 0o600)
        let fd = try process.open("/dev/water/pond", .readWrite)
        #expect(try int(machine, "state") == 100)
        #expect(try process.ioctl(fd, 2, 40) == 42)
        try process.close(fd)
        #expect(try int(machine, "down") == 0)
        #expect(throws: Errno.ENOENT) { try process.open("/dev/water/pond", .readWrite) }
        #expect(try process.list("/dev/vfio") == ["vfio"])
        #expect(kernel.registrations(machine).isEmpty)
    }

    @Test(arguments: Architecture.allCases)
    func `a part of a mapping goes`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.misc, on: architecture)
        #expect(try int(machine, "up") == 0)
        let memory = try kernel.reference(machine).userMemory
        let process = Process(try kernel.reference(machine))
        let fd = try process.open("/dev/water/pond", .readWrite)
        let start = try process.mmap(fd, length: 4 * 4096, isShared: true)
        try process.close(fd)
        func letters() -> String {
            (0..<4).map { page in
                let byte = try? memory.read(start + UInt64(page) * 4096, 1)
                return byte.map { String(decoding: $0, as: UTF8.self) } ?? "-"
            }.joined()
        }
        #expect(letters() == "abcd")
        // The file stays open as long as something is mapped.
        #expect(try int(machine, "state") == 100)
        try process.munmap(start + 4096, 4096)
        #expect(letters() == "a-cd")
        // The new mapping above, then the new one below that goes.
        #expect(try int(machine, "state") == 121)
        func saw(_ index: Int) throws -> UInt64 {
            try machine.invoke(try #require(machine.functionAddress("saw")), [UInt64(index)])
        }
        #expect(try (0..<6).map(saw) == [1, 4, 1, 2].map { start + $0 * 4096 } + [start + 4096, 1])
        try memory.write([UInt8(ascii: "C")], at: start + 8192)
        #expect(letters() == "a-Cd")
        try process.munmap(start + 3 * 4096, 4096)
        #expect(letters() == "a-C-")
        #expect(try int(machine, "state") == 132)
        try process.munmap(start, 4 * 4096)
        #expect(letters() == "----")
        // Each mapping that there was is closed once.
        #expect(try int(machine, "state") == 34)
        #expect(try int(machine, "down") == 0)
    }

    private static let buffers =
        declarations + """
            struct dma_buf; struct dma_buf_attachment; struct sg_table;
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
            struct dma_buf *dma_buf_get(int fd); void dma_buf_put(struct dma_buf *b);
            static struct sg_table *map(struct dma_buf_attachment *a, int dir) { return NULL; }
            static void unmap(struct dma_buf_attachment *a, struct sg_table *t, int dir) {}
            static void release(struct dma_buf *b) { opened--; }
            static int map_buffer(struct dma_buf *b, struct vm_area_struct *vma)
            { vma->vm_ops = &vm_ops; return remap_vmalloc_range(vma, b->priv, vma->vm_pgoff); }
            static const struct dma_buf_ops ops = { map, unmap, release, map_buffer };
            static struct miscdevice pond;
            static long pond_ioctl(struct file *file, unsigned cmd, unsigned long arg)
            {
                struct dma_buf_export_info info = { "pond", NULL, &ops, 8192, 0, NULL, memory };
                struct dma_buf *b;
                int fd;
                if (cmd == 2) {
                    b = dma_buf_get((int)arg);
                    if (IS_ERR(b)) return PTR_ERR(b);
                    dma_buf_put(b);
                    return 7;
                }
                b = dma_buf_export(&info);
                if (IS_ERR(b)) return PTR_ERR(b);
                opened++;
                fd = dma_buf_fd(b, 0);
                if (fd < 0) dma_buf_put(b);
                return fd;
            }
            static const struct file_operations pond_ops = { .unlocked_ioctl = pond_ioctl };
            static struct miscdevice pond = { .minor = 255, .name = "pond", .fops = &pond_ops };
            int up(void) { memory = vmalloc_user(8192); memory[4096] = 'x'; return misc_register(&pond); }
            int down(void) { misc_deregister(&pond); vfree(memory); return opened; }
            """

    @Test(arguments: Architecture.allCases)
    func `a buffer is a file of the process that asked`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.buffers, on: architecture)
        #expect(try int(machine, "up") == 0)
        let memory = try kernel.reference(machine).userMemory
        let process = Process(try kernel.reference(machine))
        let fd = try process.open("/dev/pond", .readWrite)
        let buffer = try process.ioctl(fd, 1, 0)
        #expect(buffer == fd + 1)
        #expect(try process.ioctl(fd, 2, UInt64(buffer)) == 7)
        #expect(throws: Errno.EINVAL) { try process.ioctl(fd, 2, UInt64(fd)) }
        #expect(throws: Errno.EBADF) { try process.ioctl(fd, 2, 77) }
        #expect(try process.lseek(buffer, 0, .end) == 8192)
        #expect(try process.lseek(buffer, 0, .start) == 0)
        #expect(throws: Errno.EINVAL) { try process.lseek(buffer, 1, .start) }
        #expect(throws: Errno.EINVAL) { try process.read(buffer, address: 0, count: 1) }
        #expect(throws: Errno.EINVAL) { try process.mmap(buffer, length: 8192, isShared: true, offset: 4096) }
        let place = try process.mmap(buffer, length: 4096, isShared: true, offset: 4096)
        #expect(try memory.read(place, 1) == [UInt8(ascii: "x")])
        try process.close(buffer)
        // The mapping has the file.
        #expect(try int(machine, "state") == 100)
        try process.munmap(place, 4096)
        #expect(try int(machine, "state") == 1)
        // No descriptor is left: the driver is told.
        while (try? process.openNull()) != nil {}
        #expect(throws: Errno.EMFILE) { try process.ioctl(fd, 1, 0) }
        try process.close(fd)
        #expect(try int(machine, "down") == 0)
        #expect(machine.memory.unreleased.isEmpty)
    }

    @Test func `the kernel's own allocations fail in calls of drivers`() throws {
        let (machine, kernel) = try load(Self.misc)
        let reference = try kernel.reference(machine)
        let plan = PlannedAllocations(FailurePlan(numbers: [1]), kernel, machine)
        reference.allocationFailures = plan
        // What a user does is not counted.
        _ = try Process(reference).open("/dev/vfio/vfio", .readWrite)
        #expect(plan.sites.isEmpty)
        // The first is that of the device "pond", which is no failure that the program expects.
        #expect(try int(machine, "up") != 0)
        #expect(plan.sites.contains(.device))
        #expect(
            machine.events.contains {
                if case .note(let text) = $0 {
                    text.hasPrefix("the allocation 1 of the kernel's own fails")
                } else {
                    false
                }
            })
    }
}
