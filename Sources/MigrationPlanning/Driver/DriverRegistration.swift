// SPDX-License-Identifier: Apache-2.0

/// What a module calls to register its mdev_drivers, and to undo that.
struct DriverRegistration {
    /// Names of the `mdev_driver` variables (or array elements).
    let drivers: [String]
    /// What generated functions begin with.
    let prefix: String
    /// Seen from other files of the module.
    var isShared = false

    private var linkage: String { isShared ? "" : "static " }

    /// The expression that registers: 0, or a negative errno.
    var register: String {
        drivers.count == 1 ? "mdev_register_driver(&\(drivers[0]))" : "\(prefix)register_drivers()"
    }

    /// The statement that unregisters.
    var unregister: String {
        drivers.count == 1 ? "mdev_unregister_driver(&\(drivers[0]));" : "\(prefix)unregister_drivers();"
    }

    /// What another file has to know; "" when nothing has to.
    var declarations: String {
        if drivers.count == 1 { return "extern struct mdev_driver \(drivers[0]);\n" }
        return "int \(prefix)register_drivers(void);\nvoid \(prefix)unregister_drivers(void);\n"
    }

    /// Prototypes for users in the same file, in front of the definitions.
    var prototypes: String {
        if drivers.count == 1 { return "static struct mdev_driver \(drivers[0]);\n" }
        return "static int \(prefix)register_drivers(void);\nstatic void \(prefix)unregister_drivers(void);\n"
    }

    /// Functions that register several drivers at once; "" for one.
    var functions: String {
        guard drivers.count > 1 else { return "" }
        var text = "\(linkage)int \(prefix)register_drivers(void)\n{\n\tint ret;\n\n"
        let isPair = drivers.count == 2
        for (position, driver) in drivers.enumerated() {
            text += "\tret = mdev_register_driver(&\(driver));\n\tif (ret)\n"
            if isPair, position == 1 {
                text += "\t\tmdev_unregister_driver(&\(drivers[0]));\n\n"
            } else {
                text += position == 0 ? "\t\treturn ret;\n\n" : "\t\tgoto err_driver_\(position - 1);\n\n"
            }
        }
        if !isPair {
            text += "\treturn 0;\n\n"
            for position in (0..<(drivers.count - 1)).reversed() {
                text += "err_driver_\(position):\n\tmdev_unregister_driver(&\(drivers[position]));\n"
            }
        }
        text += "\treturn ret;\n}\n\n\(linkage)void \(prefix)unregister_drivers(void)\n{\n"
        for driver in drivers.reversed() { text += "\tmdev_unregister_driver(&\(driver));\n" }
        return text + "}\n"
    }
}

/// Where it is not seen how often parents come and go: the drivers are registered with the first and unregistered with
/// the last.
struct CountedRegistration {
    let registration: DriverRegistration
    let prefix: String
    /// What `mdev_register_device()` takes besides the parent.
    let argument: String

    var registerParent: String { prefix + "register_parent" }
    var unregisterParent: String { prefix + "unregister_parent" }

    var prototypes: String {
        """
        static int \(registerParent)(struct device *dev, \(argument));
        static void \(unregisterParent)(struct device *dev);

        """
    }

    var functions: String {
        let name = String(argument.split(whereSeparator: { $0 == " " || $0 == "*" }).last ?? "ops")
        return """
            static DEFINE_MUTEX(\(prefix)parents_lock);
            static unsigned int \(prefix)parents;

            /* The driver is there as long as there are parents. */
            static int \(registerParent)(struct device *dev, \(argument))
            {
            \tint ret;

            \tmutex_lock(&\(prefix)parents_lock);
            \tif (!\(prefix)parents) {
            \t\tret = \(registration.register);
            \t\tif (ret)
            \t\t\tgoto out_unlock;
            \t}

            \tret = mdev_register_device(dev, \(name));
            \tif (!ret)
            \t\t\(prefix)parents++;
            \telse if (!\(prefix)parents)
            \t\t\(registration.unregister)

            out_unlock:
            \tmutex_unlock(&\(prefix)parents_lock);
            \treturn ret;
            }

            static void \(unregisterParent)(struct device *dev)
            {
            \tmutex_lock(&\(prefix)parents_lock);
            \tmdev_unregister_device(dev);
            \tif (!--\(prefix)parents)
            \t\t\(registration.unregister)
            \tmutex_unlock(&\(prefix)parents_lock);
            }

            """
    }
}
