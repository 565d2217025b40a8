// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-18, M-19 where the module's init and exit are made by a macro: they are written out.
struct DriverMacroStep {
    let context: DriverContext
    let registration: DriverRegistration
    let file: SourceFile

    private static let registerFunctions = [
        "module_pci_driver": ("pci_register_driver", "pci_unregister_driver"),
        "module_platform_driver": ("platform_driver_register", "platform_driver_unregister"),
        "module_i2c_driver": ("i2c_add_driver", "i2c_del_driver"),
        "module_spi_driver": ("spi_register_driver", "spi_unregister_driver"),
        "module_auxiliary_driver": ("auxiliary_driver_register", "auxiliary_driver_unregister"),
        "module_virtio_driver": ("register_virtio_driver", "unregister_virtio_driver"),
        "module_usb_driver": ("usb_register", "usb_deregister"),
    ]

    func plan(_ entry: ModuleEntry.MacroEntry, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let names = Self.registerFunctions[entry.macro] else {
            throw Refusal(
                rule: "M-18", path: entry.use.path, position: file.position(of: entry.use.range.start),
                message: "what \(entry.macro)() expands to is not known here",
                advice: "write module init and exit out by hand, then convert again")
        }
        let prefix = context.names.prefix
        let taken = context.index.takenNames
        let start = taken.contains(prefix + "init") ? prefix + "module_init" : prefix + "init"
        let end = taken.contains(prefix + "exit") ? prefix + "module_exit" : prefix + "exit"
        let text = """
            static int __init \(start)(void)
            {
            \tint ret;

            \tret = \(registration.register);
            \tif (ret)
            \t\treturn ret;

            \tret = \(names.0)(&\(entry.driver));
            \tif (ret)
            \t\t\(registration.unregister)

            \treturn ret;
            }

            static void __exit \(end)(void)
            {
            \t\(names.1)(&\(entry.driver));
            \t\(registration.unregister)
            }

            module_init(\(start));
            module_exit(\(end));
            """
        let file = file
        let line = file.startOfLine(at: entry.use.range.start)
        let previous = file.text(in: SourceRange(file.startOfLine(at: max(0, line - 1)), line))
        let gap = previous.allSatisfy(\.isWhitespace) ? "" : "\n"
        var range = entry.use.range
        if let tokens = context.index.units.lazy.compactMap({ $0.tree.tokens(ofFile: entry.use.path) }).first {
            let behind = tokens.index(atOrAfter: range.end)
            if tokens.token(behind, is: ";") { range.end = tokens.tokens[behind].range.end }
        }
        try builder.add("M-18", "register the mdev_driver first", in: file, [TextEdit(range, gap + text)])
    }
}
