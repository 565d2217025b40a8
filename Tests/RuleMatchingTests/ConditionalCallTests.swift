// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

/// Calls that count by what stands in their parentheses, by where their value goes, and by what else the driver calls.
@Suite struct ConditionalCallTests {
    private static let driver = "static int init(struct mdev_driver *d) { return mdev_register_driver(d); }\n"

    @Test(arguments: [
        (KernelLevel.B2, []), (.B3, ["1: E-01 vfio_register_group_dev"]), (.C0, ["1: E-01 vfio_register_group_dev"]),
    ])
    func onlyInADriverOfMdevs(_ target: KernelLevel, _ found: [String]) throws {
        let text = "static int add(struct vfio_device *v) { return vfio_register_group_dev(v); }\n"
        #expect(try Lookup(target: target).findings(text).isEmpty)
        #expect(try Lookup(target: target).findings(text + Self.driver) == found)
        #expect(try Lookup(target: target).findings(text + "#if 0\n" + Self.driver + "#endif\n").isEmpty)
    }

    @Test func callsWithAnotherFirstArgument() throws {
        let text = """
            struct state { struct vfio_device vdev; unsigned long *gfn; };
            static int a(struct mdev_device *m, unsigned long *g) { return vfio_pin_pages(mdev_dev(m), g, 1, 3, g); }
            static int b(struct state *s) { return vfio_pin_pages(s->vdev.dev, s->gfn, 1, IOMMU_READ, s->gfn); }
            static int c(struct state *s) { return vfio_pin_pages(&s->vdev, s->gfn, 1, IOMMU_READ, s->gfn); }
            static int d(struct vfio_device *v, u64 iova) { return vfio_pin_pages(v, iova, 1, IOMMU_READ, 0); }
            static int e(struct vfio_group *g, u64 iova) { return vfio_dma_rw(g, iova, 0, 1, true); }
            static int f(struct vfio_device *v, u64 iova) { return vfio_dma_rw(v, iova, 0, 1, true); }
            """
        #expect(try Lookup(target: .B3).findings(text).isEmpty)
        #expect(
            try Lookup(target: .C0).findings(text) == [
                "2: C-06 vfio_pin_pages", "3: C-06 vfio_pin_pages", "6: C-07 vfio_dma_rw",
            ])
        #expect(
            try Lookup(target: .C1).findings(text) == [
                "2: D-03 vfio_pin_pages", "3: D-03 vfio_pin_pages", "4: D-03 vfio_pin_pages", "6: C-07 vfio_dma_rw",
            ])
    }

    @Test func aNotifierIsReportedByWhatItIsFor() throws {
        let text =
            """
            static int a(struct device *d, void *n) { return vfio_register_notifier(d, VFIO_IOMMU_NOTIFY, 0, n); }
            static int b(struct device *d, void *n) { return vfio_register_notifier(d, VFIO_GROUP_NOTIFY, 0, n); }
            static int c(struct vfio_device *v, void *n) { return vfio_register_notifier(v, VFIO_IOMMU_NOTIFY, 0, n); }
            static int d(struct vfio_device *v) { return vfio_unregister_notifier(v, VFIO_IOMMU_NOTIFY, &unknown); }
            static unsigned long events = VFIO_GROUP_NOTIFY_SET_KVM;
            #ifdef VFIO_GROUP_NOTIFY_SET_KVM
            #endif

            """ + Self.driver
        #expect(
            try Lookup(target: .C0).findings(text) == [
                "1: C-06 vfio_register_notifier", "2: C-08 VFIO_GROUP_NOTIFY", "5: C-08 VFIO_GROUP_NOTIFY_SET_KVM",
            ])
        #expect(
            try Lookup(target: .C1).findings(text) == [
                "1: D-01 vfio_register_notifier", "2: C-08 VFIO_GROUP_NOTIFY", "3: D-01 vfio_register_notifier",
                "4: D-01 vfio_unregister_notifier", "5: C-08 VFIO_GROUP_NOTIFY_SET_KVM",
            ])
    }

    @Test func whatAFunctionIsAskedForIsNotItsCall() throws {
        let text =
            """
            #define symbol(name) (&(name))
            static void *a(void) { return symbol(mdev_get_iommu_device); }
            static void *b(struct mdev_device *m) { return mdev_get_iommu_device(m); }
            #if 0
            static void *c(struct mdev_device *m) { return mdev_get_iommu_device(m); }
            static void *d = mdev_get_iommu_device;
            #endif

            """ + Self.driver
        #expect(
            try Lookup(target: .B3).findings(text) == [
                "3: E-02 mdev_get_iommu_device", "5: E-02 mdev_get_iommu_device inactive",
            ])
    }

    @Test func whereAValueGoes() throws {
        let text = """
            static void show(uuid_le uuid);
            static void print(const guid_t *uuid);
            struct state { uuid_le uuid; const guid_t *pointer; };
            static void old(struct mdev_device *m, struct state *s)
            {
            \tuuid_le uuid = mdev_uuid(m);
            \ts->uuid = mdev_uuid(m);
            \tshow(mdev_uuid(m));
            \tif (uuid_le_cmp(mdev_uuid(m), uuid) == 0)
            \t\treturn;
            }
            static void new(struct mdev_device *m, struct state *s)
            {
            \tconst guid_t *uuid = mdev_uuid(m);
            \tguid_t copy = *mdev_uuid(m);
            \ts->pointer = mdev_uuid(m);
            \tprint(mdev_uuid(m));
            \tif (uuid_le_cmp(copy, s->uuid))
            \t\treturn;
            }
            """
        #expect(try Lookup(target: .A0).findings(text).isEmpty)
        #expect(
            try Lookup(target: .A1).findings(text) == [
                "6: X-05 mdev_uuid", "7: X-05 mdev_uuid", "8: X-05 mdev_uuid", "9: X-06 uuid_le_cmp",
            ])
        // 6.0 has no such function: one rule for every call, whatever becomes of its value.
        #expect(try Lookup(target: .C1).findings(text).count == 8)
        #expect(try Lookup(target: .C1).findings(text).allSatisfy { $0.hasSuffix(": D-06 mdev_uuid") })
    }

    @Test func callsThatTheDeclarationForbids() throws {
        let text = """
            int mdev_register_driver(struct mdev_driver *d);
            static int a(struct mdev_driver *d) { return mdev_register_driver(d, THIS_MODULE); }
            static int b(struct mdev_driver *d) { return mdev_register_driver(d, (1, 2)); }
            static int c(void) { return mdev_register_driver(); }
            """
        #expect(try Lookup(target: .B0).findings(text) == ["2: B-06 mdev_register_driver"])
    }

    @Test func parentsOfConvertedDrivers() throws {
        let text =
            """
            static struct mdev_driver drv = { .supported_type_groups = 0 };
            static struct mdev_parent_ops ops = { .device_driver = &drv };
            static int a(struct device *d) { return mdev_register_device(d, &ops); }
            static int b(struct device *d) { return mdev_register_device(d, &drv); }

            """ + Self.driver
        #expect(
            try Lookup(target: .B1).findings(text) == [
                "1: S-01 supported_type_groups", "4: S-02 mdev_register_device",
            ])
        #expect(
            try Lookup(target: .C0).findings(text) == [
                "2: M-16 mdev_parent_ops", "2: C-02 device_driver", "3: C-03 mdev_register_device",
            ])
    }

    @Test func callbacksOfVFIOItself() throws {
        let text = """
            static int my_open(void *data) { return 0; }
            static ssize_t my_read(void *data, char __user *buf, size_t count, loff_t *pos) { return 0; }
            static int new_mmap(struct vfio_device *vdev, struct vm_area_struct *vma) { return 0; }
            static const struct vfio_device_ops ops = { .open = my_open, .read = my_read, .mmap = new_mmap };
            static int add(struct device *d) { return vfio_add_group_dev(d, &ops, 0); }

            """
        // vfio-pci and its like are none of our business.
        #expect(try Lookup(target: .S).findings(text).isEmpty)
        #expect(
            try Lookup(target: .S).findings(text + Self.driver) == [
                "1: B-09 my_open", "2: B-09 my_read", "5: B-10 vfio_add_group_dev",
            ])
    }

    @Test func aReleaseThatFreesTheObject() throws {
        let text = """
            static const struct vfio_device_ops old = { .open = 0, .release = 0 };
            static const struct vfio_device_ops new = { .init = 0, .release = 0 };
            """
        #expect(try Lookup(target: .C1).findings(text) == ["1: O-01 open", "1: O-01 release"])
    }
}
