// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import KernelShims
import Machine
import Testing

/// Files of processes, and modules, as drivers meet them.
@Suite struct ModelFileTests {
    private func int(_ machine: Machine, _ function: String, _ arguments: [UInt64] = []) throws -> Int32 {
        Int32(truncatingIfNeeded: try machine.invoke(try #require(machine.functionAddress(function)), arguments))
    }

    private static let characterDevice = """
        typedef long long loff_t;
        struct module; struct inode; struct file;
        struct kobject { const char *name; };
        struct file_operations {
            struct module *owner;
            ssize_t (*read)(struct file *, char *, size_t, loff_t *);
            long (*unlocked_ioctl)(struct file *, unsigned, unsigned long);
            int (*open)(struct inode *, struct file *);
            int (*release)(struct inode *, struct file *);
        };
        struct inode { unsigned i_rdev; union { void *i_pipe; struct cdev *i_cdev; }; };
        struct file { struct inode *f_inode; const struct file_operations *f_op; void *private_data; unsigned f_flags; };
        struct cdev { struct kobject kobj; struct module *owner; const struct file_operations *ops; unsigned dev, count; };
        struct class; struct device;
        int alloc_chrdev_region(unsigned *, unsigned, unsigned, const char *);
        void unregister_chrdev_region(unsigned, unsigned);
        void cdev_init(struct cdev *, const struct file_operations *);
        int cdev_add(struct cdev *, unsigned, unsigned); void cdev_del(struct cdev *);
        struct class *__class_create(struct module *, const char *, void *); void class_destroy(struct class *);
        struct device *device_create(struct class *, struct device *, unsigned, void *, const char *, ...);
        void device_destroy(struct class *, unsigned);
        unsigned long _copy_to_user(void *, const void *, unsigned long);
        static int opened;
        static struct cdev pond;
        static int pond_open(struct inode *inode, struct file *file)
        {
            if (inode->i_cdev != &pond || file->f_flags == 1) return -13;
            file->private_data = &opened; opened++; return 0;
        }
        static int pond_release(struct inode *inode, struct file *file) { opened--; return 0; }
        static ssize_t pond_read(struct file *file, char *buf, size_t count, loff_t *pos)
        {
            if (*pos >= 4) return 0;
            if (_copy_to_user(buf, "duck" + *pos, 1)) return -14;
            ++*pos; return 1;
        }
        static long pond_ioctl(struct file *file, unsigned cmd, unsigned long arg)
        { return cmd == 7 && file->private_data == &opened ? (long)arg + 1 : -515; }
        static const struct file_operations ops =
            { .open = pond_open, .release = pond_release, .read = pond_read, .unlocked_ioctl = pond_ioctl };
        static unsigned number; static struct class *c;
        int up(void)
        {
            CHECK(!alloc_chrdev_region(&number, 0, 4, "pond"));
            cdev_init(&pond, &ops);
            CHECK(!cdev_add(&pond, number, 4));
            c = __class_create(NULL, "pond", NULL);
            CHECK(!IS_ERR(device_create(c, NULL, number + 2, NULL, "pond%d", 2)));
            return 0;
        }
        int down(void)
        {
            CHECK(!opened);
            device_destroy(c, number + 2); class_destroy(c); cdev_del(&pond); unregister_chrdev_region(number, 4);
            return 0;
        }
        """

    @Test(arguments: Architecture.allCases)
    func `a node in dev leads to the file operations`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(Self.characterDevice, on: architecture)
        #expect(try int(machine, "up") == 0)
        let reference = try kernel.reference(machine)
        let process = Process(reference)
        let buffer = try reference.userMemory.allocate(16, at: nil)
        #expect(throws: Errno.EACCES) { try process.open("/dev/pond2", .writeOnly) }
        let fd = try process.open("/dev/pond2", .readWrite)
        #expect(try process.read(fd, address: buffer, count: 4) == 1)
        #expect(try process.read(fd, address: buffer + 1, count: 4) == 1)
        #expect(try reference.userMemory.read(buffer, 2) == Array("du".utf8))
        #expect(try process.pread(fd, address: buffer, count: 4, position: 9) == 0)
        #expect(throws: Errno.EINVAL) { try process.write(fd, address: buffer, count: 1) }
        #expect(try process.ioctl(fd, 7, 41) == 42)
        #expect(throws: Errno.ENOTTY) { try process.ioctl(fd, 8, 0) }
        try process.close(fd)
        #expect(try int(machine, "down") == 0)
        #expect(throws: Errno.ENOENT) { try process.open("/dev/pond2", .readWrite) }
        #expect(kernel.registrations(machine).isEmpty)
    }

    @Test func `references go to the model's module`() throws {
        let (machine, kernel) = try load(
            """
            struct module;
            extern struct module __this_module;
            bool try_module_get(struct module *); void module_put(struct module *);
            int take(void) { return try_module_get(&__this_module); }
            int drop(void) { module_put(&__this_module); return 0; }
            """)
        let modules = try kernel.reference(machine).modules
        let module = Module(name: "pond")
        module.handle = try #require(machine.address(of: "__this_module"))
        module.initialise = { _ in }
        module.exit = {}
        modules.makeAvailable(module)
        // Not loaded: it is on its way out for everybody.
        #expect(try int(machine, "take") == 0)
        try modules.load("pond")
        #expect(try int(machine, "take") == 1)
        #expect(module.references == 1)
        #expect(throws: Errno.EAGAIN) { try modules.unload("pond") }
        #expect(try int(machine, "drop") == 0)
        #expect(throws: Stop.self) { try int(machine, "drop") }
        try modules.unload("pond")
    }

    @Test func `an eventfd is the process's file`() throws {
        let (machine, kernel) = try load(
            """
            struct eventfd_ctx;
            struct eventfd_ctx *eventfd_ctx_fdget(int); void eventfd_ctx_put(struct eventfd_ctx *);
            u64 eventfd_signal(struct eventfd_ctx *, u64);
            static struct eventfd_ctx *kept;
            int keep(int fd)
            {
                struct eventfd_ctx *c = eventfd_ctx_fdget(fd);
                if (IS_ERR(c)) return (int)PTR_ERR(c);
                kept = c;
                return 0;
            }
            int ring(void) { return (int)eventfd_signal(kept, 2); }
            int drop(void) { eventfd_ctx_put(kept); return 0; }
            """)
        let process = Process(try kernel.reference(machine))
        let fd = try process.eventfd()
        #expect(try int(machine, "keep", [UInt64(fd)]) == 0)
        #expect(try int(machine, "keep", [0]) == -22)
        #expect(try int(machine, "keep", [77]) == -9)
        #expect(try int(machine, "ring") == 2)
        #expect(try process.files.eventFile(fd).count == 2)
        let file = try process.files.eventFile(fd)
        // The file goes; the context goes on.
        try process.close(fd)
        #expect(try int(machine, "keep", [UInt64(fd)]) == -9)
        #expect(try int(machine, "ring") == 2)
        #expect(file.count == 4)
        #expect(try int(machine, "drop") == 0)
    }
}
