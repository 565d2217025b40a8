// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// C-07: what was got from a device as its group, or as a counted vfio_device, is the driver's own vfio_device.
struct GroupStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    static let title = "the vfio_device instead of its group"

    func plan(_ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.isC0 else { return }
        let gets = context.index.calls("vfio_group_get_external_user_from_dev", "vfio_device_get_from_dev")
        let puts = context.index.calls("vfio_group_put_external_user", "vfio_device_put")
        for name in [
            "vfio_group_get_external_user", "vfio_external_user_iommu_id", "vfio_external_check_extension",
            "vfio_group_iommu_domain", "vfio_group_set_kvm",
        ] {
            guard let call = context.index.calls[name]?.first else { continue }
            throw context.refuse("C-07", call, "\(name)() is gone from 5.19 on", UpgradePlanner.byHand)
        }
        for call in gets {
            guard let device = call.arguments.first, !call.isFromMacro else { continue }
            let text = try DeviceExpression(context).resolve(device, &needs)
            draft.add("C-07", Self.title, in: call.file, [TextEdit(call.range, text.pointer)])
        }
        let removal = InfallibleCall(context: context, rule: "C-07", title: Self.title)
        for call in puts { try removal.plan(call, leaving: [], &draft) }
        if context.index.calls("vfio_group_get_external_user_from_dev").isEmpty == false { retype(&draft) }
        guard let first = gets.first else { return }
        draft.review(
            context.review(
                "C-07", first, "no reference is taken any more",
                """
                the driver's own vfio_device stands where a group (or a counted vfio_device) was got from the device; it \
                lives for as long as the mdev is bound, and pins and vfio_dma_rw() work while it is open
                """,
                [
                    "nothing, where it is used between open_device and close_device",
                    "stop other users in close_device, where the driver uses it from elsewhere (timers, work, other files)",
                ]))
    }

    /// `struct vfio_group` is `struct vfio_device` wherever it is written.
    private func retype(_ draft: inout UpgradeDraft) {
        for (list, position) in context.tokens(reading: "vfio_group") where list.token(position - 1, is: "struct") {
            let range = list.tokens[position].range
            if draft.isRemoved(range, in: list.file.path) { continue }
            draft.add("C-07", Self.title, in: list.file, [TextEdit(range, "vfio_device")])
        }
    }
}
