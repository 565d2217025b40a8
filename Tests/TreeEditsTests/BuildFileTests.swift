// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import TreeEdits

/// Makefiles, default configurations and C.
@Suite struct BuildFileTests {
    static let makefiles: [(before: String, after: String)] = [
        ("obj-$(CONFIG_VFIO_MDEV_DEVICE) += mine.o\n", "obj-$(CONFIG_VFIO_MDEV) += mine.o\n"),
        ("obj-$(CONFIG_VFIO_MDEV) += a.o\nobj-$(CONFIG_VFIO_MDEV_DEVICE) += a.o\n", "obj-$(CONFIG_VFIO_MDEV) += a.o\n"),
        ("ifdef CONFIG_VFIO_MDEV_DEVICE\nendif\n", "ifdef CONFIG_VFIO_MDEV\nendif\n"),
        ("ifneq ($(CONFIG_VFIO_MDEV_DEVICE),)\nendif\n", "ifneq ($(CONFIG_VFIO_MDEV),)\nendif\n"),
        ("ccflags-y += -DCONFIG_VFIO_MDEV_DEVICE=1\n", "ccflags-y += -DCONFIG_VFIO_MDEV=1\n"),
        (
            "all:\n\tmake CONFIG_VFIO_MDEV=m CONFIG_VFIO_MDEV_DEVICE=m \\\n\t\tmodules\n",
            "all:\n\tmake CONFIG_VFIO_MDEV=m \\\n\t\tmodules\n"
        ),
        ("all:\n\tmake CONFIG_VFIO_MDEV_DEVICE=m\n", "all:\n\tmake CONFIG_VFIO_MDEV=m\n"),
        (
            "mdev-y := a.o\r\nobj-$(CONFIG_VFIO_MDEV) += mdev.o\r\nobj-$(CONFIG_VFIO_MDEV_DEVICE) += \\\r\n\tvfio_mdev.o\r\n",
            "mdev-y := a.o\r\nobj-$(CONFIG_VFIO_MDEV) += mdev.o\r\n"
        ),
        // A driver may have a file of that name.
        ("obj-$(CONFIG_VFIO_MDEV_DEVICE) += vfio_mdev.o\n", "obj-$(CONFIG_VFIO_MDEV) += vfio_mdev.o\n"),
        ("# obj-$(CONFIG_VFIO_MDEV_DEVICE) += a.o\n", "# obj-$(CONFIG_VFIO_MDEV_DEVICE) += a.o\n"),
        ("obj-$(CONFIG_VFIO_MDEV_DEVICES) += a.o\n", "obj-$(CONFIG_VFIO_MDEV_DEVICES) += a.o\n"),
    ]

    @Test(arguments: makefiles) func makefileBecomes(_ before: String, _ after: String) throws {
        let result = try EditedText(before, "Makefile")
        #expect(result.text == after)
        #expect(result.reviews.isEmpty)
        #expect(try EditedText(after, "Makefile").text == after)
    }

    private static let core = "obj-$(CONFIG_VFIO_MDEV) += mdev.o\nobj-$(CONFIG_VFIO_MDEV_DEVICE) += vfio_mdev.o\n"

    @Test func theShimIsNamedAsUnused() throws {
        let old = try EditedText(Self.core, "drivers/Makefile", to: .S)
        #expect(old.notes.count == 1)
        #expect(
            old.notes.allSatisfy {
                $0.hasPrefix("/tree/drivers/vfio_mdev.c: nothing builds") && $0.contains("series-v2 has none")
            })
        let late = try EditedText(Self.core, "drivers/Makefile", to: .B2)
        #expect(late.notes.allSatisfy { $0.contains("at 5.15 it is part of mdev.ko") })
    }

    @Test func theShimStaysWhereItsFolderIsNotGiven() throws {
        let result = try EditedText(Self.core, "Makefile", roots: ["/tree/Makefile"])
        #expect(result.text == Self.core)
        #expect(result.reviews == ["2: M-27 the object of the shim stays"])
    }

    @Test func whatIsMixedIsLeftToPeople() throws {
        let mixed = Self.core.replacing("vfio_mdev.o", with: "vfio_mdev.o b.o")
        let result = try EditedText(mixed, "Makefile")
        #expect(result.text == mixed)
        #expect(result.reviews.count == 1)
        let loads = try EditedText("load:\n\tmodprobe vfio_mdev\n", "Makefile")
        #expect(loads.reviews == ["2: M-27 the module vfio_mdev is named"])
        #expect(try EditedText("$(error VFIO_MDEV_DEVICE)\n", "Makefile").reviews.count == 1)
    }

    static let defconfigs: [(before: String, after: String)] = [
        ("A=y\nCONFIG_VFIO_MDEV=m\nCONFIG_VFIO_MDEV_DEVICE=m\nB=y\n", "A=y\nCONFIG_VFIO_MDEV=m\nB=y\n"),
        ("CONFIG_VFIO_MDEV=m\nCONFIG_VFIO_MDEV_DEVICE=y\n", "CONFIG_VFIO_MDEV=y\n"),
        ("CONFIG_VFIO_MDEV_DEVICE=m\nCONFIG_VFIO_MDEV=y\n", "CONFIG_VFIO_MDEV=y\n"),
        ("CONFIG_VFIO_MDEV_DEVICE=m\n", "CONFIG_VFIO_MDEV=m\n"),
        ("CONFIG_VFIO_MDEV_DEVICE=y", "CONFIG_VFIO_MDEV=y"),
        ("CONFIG_VFIO_MDEV=y\r\n# CONFIG_VFIO_MDEV_DEVICE is not set\r\n", "CONFIG_VFIO_MDEV=y\r\n"),
        ("# CONFIG_VFIO_MDEV_DEVICE is not set\n", ""),
        ("CONFIG_VFIO_MDEV_DEVICE=n\n", ""),
        ("# CONFIG_VFIO_MDEV is not set\nCONFIG_VFIO_MDEV_DEVICE=m\n", "# CONFIG_VFIO_MDEV is not set\n"),
        ("CONFIG_VFIO_MDEV_DEVICE=m\nCONFIG_VFIO_MDEV_DEVICE=y\n", "CONFIG_VFIO_MDEV=y\n"),
        ("# CONFIG_VFIO_MDEV_DEVICE is here\n", "# CONFIG_VFIO_MDEV_DEVICE is here\n"),
        ("CONFIG_VFIO_MDEV_DEVICES=m\n", "CONFIG_VFIO_MDEV_DEVICES=m\n"),
    ]

    @Test(arguments: defconfigs) func defconfigBecomes(_ before: String, _ after: String) throws {
        for name in ["arch/s390/configs/my_defconfig", "kernel/configs/mine.config"] {
            #expect(try EditedText(before, name).text == after)
            #expect(try EditedText(after, name).text == after)
        }
    }

    @Test func whatABuildMadeStays() throws {
        let text = "CONFIG_VFIO_MDEV_DEVICE=m\n"
        #expect(try EditedText(text, ".config").text == text)
        let header = "#define CONFIG_VFIO_MDEV_DEVICE 1\n"
        #expect(try EditedText(header, "include/generated/autoconf.h").reviews.isEmpty)
    }

    @Test func aStrangeValueIsLeftToPeople() throws {
        let result = try EditedText("CONFIG_VFIO_MDEV_DEVICE=\"m\"\n", "defconfig")
        #expect(result.text == "CONFIG_VFIO_MDEV_DEVICE=\"m\"\n")
        #expect(result.reviews.count == 1)
    }

    static let code: [(before: String, after: String)] = [
        (
            "#ifdef CONFIG_VFIO_MDEV_DEVICE\nint a;\n#endif /* CONFIG_VFIO_MDEV_DEVICE */\n",
            "#ifdef CONFIG_VFIO_MDEV\nint a;\n#endif /* CONFIG_VFIO_MDEV */\n"
        ),
        (
            "#if defined(CONFIG_VFIO_MDEV_DEVICE) || defined(CONFIG_VFIO_MDEV_DEVICE_MODULE)\n#endif\n",
            "#if defined(CONFIG_VFIO_MDEV) || defined(CONFIG_VFIO_MDEV_MODULE)\n#endif\n"
        ),
        (
            "int f(void)\n{\n\treturn IS_ENABLED(CONFIG_VFIO_MDEV_DEVICE);\n}\n",
            "int f(void)\n{\n\treturn IS_ENABLED(CONFIG_VFIO_MDEV);\n}\n"
        ),
        ("/* CONFIG_VFIO_MDEV_DEVICE */\n", "/* CONFIG_VFIO_MDEV_DEVICE */\n"),
    ]

    @Test(arguments: code) func codeBecomes(_ before: String, _ after: String) throws {
        for name in ["a.c", "a.h"] {
            let result = try EditedText(before, name)
            #expect(result.text == after)
            #expect(result.reviews.isEmpty)
        }
    }

    @Test(arguments: [
        "int a = CONFIG_VFIO_MDEV_DEVICE;\n", "#define A CONFIG_VFIO_MDEV_DEVICE\n",
        "#if IS_ENABLED(CONFIG_VFIO_MDEV) && !IS_ENABLED(CONFIG_VFIO_MDEV_DEVICE)\n#endif\n",
    ]) func codeIsLeftToPeople(_ text: String) throws {
        let result = try EditedText(text, "a.c")
        #expect(result.text == text)
        #expect(result.reviews.count == 1)
    }

    @Test func softDependenciesAreNoted() throws {
        let result = try EditedText(
            "int a;\nMODULE_SOFTDEP(\"pre: mdev vfio_mdev\");\nchar *b = \"vfio_mdev\";\n", "a.c")
        #expect(result.notes.count == 1)
        #expect(result.notes.allSatisfy { $0.hasPrefix("2: MODULE_SOFTDEP names vfio_mdev") })
    }
}
