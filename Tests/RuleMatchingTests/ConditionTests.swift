// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import RuleMatching
import SourceText
import Testing

/// Conditions of matches, and files that are not C.
@Suite struct ConditionTests {
    @Test func registrationCountsUnlessTheDriverRegistersADriver() throws {
        let old = "static int add(struct device *dev) { return mdev_register_device(dev, 0); }\n"
        let new = "static int init(void) { return mdev_register_driver(&my_driver); }\n"
        let left = "#if 0\n" + new + "#endif\n"
        #expect(try Lookup().findings(old) == ["1: M-17 mdev_register_device"])
        #expect(try Lookup().findings(old + left) == ["1: M-17 mdev_register_device"])
        #expect(try Lookup().findings("static struct mdev_driver my_driver;\n" + old + new).isEmpty)
    }

    @Test func tablesWithADeviceDriverAreRightFor5_14() throws {
        let lookup = try Lookup(target: .B1)
        let text = """
            static struct mdev_driver my_driver;
            static const struct mdev_parent_ops good = { .owner = 0, .device_driver = &my_driver };
            static const struct mdev_parent_ops bad = { .owner = 0 };
            static struct mdev_parent_ops late;
            static void set(void) { late.owner = 0; late.device_driver = &my_driver; }
            extern const struct mdev_parent_ops elsewhere;
            static int check(const struct mdev_parent_ops *ops);
            #if 0
            static const struct mdev_parent_ops good_too = { .device_driver = &my_driver };
            static const struct mdev_parent_ops bad_too = { .owner = 0 };
            #endif
            """
        #expect(
            try lookup.findings(text) == [
                "3: M-16 mdev_parent_ops", "3: M-16 owner", "10: M-16 mdev_parent_ops inactive",
                "10: M-16 owner inactive",
            ])
    }

    @Test func argumentsTellOldCallsFromNew() throws {
        let text = """
            static int a(struct mdev_driver *d) { return mdev_register_driver(d, THIS_MODULE); }
            static int b(struct mdev_driver *d) { return mdev_register_driver(d); }
            static int c(struct mdev_device *m) { return mdev_set_iommu_device(mdev_dev(m), NULL); }
            static void d(struct mdev_device *m) { mdev_set_iommu_device(m, NULL); }
            static void *e = mdev_set_iommu_device;
            """
        #expect(
            try Lookup().findings(text) == ["1: B-06 mdev_register_driver", "3: B-13 mdev_set_iommu_device"])
    }

    @Test func callbacksAreFoundByTheirTypes() throws {
        let text = """
            int far_create(struct kobject *kobj, struct mdev_device *mdev);
            static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf) { return 0; }
            static ssize_t kind_show(struct mdev_type *t, struct mdev_type_attribute *a, char *buf) { return 0; }
            static MDEV_TYPE_ATTR_RO(name);
            static MDEV_TYPE_ATTR_RO(kind);
            static int my_probe(struct device *dev) { return 0; }
            static struct mdev_driver my_driver = { .probe = my_probe };
            static const struct mdev_parent_ops my_ops = { .create = far_create };
            """
        #expect(
            try Lookup().findings(text) == [
                "2: B-03 name_show", "6: B-07 my_probe", "8: M-16 mdev_parent_ops", "8: M-02 create",
                "8: B-01 far_create",
            ])
    }

    @Test(arguments: [
        (SymbolMatcher.Kind.kconfig, "config A\n\tdepends on VFIO_MDEV_DEVICE # VFIO_MDEV_DEVICE\n", [2]),
        (.makefile, "# CONFIG_VFIO_MDEV_DEVICE\nobj-$(CONFIG_VFIO_MDEV_DEVICE) += a.o\n", [2]),
        (.defconfig, "# VFIO_MDEV_DEVICE\nCONFIG_VFIO_MDEV_DEVICE=m\n# CONFIG_VFIO_MDEV_DEVICE is not set\n", [2, 3]),
        (.documentation, "Set VFIO_MDEV_DEVICE, not VFIO_MDEV_DEVICES.\r\n", [1]),
    ])
    func symbolsInOtherFiles(_ kind: SymbolMatcher.Kind, _ text: String, _ lines: [Int]) throws {
        let file = SourceFile(path: "x", text: text)
        let found = SymbolMatcher(try Lookup().rules).matches(in: file, kind: kind).findings(mentioned: [])
        #expect(found.map(\.start.line) == lines)
        #expect(found.allSatisfy { $0.subject == "VFIO_MDEV_DEVICE" && $0.evidence == .text })
        #expect(found.allSatisfy { $0.severity == (kind == .documentation ? .note : .warning) })
    }

    @Test func theAPIItselfIsKnownByItsDefinitions() {
        func tokens(_ text: String) -> TokenList { TokenList(SourceFile(path: "x.c", text: text)) }
        #expect(APIDefinitions.definesRecord(tokens("struct mdev_parent_ops {\n\tint a;\n};")))
        #expect(!APIDefinitions.definesRecord(tokens("struct mdev_parent_ops ops = { 0 };")))
        #expect(APIDefinitions.definesCore(tokens("int mdev_register_device(struct device *dev, void *ops)\n{\n}\n")))
        #expect(!APIDefinitions.definesCore(tokens("int mdev_register_device(struct device *dev, void *ops);")))
        #expect(!APIDefinitions.definesCore(tokens("void f(void) { if (mdev_register_device(a, b)) g(); }")))
    }
}
