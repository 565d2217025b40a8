// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import TreeEdits

@Suite struct DocumentTests {
    static let table: [(before: String, after: String)] = [
        ("Needs:\n\n* VFIO\n* VFIO_MDEV\n* VFIO_MDEV_DEVICE\n* KVM\n", "Needs:\n\n* VFIO\n* VFIO_MDEV\n* KVM\n"),
        ("- ``CONFIG_VFIO_MDEV=m``\n- ``CONFIG_VFIO_MDEV_DEVICE=m``\n", "- ``CONFIG_VFIO_MDEV=m``\n"),
        ("   * vfio_mdev\n   * vfio_mdev_device\n   * KVM\n", "   * vfio_mdev\n   * KVM\n"),
        ("* VFIO_MDEV\n\n* VFIO_MDEV_DEVICE\n\n* KVM\n", "* VFIO_MDEV\n\n* KVM\n"),
        // A list that asks for the shim only still has to ask for mdev.
        ("* VFIO\n* VFIO_MDEV_DEVICE\n", "* VFIO\n* VFIO_MDEV\n"),
        ("Set::\n\n\tCONFIG_VFIO_MDEV=m\n\tCONFIG_VFIO_MDEV_DEVICE=m\n", "Set::\n\n\tCONFIG_VFIO_MDEV=m\n"),
        ("Set::\n\n\tCONFIG_VFIO_MDEV_DEVICE=m\n", "Set::\n\n\tCONFIG_VFIO_MDEV=m\n"),
        ("Set VFIO, VFIO_MDEV, VFIO_MDEV_DEVICE, KVM.\n", "Set VFIO, VFIO_MDEV, KVM.\n"),
        ("Set VFIO_MDEV and VFIO_MDEV_DEVICE.\n", "Set VFIO_MDEV.\n"),
        ("Set VFIO, VFIO_MDEV and VFIO_MDEV_DEVICE.\n", "Set VFIO and VFIO_MDEV.\n"),
        ("Set VFIO, VFIO_MDEV, and VFIO_MDEV_DEVICE.\n", "Set VFIO and VFIO_MDEV.\n"),
        ("Set KVM, VFIO, VFIO_MDEV, and VFIO_MDEV_DEVICE.\n", "Set KVM, VFIO, and VFIO_MDEV.\n"),
        ("Set VFIO, VFIO_MDEV,\nVFIO_MDEV_DEVICE and KVM.\n", "Set VFIO, VFIO_MDEV and KVM.\n"),
        ("Set VFIO_MDEV_DEVICE and VFIO_MDEV.\n", "Set VFIO_MDEV.\n"),
        ("Set VFIO_MDEV_DEVICE, VFIO_MDEV_DEVICE, VFIO_MDEV.\n", "Set VFIO_MDEV.\n"),
        ("Set ``VFIO_MDEV``, ``VFIO_MDEV_DEVICE`` (both).\n", "Set ``VFIO_MDEV`` (both).\n"),
        ("Set KVM and VFIO_MDEV_DEVICE.\n", "Set KVM and VFIO_MDEV.\n"),
        ("Set VFIO_MDEV/VFIO_MDEV_DEVICE.\n", "Set VFIO_MDEV.\n"),
        ("Modules:\n\n* mdev\n* vfio_mdev\n* mine\n", "Modules:\n\n* mdev\n* mine\n"),
        ("* mdev.ko\n* vfio_mdev.ko\n", "* mdev.ko\n"),
        ("* drivers/vfio/mdev/mdev_core.c\n* drivers/vfio/mdev/vfio_mdev.c\n", "* drivers/vfio/mdev/mdev_core.c\n"),
        (
            "::\n\n\textern int  mdev_register_device(struct device *dev,\n\t                const struct mdev_parent_ops *ops);\n",
            "::\n\n\textern int  mdev_register_device(struct device *dev,\n\t                struct mdev_driver *mdev_driver);\n"
        ),
        (
            "int mdev_register_device(struct device *, const struct mdev_parent_ops *);\n",
            "int mdev_register_device(struct device *, struct mdev_driver *);\n"
        ),
        ("Text on mdev_register_device() stays.\n", "Text on mdev_register_device() stays.\n"),
    ]

    @Test(arguments: table) func becomes(_ before: String, _ after: String) throws {
        for (before, after) in [
            (before, after), (before.replacing("\n", with: "\r\n"), after.replacing("\n", with: "\r\n")),
        ] {
            let result = try EditedText(before, "Documentation/a.rst")
            #expect(result.text == after)
            #expect(result.reviews.isEmpty)
            #expect(try EditedText(after, "Documentation/a.rst").text == after)
        }
    }

    static let left: [(text: String, review: String)] = [
        ("Enable VFIO_MDEV_DEVICE to get it.\n", "1: M-27 text names VFIO_MDEV_DEVICE"),
        ("With VFIO_MDEV_DEVICE, which is old, it works.\n", "1: M-27 text names VFIO_MDEV_DEVICE"),
        ("1. Load vfio_mdev.\n", "1: M-27 text describes the shim vfio_mdev"),
        ("::\n\n | +---+ |\n | |vfio_mdev.ko|\n", "4: M-27 a diagram shows the shim vfio_mdev"),
        ("A driver fills in a\nstruct mdev_parent_ops [1].\n", "2: M-16 text describes struct mdev_parent_ops"),
        ("::\n\n\tret = mdev_register_device(dev, &my_ops);\n", "3: M-17 text registers a struct mdev_parent_ops"),
    ]

    @Test(arguments: left) func isLeftToPeople(_ text: String, _ review: String) throws {
        let result = try EditedText(text, "Documentation/a.rst")
        #expect(result.text == text)
        #expect(result.reviews == [review])
    }

    @Test func callbacksAreFoundInDocumentsOnMdev() throws {
        let text = "See mdev_register_device().\n\nThe driver can fail the remove() callback.\n"
        #expect(try EditedText(text, "a.rst").reviews == ["3: M-16 text describes the create and remove callbacks"])
        let other = "The driver can fail the remove() callback.\n"
        #expect(try EditedText(other, "a.rst").reviews.isEmpty)
    }

    @Test func theTableIsStillRegisteredAt515() throws {
        let text = "int mdev_register_device(struct device *dev, const struct mdev_parent_ops *ops);\n"
        let result = try EditedText(text, "a.rst", to: .B2)
        #expect(result.text == text)
        #expect(result.reviews.isEmpty)
        let file = "* mdev.c\n* vfio_mdev.c\n"
        #expect(try EditedText(file, "a.rst", to: .B2).text == file)
    }

    @Test func linesDoNotGrowTooLong() throws {
        let text =
            "Set " + String(repeating: "A", count: 60) + ", VFIO_MDEV,\n  VFIO_MDEV_DEVICE and "
            + String(repeating: "B", count: 50) + ".\n"
        let result = try EditedText(text, "a.rst")
        #expect(result.text.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
        #expect(result.reviews.count == 1)
    }

    @Test func bytesThatAreNoUTF8Stay() throws {
        let bytes: [UInt8] = Array("Gr".utf8) + [0xFC, 0xDF] + Array("e\n\n* VFIO_MDEV\n* VFIO_MDEV_DEVICE\n".utf8)
        let file = TreeFile(bytes)
        let result = try TreeEdits(target: .S, roots: ["/tree"]).edits(of: [file.candidate])
        #expect(result.files["/tree/a.rst"] == Array(bytes.dropLast("* VFIO_MDEV_DEVICE\n".utf8.count)))
    }
}
