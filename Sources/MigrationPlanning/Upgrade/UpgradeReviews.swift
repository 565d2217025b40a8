// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// C-09, D-02, V-02: what only a person can decide on the way.
struct UpgradeReviews {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func plan(_ draft: inout UpgradeDraft) {
        if context.isC0 { reviewEarlyUse(&draft) }
        if context.isC1 { unmapStub(&draft) }
        if context.hasEmulated { reviewFeature(&draft) }
    }

    private static let onlyWhileOpen = [
        "vfio_pin_pages", "vfio_group_pin_pages", "vfio_register_notifier", "vfio_dma_rw",
    ]

    /// From 5.19 on the core refuses what is asked of a device that is not open.
    private func reviewEarlyUse(_ draft: inout UpgradeDraft) {
        let graph = ReferenceGraph(context.index)
        let callbacks = context.devices.callbackNames
        let probes = context.devices.driverFunctions("probe")
        for name in Self.onlyWhileOpen {
            for call in context.index.calls[name] ?? [] {
                guard let function = call.enclosingFunction?.name, graph.reaches(from: probes, function) else {
                    continue
                }
                // Probe names the ops when it initialises the device; what only they lead to is not probe's own.
                let own = Self.reaches(probes, function, without: callbacks, context.index)
                guard own, !graph.reaches(from: callbacks, function) else { continue }
                draft.review(
                    context.review(
                        "C-09", call, "\(name)() is reached from probe only",
                        "from 5.19 on it fails while the device is not open",
                        ["move it to open_device, and what undoes it to close_device"]))
            }
        }
    }

    private static func reaches(
        _ starts: Set<String>, _ goal: String, without stops: Set<String>, _ index: DriverIndex
    ) -> Bool {
        var seen = starts
        var queue = Array(starts)
        while let name = queue.popLast() {
            if name == goal { return true }
            guard let function = index.functions[name] else { continue }
            for next in function.subtree.compactMap(\.calledName)
            where !stops.contains(next) && index.functions[next] != nil {
                if seen.insert(next).inserted { queue.append(next) }
            }
        }
        return false
    }

    /// Pinning fails from 6.0 on without a member to be told of unmapped memory.
    private func unmapStub(_ draft: inout UpgradeDraft) {
        let pins = context.index.calls("vfio_pin_pages", "vfio_group_pin_pages")
        let hasMember = context.devices.deviceOps.contains { $0.member("dma_unmap") != nil }
        guard let pin = pins.first, !hasMember, context.index.calls["vfio_register_notifier"] == nil,
            let table = context.devices.deviceOps.first
        else { return }
        let name = context.free(context.prefix + "dma_unmap")
        let text = """
            static void \(name)(struct vfio_device *vdev, u64 iova, u64 length)
            {
            	/* Pages in this range have to be unpinned before this returns. */
            }


            """
        let file = table.node.file
        draft.add(
            "D-02", "dma_unmap, without which nothing is pinned", in: file,
            [.insert(text, at: table.node.startWithComment)])
        if let list = table.node.initialiser {
            draft.add(
                "D-02", "dma_unmap, without which nothing is pinned", in: file,
                TableText.addition("dma_unmap", name, to: list))
        }
        draft.review(
            context.review(
                "D-02", pin, "the driver pins pages and never hears of memory that goes away",
                "from 6.0 on vfio_pin_pages() fails without dma_unmap; what is generated keeps the pins, as it was",
                ["let \(name)() unpin what lies in the range, and stop the device from using it"]))
    }

    /// The core answers this ioctl itself from 5.18 on.
    private func reviewFeature(_ draft: inout UpgradeDraft) {
        guard
            let place = context.tokens(reading: "VFIO_DEVICE_FEATURE").first(where: { list, position in
                !list.tokens[position].isInDirective
            }), context.devices.deviceOps.contains(where: { $0.member("ioctl") != nil })
        else { return }
        draft.review(
            ReviewItem(
                rule: "V-02", path: place.list.file.path,
                position: place.list.file.position(of: place.list.tokens[place.position].range.start),
                message: "the driver answers VFIO_DEVICE_FEATURE itself",
                reason:
                    "from 5.18 on the core owns this ioctl and asks the driver's device_feature; the case is dead code",
                choices: ["move the case to .device_feature of the vfio_device_ops", "delete it where nobody asks"]))
    }
}
