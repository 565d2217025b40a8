// SPDX-License-Identifier: Apache-2.0
import KernelModel
import KernelShims
import Machine
import Testing

/// Structs of drivers and what the model makes of them.
@Suite struct DriverCoreTests {
    private static let types = """
        struct kref { struct { struct { int counter; } refs; } refcount; };
        struct kobject { const char *name; struct kref kref; unsigned state_initialized : 1, state_in_sysfs : 1; };
        struct attribute { const char *name; unsigned short mode; };
        struct attribute_group {
            const char *name;
            unsigned short (*is_visible)(struct kobject *, struct attribute *, int);
            struct attribute **attrs;
            void **bin_attrs;
        };
        struct device;
        struct device_driver;
        struct module;
        struct device_attribute {
            struct attribute attr;
            ssize_t (*show)(struct device *, struct device_attribute *, char *);
            ssize_t (*store)(struct device *, struct device_attribute *, const char *, size_t);
        };
        struct bus_type {
            const char *name;
            const struct attribute_group **dev_groups;
            int (*match)(struct device *, struct device_driver *);
            int (*probe)(struct device *);
            void (*remove)(struct device *);
        };
        struct device_driver {
            const char *name; struct bus_type *bus; struct module *owner;
            int (*probe)(struct device *);
            int (*remove)(struct device *);
            const struct attribute_group **groups, **dev_groups;
        };
        struct kobj_uevent_env { char *argv[3]; char *envp[3]; int envp_idx; char buf[32]; int buflen; };
        int add_uevent_var(struct kobj_uevent_env *, const char *, ...);
        struct class { const char *name; const struct attribute_group **dev_groups;
            int (*dev_uevent)(struct device *, struct kobj_uevent_env *);
            void (*dev_release)(struct device *); };
        struct device {
            int before;
            struct kobject kobj; struct device *parent; const char *init_name; struct bus_type *bus;
            struct device_driver *driver; void *driver_data; unsigned devt; struct class *class;
            const struct attribute_group **groups; void (*release)(struct device *);
        };
        int bus_register(struct bus_type *); void bus_unregister(struct bus_type *);
        int driver_register(struct device_driver *); void driver_unregister(struct device_driver *);
        int device_register(struct device *); void device_unregister(struct device *);
        int dev_set_name(struct device *, const char *, ...);
        struct class *__class_create(struct module *, const char *, void *); void class_destroy(struct class *);
        struct device *device_create(struct class *, struct device *, unsigned, void *, const char *, ...);
        void device_destroy(struct class *, unsigned);
        struct device *device_find_child(struct device *, void *, int (*)(struct device *, void *));
        void put_device(struct device *);
        int sysfs_create_group(struct kobject *, const struct attribute_group *);
        void sysfs_remove_group(struct kobject *, const struct attribute_group *);
        int sprintf(char *, const char *, ...);
        void _dev_info(const struct device *, const char *, ...);

        """

    private static let pond = """
        static int depth = 7;
        static ssize_t depth_show(struct device *dev, struct device_attribute *a, char *buf)
        { return sprintf(buf, "%d in %s\\n", depth, dev->kobj.name); }
        static ssize_t depth_store(struct device *dev, struct device_attribute *a, const char *buf, size_t count)
        { if (buf[0] == '!') return -22; depth = (int)count; return count; }
        static struct device_attribute depth_attr = { { "depth", 0644 }, depth_show, depth_store };
        static struct device_attribute blind_attr = { { "blind", 0444 }, NULL, NULL };
        static struct device_attribute hidden_attr = { { "hidden", 0444 }, depth_show, NULL };
        static unsigned short visible(struct kobject *kobj, struct attribute *attr, int n)
        { return n == 2 ? 0 : attr->mode; }
        static struct attribute *attrs[] = { &depth_attr.attr, &blind_attr.attr, &hidden_attr.attr, NULL };
        static const struct attribute_group group = { .name = "water", .is_visible = visible, .attrs = attrs };
        static const struct attribute_group *groups[] = { &group, NULL };
        static void release(struct device *dev) { depth = -1; }
        static struct device pond = { .init_name = "pond", .groups = groups, .release = release };

        """

    private func text(_ kernel: Kernel, _ machine: Machine, _ path: String) throws -> String {
        let reference = try kernel.reference(machine)
        let file = try SysfsOpenFile(
            reference.sysfs.node(at: path), .readOnly, userMemory: kernel.userSpace(machine))
        var position: Int64 = 0
        return String(decoding: try file.bytes(4096, at: &position), as: UTF8.self)
    }

    private func write(_ kernel: Kernel, _ machine: Machine, _ path: String, _ text: String) throws -> Int {
        let reference = try kernel.reference(machine)
        let file = try SysfsOpenFile(
            reference.sysfs.node(at: path), .writeOnly, userMemory: kernel.userSpace(machine))
        var position: Int64 = 0
        return try file.take(Array(text.utf8), at: &position)
    }

    private func int(_ machine: Machine, _ function: String) throws -> Int32 {
        Int32(truncatingIfNeeded: try machine.invoke(try #require(machine.functionAddress(function)), []))
    }

    @Test(arguments: Architecture.allCases)
    func `files of a device's groups call show and store`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(
            Self.types + Self.pond + """
                int up(void) { return device_register(&pond); }
                int down(void) { device_unregister(&pond); return depth; }
                """, on: architecture)
        #expect(try int(machine, "up") == 0)
        #expect(try text(kernel, machine, "/devices/pond/water/depth") == "7 in pond\n")
        #expect(try write(kernel, machine, "/devices/pond/water/depth", "abc") == 3)
        #expect(try text(kernel, machine, "/devices/pond/water/depth") == "3 in pond\n")
        #expect(throws: Errno.EINVAL) { try write(kernel, machine, "/devices/pond/water/depth", "!") }
        #expect(throws: Errno.EIO) { try text(kernel, machine, "/devices/pond/water/blind") }
        let node = try kernel.reference(machine).sysfs.node(at: "/devices/pond/water")
        #expect(node.children.keys.sorted() == ["blind", "depth"])
        #expect(try int(machine, "down") == -1)
        #expect(throws: Errno.ENOENT) { try kernel.reference(machine).sysfs.node(at: "/devices/pond") }
        #expect(kernel.registrations(machine).isEmpty)
    }

    @Test func `a group that is added later goes with its own call`() throws {
        let (machine, kernel) = try load(
            Self.types + Self.pond + """
                int up(void) { pond.groups = NULL; return device_register(&pond); }
                int add(void) { return sysfs_create_group(&pond.kobj, &group); }
                int gone(void) { sysfs_remove_group(&pond.kobj, &group); return 0; }
                """)
        #expect(try int(machine, "up") == 0)
        #expect(try int(machine, "add") == 0)
        #expect(try text(kernel, machine, "/devices/pond/water/depth") == "7 in pond\n")
        #expect(try int(machine, "add") == -17)
        #expect(try int(machine, "gone") == 0)
        #expect(throws: Errno.ENOENT) { try kernel.reference(machine).sysfs.node(at: "/devices/pond/water") }
    }

    @Test(arguments: Architecture.allCases)
    func `a bus binds, and what the members say is true`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(
            Self.types + Self.pond + """
                static int seen, left;
                static int match(struct device *dev, struct device_driver *drv) { return drv->name[0] == 'd'; }
                static struct bus_type bus = { .name = "canal", .match = match };
                static struct device_driver drv;
                static int probe(struct device *dev)
                { if (dev->driver != &drv) return -5; dev->driver_data = &seen; seen++; return 0; }
                static int removed(struct device *dev)
                { left = dev->driver == &drv && dev->driver_data == &seen; return 0; }
                static struct device_driver drv = {
                    .name = "duck", .bus = &bus, .probe = probe, .remove = removed, .dev_groups = groups };
                int test(void)
                {
                    CHECK(!bus_register(&bus));
                    pond.groups = NULL;
                    pond.bus = &bus;
                    CHECK(!device_register(&pond) && !pond.driver);
                    CHECK(!driver_register(&drv));
                    CHECK(seen == 1 && pond.driver == &drv);
                    _dev_info(&pond, "here\\n");
                    return 0;
                }
                int end(void)
                {
                    driver_unregister(&drv);
                    CHECK(left && !pond.driver && !pond.driver_data);
                    _dev_info(&pond, "there\\n");
                    device_unregister(&pond);
                    bus_unregister(&bus);
                    return 0;
                }
                """, on: architecture)
        #expect(try int(machine, "test") == 0)
        #expect(try text(kernel, machine, "/bus/canal/drivers/duck/pond/water/depth") == "7 in pond\n")
        #expect(try write(kernel, machine, "/bus/canal/drivers/duck/unbind", "pond") == 4)
        #expect(throws: Errno.ENOENT) { try text(kernel, machine, "/devices/pond/water/depth") }
        #expect(try write(kernel, machine, "/bus/canal/drivers/duck/bind", "pond") == 4)
        #expect(try int(machine, "end") == 0)
        #expect(messages(machine) == ["6 duck pond: here", "6 canal pond: there"])
        let uevents = try kernel.reference(machine).log.entries.compactMap { entry -> String? in
            if case .uevent(let action, let path, _) = entry { return "\(action) \(path)" } else { return nil }
        }
        #expect(uevents.first == "add /bus/canal")
        #expect(
            uevents.suffix(4) == [
                "unbind /devices/pond", "remove /bus/canal/drivers/duck", "remove /devices/pond", "remove /bus/canal",
            ])
    }

    @Test func `devices of a class are made, found and destroyed`() throws {
        let run = try execute(
            Self.types + """
                static int is(struct device *dev, void *data) { return dev->driver_data == data; }
                int test(void)
                {
                    int one, two;
                    struct class *c = __class_create(NULL, "reed", NULL);
                    struct device *top, *a, *b;
                    CHECK(!IS_ERR(c));
                    CHECK(PTR_ERR(__class_create(NULL, "reed", NULL)) == -17);
                    top = device_create(c, NULL, 0, NULL, "top");
                    CHECK(!IS_ERR(top));
                    a = device_create(c, top, 1 << 20 | 5, &one, "reed%d", 1);
                    b = device_create(c, top, 1 << 20 | 6, &two, "reed%d", 2);
                    CHECK(!IS_ERR(a) && !IS_ERR(b) && a->parent == top && b->class == c);
                    CHECK(PTR_ERR(device_create(c, top, 0, NULL, "reed%d", 2)) == -17);
                    CHECK(device_find_child(top, &two, is) == b);
                    CHECK(b->kobj.kref.refcount.refs.counter == 2);
                    put_device(b);
                    CHECK(!device_find_child(top, c, is));
                    device_destroy(c, 1 << 20 | 6);
                    device_destroy(c, 1 << 20 | 5);
                    device_unregister(top);
                    class_destroy(c);
                    return 0;
                }
                """)
        #expect(run.fault?.message == nil)
        #expect(run.unsupported == nil)
        #expect(run.int == 0)
        #expect(run.kernel.registrations(run.machine).isEmpty)
    }

    @Test(arguments: Architecture.allCases)
    func `a class adds variables to uevents`(_ architecture: Architecture) throws {
        let (machine, kernel) = try load(
            Self.types + """
                static int full;
                static int uevent(struct device *dev, struct kobj_uevent_env *env)
                {
                    add_uevent_var(env, "WATER=%s", dev->kobj.name);
                    add_uevent_var(env, "DEEP=1=2");
                    full = add_uevent_var(env, "MORE=%d", 12345678);
                    return 0;
                }
                static struct class reed = { .name = "reed", .dev_uevent = uevent };
                int class_register(struct class *);
                int test(void)
                {
                    CHECK(!class_register(&reed));
                    CHECK(!IS_ERR(device_create(&reed, NULL, 0, NULL, "tall")));
                    CHECK(full == -12);
                    return 0;
                }
                """, on: architecture)
        #expect(try int(machine, "test") == 0)
        let last = try #require(try kernel.reference(machine).log.entries.last)
        #expect(
            last
                == .uevent(
                    action: "add", path: "/devices/virtual/reed/tall",
                    environment: [.init("SUBSYSTEM", "reed"), .init("WATER", "tall"), .init("DEEP", "1=2")]))
        #expect(try text(kernel, machine, "/devices/virtual/reed/tall/uevent") == "WATER=tall\nDEEP=1=2\n")
    }

    @Test func `messages of devices without a name or a device`() throws {
        let run = try execute(
            Self.types + """
                void device_initialize(struct device *);
                static struct device blank;
                int test(void)
                { device_initialize(&blank); _dev_info(&blank, "a\\n"); _dev_info(NULL, "b\\n"); return 0; }
                """)
        #expect(run.messages == ["6  (null): a", "6 (NULL device *): b"])
    }
}
