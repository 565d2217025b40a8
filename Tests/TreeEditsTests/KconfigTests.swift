// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import TreeEdits

/// Whole Kconfig files: which lines are conditions, and what becomes of entries.
@Suite struct KconfigTests {
    /// Lines of the entry of a driver.
    static let lines: [(before: String, after: String)] = [
        ("depends on VFIO_MDEV_DEVICE && m", "depends on VFIO_MDEV && m"),
        ("depends on VFIO_MDEV_DEVICE # VFIO_MDEV_DEVICE", "depends on VFIO_MDEV # VFIO_MDEV_DEVICE"),
        (
            "depends on KVM && \\\n\t\tVFIO_MDEV_DEVICE && \\\n\t\tX86",
            "depends on KVM && \\\n\t\tVFIO_MDEV && \\\n\t\tX86"
        ),
        ("depends on VFIO_MDEV && \\\n\t\tVFIO_MDEV_DEVICE && \\\n\t\tX86", "depends on VFIO_MDEV && \\\n\t\tX86"),
        ("select VFIO_MDEV_DEVICE", "select VFIO_MDEV"),
        ("imply VFIO_MDEV_DEVICE if X86", "imply VFIO_MDEV if X86"),
        ("select IRQ_BYPASS if VFIO_MDEV && VFIO_MDEV_DEVICE", "select IRQ_BYPASS if VFIO_MDEV"),
        ("visible if VFIO_MDEV_DEVICE", "visible if VFIO_MDEV"),
        ("default VFIO_MDEV_DEVICE", "default VFIO_MDEV"),
        ("default m if VFIO_MDEV_DEVICE", "default m if VFIO_MDEV"),
        ("def_tristate VFIO_MDEV_DEVICE if KVM || VFIO_MDEV_DEVICE", "def_tristate VFIO_MDEV if KVM || VFIO_MDEV"),
        ("prompt \"A\" if VFIO_MDEV_DEVICE=m", "prompt \"A\" if VFIO_MDEV=m"),
        ("range 1 4 if VFIO_MDEV_DEVICE", "range 1 4 if VFIO_MDEV"),
        ("select VFIO_MDEV\n\tselect VFIO_MDEV_DEVICE", "select VFIO_MDEV"),
        ("select VFIO_MDEV_DEVICE\n\tselect VFIO_MDEV", "select VFIO_MDEV"),
        ("select VFIO_MDEV_DEVICE\n\tselect VFIO_MDEV if X86", "select VFIO_MDEV\n\tselect VFIO_MDEV if X86"),
        ("select VFIO_MDEV_DEVICE if X86\n\tselect VFIO_MDEV if X86", "select VFIO_MDEV if X86"),
        ("imply VFIO_MDEV_DEVICE\n\tselect VFIO_MDEV", "select VFIO_MDEV"),
        ("depends on VFIO_MDEV\n\tselect VFIO_MDEV_DEVICE", "depends on VFIO_MDEV"),
        ("depends on KVM && VFIO_MDEV=y\n\timply VFIO_MDEV_DEVICE", "depends on KVM && VFIO_MDEV=y"),
        ("depends on VFIO_MDEV\n\tdepends on VFIO_MDEV_DEVICE", "depends on VFIO_MDEV"),
        ("depends on VFIO_MDEV_DEVICE\n\tdepends on VFIO_MDEV", "depends on VFIO_MDEV"),
        ("depends on VFIO_MDEV_DEVICE\n\tdepends on VFIO_MDEV_DEVICE", "depends on VFIO_MDEV"),
        ("depends on VFIO_MDEV\n\tdepends on VFIO_MDEV_DEVICE && KVM", "depends on VFIO_MDEV\n\tdepends on KVM"),
        ("depends on VFIO_MDEV && KVM\n\tdepends on KVM && VFIO_MDEV_DEVICE", "depends on VFIO_MDEV && KVM"),
        (
            "depends on VFIO_MDEV\n\tdepends on VFIO_MDEV_DEVICE # the shim",
            "depends on VFIO_MDEV\n\tdepends on VFIO_MDEV # the shim"
        ),
        (
            "depends on VFIO_MDEV_DEVICE\n\tdepends on VFIO_MDEV || KVM",
            "depends on VFIO_MDEV\n\tdepends on VFIO_MDEV || KVM"
        ),
        ("depends on VFIO_MDEV_DEVICES", "depends on VFIO_MDEV_DEVICES"),
    ]

    @Test(arguments: lines) func lineBecomes(_ before: String, _ after: String) throws {
        let frame = (
            "config MY_DRIVER\n\ttristate \"Mine\"\n\t",
            "\n\tdepends on PCI\n\thelp\n\t  Text.\n\nconfig OTHER\n\tbool\n"
        )
        let result = try EditedText(frame.0 + before + frame.1)
        #expect(result.text == frame.0 + after + frame.1)
        #expect(result.reviews.isEmpty)
        // With the other line end, and once more.
        let again = try EditedText((frame.0 + before + frame.1).replacing("\n", with: "\r\n"))
        #expect(again.text == (frame.0 + after + frame.1).replacing("\n", with: "\r\n"))
        #expect(try EditedText(result.text).text == result.text)
    }

    static let entry =
        "config VFIO_MDEV_DEVICE\n\ttristate \"Shim\"\n\tdepends on VFIO && VFIO_MDEV\n\thelp\n\t  Text.\n\n\t  More.\n"

    @Test func theEntryGoesFromTheEnd() throws {
        #expect(try EditedText("config A\n\tbool\n\n" + Self.entry).text == "config A\n\tbool\n")
    }

    @Test func theEntryGoesFromTheMiddle() throws {
        let around = ("config A\n\tbool\n\n", "# About B\nconfig B\n\tbool\n")
        #expect(try EditedText(around.0 + Self.entry + "\n" + around.1).text == around.0 + around.1)
        let wide = "config A\n\tbool\n\n" + Self.entry + "\n\n" + around.1
        #expect(try EditedText(wide).text == "config A\n\tbool\n\n\n" + around.1)
    }

    @Test func theEntryGoesFromTheStartAndFromBetweenIfs() throws {
        #expect(try EditedText(Self.entry + "\nconfig B\n\tbool\n").text == "config B\n\tbool\n")
        #expect(try EditedText("if VFIO\n" + Self.entry + "endif\n").text == "if VFIO\nendif\n")
        #expect(try EditedText(Self.entry).text == "")
    }

    @Test func theEntryStaysWhereItsFolderIsNotGiven() throws {
        let text = Self.entry + "\nconfig B\n\tdepends on VFIO_MDEV_DEVICE\n"
        let result = try EditedText(text, roots: ["/tree/Kconfig"])
        #expect(result.text == Self.entry + "\nconfig B\n\tdepends on VFIO_MDEV\n")
        #expect(result.reviews == ["1: M-27 the entry of VFIO_MDEV_DEVICE stays"])
    }

    /// Drivers elsewhere in it may still need it.
    @Test func theEntryStaysWhereItsTreeIsNotGiven() throws {
        let text = Self.entry + "\nconfig B\n\tdepends on VFIO_MDEV_DEVICE\n"
        let result = try EditedText(text, roots: ["/tree/drivers", "/tree/Kconfig", "/tree"], tree: "/")
        #expect(result.text == Self.entry + "\nconfig B\n\tdepends on VFIO_MDEV\n")
        #expect(result.reviews == ["1: M-27 the entry of VFIO_MDEV_DEVICE stays"])
        #expect(try EditedText(text, tree: "/tree").reviews.isEmpty)
    }

    @Test func whatTheEntrySelectedIsTold() throws {
        let result = try EditedText("config VFIO_MDEV_DEVICE\n\ttristate\n\tselect IRQ_BYPASS\n")
        #expect(result.notes == ["3: VFIO_MDEV_DEVICE selected IRQ_BYPASS: see that VFIO_MDEV or its users do"])
    }

    @Test func blocksAndMenus() throws {
        let text = """
            menu "Drivers"
            \tdepends on VFIO_MDEV_DEVICE
            if VFIO_MDEV_DEVICE && m
            config A
            \ttristate "A"
            comment "needs more"
            \tdepends on !VFIO_MDEV_DEVICE
            endif # VFIO_MDEV_DEVICE
            endmenu

            """
        let result = try EditedText(text)
        #expect(result.text.contains("\tdepends on VFIO_MDEV\nif VFIO_MDEV && m\n"))
        #expect(result.text.hasSuffix("endif # VFIO_MDEV_DEVICE\nendmenu\n"))
        // Inside the menu the comment would never be seen.
        #expect(result.text.contains("depends on !VFIO_MDEV_DEVICE\n"))
        #expect(result.reviews.count == 1)
    }

    @Test(arguments: [
        "depends on VFIO_MDEV && !VFIO_MDEV_DEVICE", "depends on VFIO_MDEV\n\tdepends on VFIO_MDEV_DEVICE=n",
        "depends on VFIO_MDEV\n\tdefault y if !VFIO_MDEV_DEVICE", "depends on (VFIO_MDEV_DEVICE",
        "depends on VFIO_MDEV || KVM\n\tselect VFIO_MDEV_DEVICE", "depends on VFIO_MDEV_DEVICE\n\tselect VFIO_MDEV",
        "modules VFIO_MDEV_DEVICE", "default $(answer,VFIO_MDEV_DEVICE)",
        "prompt \"with VFIO_MDEV_DEVICE\"", "help\n\t  Say Y to VFIO_MDEV_DEVICE, too.",
    ]) func isLeftToPeople(_ line: String) throws {
        let text = "config A\n\ttristate\n\t\(line)\n"
        let result = try EditedText(text)
        #expect(result.text == text)
        #expect(result.reviews.count == 1)
    }

    @Test func theSuccessorDoesNotAskForItself() throws {
        let text = "config VFIO_MDEV\n\ttristate\n\tselect VFIO_MDEV_DEVICE\n\tselect PCI\n"
        #expect(try EditedText(text).text == "config VFIO_MDEV\n\ttristate\n\tselect PCI\n")
        let other = "config VFIO_MDEV\n\ttristate\n\tdefault VFIO_MDEV_DEVICE\n"
        let result = try EditedText(other)
        #expect(result.text == other)
        #expect(result.reviews.count == 1)
    }

    @Test func helpEndsWhereItsIndentationEnds() throws {
        let text =
            "config A\n\tbool\n\thelp\n\t  depends on VFIO_MDEV_DEVICES\n\n\t  more\n\tdepends on VFIO_MDEV_DEVICE\n"
        #expect(try EditedText(text).text == text.replacing("VFIO_MDEV_DEVICE\n", with: "VFIO_MDEV\n"))
    }

    @Test(arguments: [KernelLevel.B1, .B2, .B3, .C0, .C1]) func sameAtLaterLevels(_ level: KernelLevel) throws {
        #expect(try EditedText("if VFIO_MDEV_DEVICE\n", to: level).text == "if VFIO_MDEV\n")
    }

    @Test func theSymbolIsThereUpTo513() throws {
        let result = try EditedText("if VFIO_MDEV_DEVICE\nendif\n", to: .B0)
        #expect(result.text == "if VFIO_MDEV_DEVICE\nendif\n")
    }

    @Test func entriesTellWhatTheyName() {
        let text = """
            config A
            \tdepends on KVM
            \tdepends on VFIO_MDEV_DEVICE && m
            if VFIO_MDEV
            config B
            \thelp
            \t  VFIO_MDEV_DEVICE
            endif
            config C
            """
        let entries = KconfigEntries(of: .init(path: "Kconfig", text: text)).entries
        #expect(entries.map(\.symbol) == ["A", "B", "C"])
        #expect(entries.map(\.line) == [3, 5, 9])
        #expect(entries.map(\.namesRemoved) == [true, false, false])
        #expect(entries.map(\.namesSuccessor) == [false, true, false])
    }
}
