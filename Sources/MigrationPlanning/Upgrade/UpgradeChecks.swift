// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// What stands against lifting a driver at all.
struct UpgradeChecks {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func check() throws(Refusal) {
        // S stands before 5.14 in time, and a driver of 5.14 has all that it wants.
        let isBack =
            context.target.order < context.source.order && !(context.target == .S && context.source == .B1)
        if isBack, let unit = context.index.units.first {
            throw Refusal(
                rule: "C-02", path: unit.mainPath, position: LineColumn(line: 1, column: 1),
                message: "the driver is written for \(context.source.releaseName), which is later than the target",
                advice: "name a later target; nothing is taken back to older kernels")
        }
        for table in context.usage.tables {
            guard let member = table.members.first(where: { OldAPI.callbacks.contains($0.name) && !$0.isNull }) else {
                continue
            }
            throw context.refuse(
                "C-01", member.node, "\(table.name) still has callbacks of the old API",
                "convert the driver to struct mdev_driver first")
        }
        if context.target != .S, let call = context.index.calls["vfio_device_get"]?.first {
            throw context.refuse(
                "S-03", call, "vfio_device_get() is in no kernel that was released",
                "let the device be used between open and close only, which needs no reference")
        }
        guard context.hasEmulated else { return }
        if let use = context.index.nodes(.memberReference).first(where: {
            $0.name == "iommu_device" && $0.owner == OldAPI.deviceRecord
        }) {
            throw context.refuse(
                "E-02", use, "struct mdev_device has no iommu_device from 5.16 on, and nothing came in its place",
                "isolate the device's DMA by other means (an iommu domain of the driver's own) before going on")
        }
        for name in ["mdev_set_iommu_device", "mdev_get_iommu_device"] {
            guard let call = context.index.calls[name]?.first else { continue }
            throw context.refuse(
                "E-02", call, "\(name)() is gone from 5.16 on, and nothing came in its place",
                "isolate the device's DMA by other means (an iommu domain of the driver's own) before going on")
        }
        for name in ["vfio_iommu_group_get", "vfio_iommu_group_put"] {
            guard let call = context.index.calls[name]?.first else { continue }
            throw context.refuse(
                "E-03", call, "\(name)() is the core's own from 5.16 on",
                "delete the calls where the group is only kept for vfio; the core takes one for the device")
        }
    }
}
