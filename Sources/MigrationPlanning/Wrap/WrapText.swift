// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// The code that stands between vfio and a driver's own functions: what the shim of the core did for it.
struct WrapText {
    let wrapped: WrappedTable
    /// Attributes of the mdev that the driver core creates.
    let deviceGroups: String?
    let typeGroups: String?
    /// Expressions of remove that may be other than 0.
    let removeMayFail: Bool
    let isShared: Bool

    private var context: DriverContext { wrapped.context }
    private var names: WrapNames { wrapped.names }
    private var target: KernelLevel { context.target }
    private var variable: String { "wrapped" }

    var text: String {
        [record, release, device, callbacks, deviceOps, probe, remove].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    var driver: DriverText {
        DriverText(
            name: context.names.driver, busName: context.names.driverName, probe: names.probe, remove: names.remove,
            deviceGroups: deviceGroups, typeGroups: typeGroups, isStatic: !isShared)
    }

    // MARK: The wrapped device

    private var record: String {
        """
        /* An mdev as vfio sees it. */
        struct \(names.record) {
        \tstruct vfio_device vdev;
        \tstruct mdev_device *mdev;
        };

        """
    }

    private var release: String {
        let head = "static void \(names.release)(struct device *dev, void *res)\n{\n"
        guard target.hasDeviceSets else {
            return "/* Names the resource for devres_find(); there is nothing to undo. */\n" + head + "}\n"
        }
        return head
            + """
            \tstruct \(names.record) *\(variable) = res;

            \tvfio_uninit_group_dev(&\(variable)->vdev);
            }

            """
    }

    private var device: String {
        """
        static struct mdev_device *\(names.device)(struct vfio_device *vdev)
        {
        \treturn container_of(vdev, struct \(names.record), vdev)->mdev;
        }

        """
    }

    // MARK: Callbacks

    private struct Shape {
        var result: String
        var parameters: [(type: String, name: String)]
    }

    private static let shapes: [String: Shape] = [
        "open": Shape(result: "int", parameters: []),
        "release": Shape(result: "void", parameters: []),
        "read": Shape(
            result: "ssize_t", parameters: [("char __user *", "buf"), ("size_t ", "count"), ("loff_t *", "ppos")]),
        "write": Shape(
            result: "ssize_t", parameters: [("const char __user *", "buf"), ("size_t ", "count"), ("loff_t *", "ppos")]),
        "ioctl": Shape(result: "long", parameters: [("unsigned int ", "cmd"), ("unsigned long ", "arg")]),
        "mmap": Shape(result: "int", parameters: [("struct vm_area_struct *", "vma")]),
        "request": Shape(result: "void", parameters: [("unsigned int ", "count")]),
    ]

    private func shape(_ member: String) -> Shape {
        Self.shapes[member] ?? Self.shapes[WrappedTable.synonyms[member] ?? ""] ?? Shape(result: "int", parameters: [])
    }

    private func head(_ member: String) -> String {
        let shape = shape(member)
        let start = "static \(shape.result) \(names.callback)\(member)("
        let items = ["struct vfio_device *vdev"] + shape.parameters.map { $0.type + $0.name }
        return start + KernelStyle.wrap(items, at: KernelStyle.column(after: start), reserve: 1) + ")\n{\n"
    }

    private var callbacks: String {
        var parts = wrapped.deviceCallbacks.map { member, function in
            let shape = shape(member)
            let start = "\t\(shape.result == "void" ? "" : "return ")\(function)("
            let items = ["\(names.device)(vdev)"] + shape.parameters.map(\.name)
            return head(member) + start
                + KernelStyle.wrap(items, at: KernelStyle.column(after: start), reserve: 2) + ");\n}\n"
        }
        for stub in wrapped.stubs { parts.append(head(stub) + (stub == "release" ? "" : "\treturn -EINVAL;\n") + "}\n") }
        return parts.joined(separator: "\n")
    }

    private var deviceOps: String {
        var text = "static const struct vfio_device_ops \(context.names.deviceOps) = {\n"
        text += "\t.name = \"\(context.names.deviceName)\",\n"
        for member in wrapped.deviceCallbacks.map(\.member) + wrapped.stubs {
            text += "\t.\(member) = \(names.callback)\(member),\n"
        }
        return text + "};\n"
    }

    // MARK: Probe and remove

    private var probe: String {
        let create = wrapped.function("create") ?? ""
        let alloc = "\t\(variable) = devres_alloc("
        let initialise = "\tvfio_init_group_dev("
        let allocation = alloc
            + KernelStyle.wrap(
                [names.release, "sizeof(*\(variable))", "GFP_KERNEL"], at: KernelStyle.column(after: alloc), reserve: 2)
        let initialisation = initialise
            + KernelStyle.wrap(
                ["&\(variable)->vdev", "&mdev->dev", "&\(context.names.deviceOps)"],
                at: KernelStyle.column(after: initialise), reserve: 2)
        let undo = wrapped.function("remove").map { "\t\t\($0)(mdev);\n" } ?? ""
        return """
            static int \(names.probe)(struct mdev_device *mdev)
            {
            \tstruct \(names.record) *\(variable);
            \tint ret;

            \(allocation));
            \tif (!\(variable))
            \t\treturn -ENOMEM;

            \t\(variable)->mdev = mdev;
            \(initialisation));
            \tdevres_add(&mdev->dev, \(variable));

            \tret = \(create)(mdev);
            \tif (ret)
            \t\treturn ret;

            \tret = \(target.registerFunction)(&\(variable)->vdev);
            \tif (ret)
            \(undo)
            \treturn ret;
            }

            """
    }

    private var remove: String {
        var text = "static void \(names.remove)(struct mdev_device *mdev)\n{\n"
        let find = "\t\(variable) = devres_find("
        text += "\tstruct \(names.record) *\(variable);\n"
        if removeMayFail { text += "\tint ret;\n" }
        text += "\n" + find
        text += KernelStyle.wrap(
            ["&mdev->dev", names.release, "NULL", "NULL"], at: KernelStyle.column(after: find), reserve: 2)
        text += ");\n"
        text += "\tvfio_unregister_group_dev(&\(variable)->vdev);\n"
        guard let function = wrapped.function("remove") else { return text + "}\n" }
        if removeMayFail {
            text += "\tret = \(function)(mdev);\n\tif (ret)\n"
            text += "\t\tdev_err(&mdev->dev, \"Remove failed: err=%d\\n\", ret);\n"
        } else {
            text += "\t\(function)(mdev);\n"
        }
        return text + "}\n"
    }
}
