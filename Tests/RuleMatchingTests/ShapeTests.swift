// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

/// What searches by text and syntax patterns miss.
@Suite struct ShapeTests {
    @Test func tablesMadeByMacros() throws {
        let text = """
            #define OPS(kind) static const struct mdev_parent_ops kind##_ops = { .open = kind##_open }
            static int a_open(struct mdev_device *mdev) { return 0; }
            OPS(a);
            """
        #expect(try Lookup().findings(text) == ["3: M-10 open", "3: M-16 mdev_parent_ops"])
    }

    @Test func macrosThatNobodyUsesAreCode() throws {
        let text = """
            #define STATE(mdev) \\
            \t((struct state *)mdev_get_drvdata(mdev))
            #define NAME "mdev_get_drvdata"
            """
        #expect(try Lookup().findings(text) == ["2: M-26 mdev_get_drvdata"])
    }

    @Test func tablesBehindTypedefs() throws {
        let text = """
            typedef struct mdev_parent_ops ops_t;
            typedef const ops_t fixed_t;
            static int my_open(struct mdev_device *mdev) { return 0; }
            static fixed_t my_ops = { .open = my_open };
            static void set(ops_t *ops) { ops->mmap = 0; }
            """
        #expect(try Lookup().findings(text) == ["1: M-16 mdev_parent_ops", "4: M-10 open", "5: M-10 mmap"])
    }

    @Test func arraysAndNestedTables() throws {
        let text = """
            struct parent { struct mdev_parent_ops ops; };
            static struct mdev_parent_ops many[] = {
            \t[0] = { .open = 0 },
            \t{ .release = 0 },
            };
            static struct parent one = { .ops = { .read = 0 }, .ops.write = 0 };
            static void set(struct parent *p, int i) { p->ops.ioctl = 0; many[i].mmap = 0; }
            """
        #expect(
            try Lookup().findings(text) == [
                "1: M-16 mdev_parent_ops", "2: M-16 mdev_parent_ops", "3: M-10 open", "4: M-10 release", "6: M-10 read",
                "6: M-10 write", "7: M-10 ioctl", "7: M-10 mmap",
            ])
    }

    @Test func functionsAsValues() throws {
        let text = """
            struct way { void *(*get)(struct mdev_device *); };
            static struct way ways[] = { { mdev_get_drvdata }, { .get = &mdev_get_drvdata } };
            static void *use(struct mdev_device *mdev)
            {
            \tvoid *(*get)() = mdev ? mdev_get_drvdata : 0;
            \treturn (mdev_get_drvdata)(mdev);
            }
            """
        #expect(
            try Lookup().findings(text) == [
                "2: M-26 mdev_get_drvdata", "2: M-26 mdev_get_drvdata", "5: M-26 mdev_get_drvdata",
                "6: M-26 mdev_get_drvdata",
            ])
    }

    @Test func bothArmsOfAnIf() throws {
        let text = """
            #if LINUX_VERSION_CODE < KERNEL_VERSION(4, 20, 0)
            static struct mdev_parent_ops old_ops = { .owner = 0 };
            static void *old(struct mdev_device *mdev) { return mdev_get_drvdata(mdev); }
            #else
            static void *new(struct mdev_device *mdev) { return mdev_get_drvdata(mdev); }
            #endif
            """
        #expect(
            try Lookup().findings(text) == [
                "2: M-16 mdev_parent_ops inactive", "2: M-16 owner inactive", "3: M-26 mdev_get_drvdata inactive",
                "5: M-26 mdev_get_drvdata",
            ])
    }

    @Test func commentsStringsAndOtherThingsOfTheName() throws {
        let text = """
            /* struct mdev_parent_ops, mdev_get_drvdata(mdev) */
            // mdev_set_drvdata(mdev, 0)
            static const char *text = "mdev_get_drvdata(mdev) struct mdev_parent_ops";
            extern void *mdev_get_drvdata(struct mdev_device *mdev);
            struct mine { int mdev_get_drvdata; };
            static int member(struct mine *m) { return m->mdev_get_drvdata; }
            static int local(void) { int mdev_get_drvdata = 1; return mdev_get_drvdata; }
            #error mdev_get_drvdata is gone
            """
        #expect(try Lookup().findings(text).isEmpty)
    }

    @Test func symbolsInCode() throws {
        let text = """
            #ifdef CONFIG_VFIO_MDEV_DEVICE
            static int built = IS_ENABLED(CONFIG_VFIO_MDEV_DEVICE);
            #endif
            static int other = IS_ENABLED(CONFIG_VFIO_MDEV_DEVICE) + VFIO_MDEV_DEVICE;
            """
        #expect(
            try Lookup().findings(text) == [
                "1: M-27 VFIO_MDEV_DEVICE", "2: M-27 VFIO_MDEV_DEVICE inactive", "4: M-27 VFIO_MDEV_DEVICE",
            ])
    }
}
