// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage

/// What goes wrong at run time although the compiler is content: facts of the API's history, each with its level.
struct RunTimeFaults {
    let usage: DriverUsage
    let level: KernelLevel

    private var index: DriverIndex { usage.index }

    /// Tables whose callbacks the core's own driver calls.
    private var oldTables: [OpsTable] { usage.tables.filter { $0.isRegistered && $0.member("device_driver") == nil } }

    /// What carries the driver at this level.
    var basis: String {
        if index.calls["mdev_register_driver"] != nil { return "with an mdev_driver of its own" }
        return oldTables.isEmpty ? "no registration is seen" : "on the shim vfio_mdev"
    }

    var all: [CompatReason] {
        [
            nothingCompiled, licence, neverUnregistered, unopenable, missingOpenOrRelease, vetoIgnored, noGroup,
            leakedDeviceSet, pinRefused,
        ].compactMap { $0 }
    }

    // MARK: At every level

    private var nothingCompiled: CompatReason? {
        guard usage.usesNothing else { return nil }
        return CompatReason("#if branches leave out all that is about mediated devices", rule: "M-16")
    }

    /// Symbols that are exported to GPL modules only, at every level that has them.
    private static let gplSymbols = [
        "vfio_add_group_dev", "vfio_del_group_dev", "vfio_device_data", "vfio_init_group_dev", "vfio_uninit_group_dev",
        "vfio_register_group_dev", "vfio_register_emulated_iommu_dev", "vfio_unregister_group_dev",
        "vfio_assign_device_set", "vfio_info_cap_add", "vfio_device_get_from_dev", "vfio_device_put",
        "vfio_iommu_group_get", "vfio_iommu_group_put", "vfio_group_get_external_user", "vfio_group_put_external_user",
        "vfio_group_get_external_user_from_dev", "vfio_group_set_kvm", "vfio_group_iommu_domain",
    ]

    private var licence: CompatReason? {
        guard let licence = usage.licence, !licence.isGPLCompatible,
            let symbol = Self.gplSymbols.first(where: { index.calls[$0] != nil }), let call = index.calls[symbol]?.first
        else { return nil }
        return reason(
            "\(symbol)() is exported to GPL modules only, and the module's licence is \"\(licence.text)\"", "M-28", call
        )
    }

    /// A device that its driver leaves registered outlives the memory that it stands in.
    private var neverUnregistered: CompatReason? {
        guard index.calls["vfio_unregister_group_dev"] == nil,
            let call = call(of: "vfio_register_group_dev") ?? call(of: "vfio_register_emulated_iommu_dev")
        else { return nil }
        return reason("vfio_unregister_group_dev() is never called: remove leaves the device registered", "M-05", call)
    }

    // MARK: Up to 5.14

    /// The shim answers for a callback that is not there.
    private var unopenable: CompatReason? {
        guard level.order < KernelLevel.B2.order else { return nil }
        let table = oldTables.first { table in
            guard table.storage == .constantVariable || table.storage == .mutableVariable else { return false }
            return table.member("open")?.isNull ?? true
        }
        guard let table else { return nil }
        return reason(
            "\(table.name) has no open: up to 5.14 whoever opens the device is answered -EINVAL", "M-11", table.node)
    }

    /// The core calls these two without asking whether they are there.
    private var missingOpenOrRelease: CompatReason? {
        guard level.order < KernelLevel.B2.order else { return nil }
        for (table, members) in deviceTables {
            for member in ["open", "release"] where !members.contains(member) {
                return reason(
                    "\(table.name) has no \(member), and up to 5.14 it is called without a test for NULL", "M-11", table
                )
            }
        }
        return nil
    }

    // MARK: From 5.2 on

    private var vetoIgnored: CompatReason? {
        guard level.order >= KernelLevel.A1.order else { return nil }
        for name in oldTables.compactMap({ $0.function("remove") }) {
            guard let function = index.functions[name], let value = RemoveAnswers(function).veto else { continue }
            return reason(
                "\(name)() may return \(value.text): from 5.2 on that is only logged, and the device goes all the same",
                "X-09", value)
        }
        return nil
    }

    // MARK: From 5.15 on

    private var leakedDeviceSet: CompatReason? {
        guard level.order >= KernelLevel.B2.order, index.calls["vfio_uninit_group_dev"] == nil,
            let call = call(of: "vfio_init_group_dev")
        else { return nil }
        return reason("vfio_uninit_group_dev() is never called: each device leaves its device set behind", "O-06", call)
    }

    // MARK: From 5.16 on

    private var noGroup: CompatReason? {
        guard level.order >= KernelLevel.B3.order, let call = call(of: "vfio_register_group_dev") else { return nil }
        return reason(
            "from 5.16 on vfio_register_group_dev() answers -EINVAL for a mediated device: it has no iommu group",
            "E-01",
            call)
    }

    // MARK: From 6.0 on

    private var pinRefused: CompatReason? {
        guard level.order >= KernelLevel.C1.order, let call = index.calls["vfio_pin_pages"]?.first,
            let (table, _) = deviceTables.first(where: { !$0.members.contains("dma_unmap") })
        else { return nil }
        return reason(
            "\(table.name) has no dma_unmap: from 6.0 on vfio_pin_pages() answers -EINVAL without it", "D-02", call)
    }

    // MARK: Looking things up

    /// Constant `vfio_device_ops` and the members that they give a value.
    private var deviceTables: [(table: SyntaxNode, members: Set<String>)] {
        index.declarations.compactMap { node in
            guard node.kind == .variable, node.canonicalType == "const struct vfio_device_ops",
                let list = node.initialiser
            else { return nil }
            let named = list.children.filter { !["NULL", "0"].contains($0.children.last?.text ?? "") }
            return (node, Set(named.compactMap { $0.designatedMember?.name }))
        }
    }

    /// A call that the driver's `mdev_driver` leads to.
    private func call(of function: String) -> SyntaxNode? {
        guard let call = index.calls[function]?.first else { return nil }
        let drivers = index.declarations.filter { $0.kind == .variable && $0.canonicalType == "struct mdev_driver" }
        let graph = ReferenceGraph(index)
        return graph.reaches(from: Set(drivers.map(\.name)), function) ? call : nil
    }

    private func reason(_ text: String, _ rule: RuleID, _ node: SyntaxNode) -> CompatReason {
        CompatReason(text, rule: rule, place: CompatPlace(path: node.file.path, position: node.position))
    }
}

/// What the remove callback of an ops table can return.
struct RemoveAnswers {
    private let function: SyntaxNode

    init(_ function: SyntaxNode) { self.function = function }

    /// Results that mean "there is nothing to remove".
    private static let notFound: Set<String> = ["-ENODEV", "-EINVAL", "-ENOENT", "-ENXIO", "-1", "-EFAULT"]

    /// The first value returned that says "not now".
    var veto: SyntaxNode? {
        var values = function.descendants(.returnStatement).compactMap(\.children.first)
        let variables = Set(values.compactMap { $0.unwrapped.declaration })
        for node in function.descendants(.variable, .assignment) {
            let target = node.kind == .variable ? node.declaration : node.left?.unwrapped.declaration
            guard let target, variables.contains(target) else { continue }
            if let value = node.kind == .variable ? node.initialiser : node.right { values.append(value) }
        }
        return values.first { value in
            let text = value.unwrapped.text
            return text.hasPrefix("-E") && !Self.notFound.contains(text)
        }
    }
}
