// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// The code that stands between vfio and a driver's own functions: what the shim of the core did for it.
struct WrapText {
    let wrapped: WrappedTable
    let names: WrapNames
    /// Attributes of the mdev that the driver core creates.
    let deviceGroups: String?
    let typeGroups: String?
    /// Expressions of remove that may be other than 0.
    let removeMayFail: Bool
    let isShared: Bool

    private var context: DriverContext { wrapped.context }
    private var target: KernelLevel { context.target }
    private var variable: String { "wrapped" }

    /// What no table in front of this one has made; "" when there is nothing left to make.
    var text: String {
        var parts = names.makes(.record) ? [record, release, device] : []
        parts += callbacks
        if names.makes(wrapped.deviceOpsPart) { parts.append(deviceOps) }
        if names.makes(wrapped.probePart) { parts.append(probe) }
        if names.makes(wrapped.removePart) { parts.append(remove) }
        return parts.joined(separator: "\n")
    }

    var driver: DriverText {
        DriverText(
            name: context.names.driver, busName: context.names.driverName, probe: names.name(wrapped.probePart),
            remove: names.name(wrapped.removePart), deviceGroups: deviceGroups, typeGroups: typeGroups,
            isStatic: !isShared)
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
        // Up to 5.14 there is nothing to undo, and the function is but a name.
        let head = """
            /* What devres_find() knows a wrapped device by. */
            static void \(names.release)(struct device *dev, void *res)
            {

            """
        guard target.hasDeviceSets else { return head + "}\n" }
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

    private func head(_ member: String, _ part: WrapNames.Part) -> String {
        let shape = shape(member)
        let start = "static \(shape.result) \(names.name(part))("
        let items = ["struct vfio_device *vdev"] + shape.parameters.map { $0.type + $0.name }
        return start + KernelStyle.wrap(items, at: KernelStyle.column(after: start), reserve: 1) + ")\n{\n"
    }

    private var callbacks: [String] {
        var parts: [String] = []
        for (member, function) in wrapped.deviceCallbacks where names.makes(wrapped.callbackPart(member)) {
            let shape = shape(member)
            let start = "\t\(shape.result == "void" ? "" : "return ")\(function)("
            let items = ["\(names.device)(vdev)"] + shape.parameters.map(\.name)
            parts.append(
                head(member, wrapped.callbackPart(member)) + start
                    + KernelStyle.wrap(items, at: KernelStyle.column(after: start), reserve: 2) + ");\n}\n")
        }
        for stub in wrapped.stubs {
            let part = WrapNames.Part.callback(member: stub, function: nil)
            guard names.makes(part) else { continue }
            parts.append(head(stub, part) + (stub == "release" ? "" : "\treturn -EINVAL;\n") + "}\n")
        }
        return parts
    }

    private var deviceOps: String {
        var text = "static const struct vfio_device_ops \(names.name(wrapped.deviceOpsPart)) = {\n"
        text += "\t.name = \"\(names.deviceName)\",\n"
        for (member, _) in wrapped.deviceCallbacks {
            text += "\t.\(member) = \(names.name(wrapped.callbackPart(member))),\n"
        }
        for stub in wrapped.stubs {
            text += "\t.\(stub) = \(names.name(.callback(member: stub, function: nil))),\n"
        }
        return text + "};\n"
    }

    // MARK: Probe and remove

    private var probe: String {
        let create = wrapped.function("create") ?? ""
        let alloc = "\t\(variable) = devres_alloc("
        let initialise = "\tvfio_init_group_dev("
        let allocation =
            alloc
            + KernelStyle.wrap(
                [names.release, "sizeof(*\(variable))", "GFP_KERNEL"], at: KernelStyle.column(after: alloc), reserve: 2)
        let initialisation =
            initialise
            + KernelStyle.wrap(
                ["&\(variable)->vdev", "&mdev->dev", "&\(names.name(wrapped.deviceOpsPart))"],
                at: KernelStyle.column(after: initialise), reserve: 2)
        let undo = wrapped.function("remove").map { "\t\t\($0)(mdev);\n" } ?? ""
        return """
            static int \(names.name(wrapped.probePart))(struct mdev_device *mdev)
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
        var text = "static void \(names.name(wrapped.removePart))(struct mdev_device *mdev)\n{\n"
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
