// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A directory with a few made-up files that disappears with the value.
final class TemporaryTree {
    let root: String

    init(_ files: [String: String]) throws {
        let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
        root = "\(base)/mdevport-\(UUID().uuidString)"
        for (path, text) in files {
            let full = URL(fileURLWithPath: "\(root)/\(path)")
            try FileManager.default.createDirectory(
                at: full.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: full)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// The least that counts as a kernel tree: release 5.12.3, one driver with a Kconfig file.
    static func kernel(adding files: [String: String] = [:], lineEnd: String = "\n") throws -> TemporaryTree {
        var all = [
            "Makefile": "VERSION = 5\nPATCHLEVEL = 12\nSUBLEVEL = 3\n",
            "Kconfig": "source \"arch/$(SRCARCH)/Kconfig\"\nsource \"drivers/toy/Kconfig\"\n",
            "include/linux/kconfig.h": "#include <generated/autoconf.h>\n",
            "include/asm-generic/Kbuild": "mandatory-y += one.h\nmandatory-y += two.h\n",
            "arch/x86/include/asm/Kbuild": "generic-y += three.h\ngenerated-y += made.h\n",
            "arch/x86/include/asm/two.h": "",
            "arch/x86/Kconfig": "config TICKS\n\tint\n\tdefault 7\n",
            "arch/x86/entry/syscalls/syscall_64.tbl": "0\tcommon\tread\tsys_read\n1\t64\twrite\tsys_write\n",
            "drivers/Makefile": "obj-$(CONFIG_TOYS) += toy/\n",
            "drivers/toy/Makefile": "obj-$(CONFIG_TOY_CAR) += toy-car.o\ntoy-car-y := car.o wheel.o\n",
            "drivers/toy/Kconfig":
                "config TOY_CAR\n\ttristate \"A car\"\n\tdepends on TOYS && WHEELS\n\tselect AXLE\n"
                + "config WHEELS\n\tbool \"Wheels\"\nconfig AXLE\n\tbool\n",
            "drivers/toy/car.c": "int car;\n", "drivers/toy/wheel.c": "int wheel;\n",
        ]
        all.merge(files) { $1 }
        if lineEnd != "\n" { all = all.mapValues { $0.replacingOccurrences(of: "\n", with: lineEnd) } }
        return try TemporaryTree(all)
    }
}
