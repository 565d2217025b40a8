// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// D-01: the function behind the IOMMU notifier becomes `dma_unmap` of the ops: itself where it has the usual form, else
/// through a function that calls it as the notifier chain did.
struct UnmapCallback {
    let context: UpgradeContext
    let use: NotifierUse
    let callback: SyntaxNode

    static let title = "dma_unmap instead of a notifier"

    init(_ context: UpgradeContext, use: NotifierUse, callback: SyntaxNode) {
        self.context = context
        self.use = use
        self.callback = callback
    }

    private var file: SourceFile { callback.file }

    /// Whether the vfio_device leads to the notifier block.
    var isReachable: Bool {
        guard let place = use.blockPlace else { return false }
        return place.kind != .memberReference || state(place.owner, place) != nil
    }

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard !context.devices.deviceOps.isEmpty else {
            throw context.refuse("D-01", use.call, "no struct vfio_device_ops is seen", UpgradePlanner.byHand)
        }
        let stem = Self.stem(of: callback.name) ?? context.prefix
        let name = context.free(stem + "dma_unmap", context.prefix + "dma_unmap")
        if let shape = UsualUnmap(context, callback), let state = state(shape.record, shape.place) {
            rewrite(shape, as: name, state: state, &draft)
        } else {
            try adapter(name, &draft)
        }
        DeviceOpsMember(context).add("dma_unmap", name, defined: callback, "D-01", Self.title, &draft)
    }

    /// `foo_mdev_` of `foo_mdev_iommu_notifier`.
    private static func stem(of name: String) -> String? {
        for suffix in ["iommu_notifier", "unmap_notifier", "dma_notifier", "iommu_notify", "notifier", "notify"] {
            if name.hasSuffix("_" + suffix) { return String(name.dropLast(suffix.count)) }
        }
        return nil
    }

    /// How the struct that has the notifier block is found from the vfio_device.
    private func state(_ record: String, _ place: SyntaxNode) -> String? {
        if let embedding = context.devices.embedding(of: record) {
            return "container_of(vdev, struct \(record), \(embedding.field))"
        }
        return context.devices.drvdataRecords.contains(record) ? "dev_get_drvdata(vdev->dev)" : nil
    }

    // MARK: The usual form

    private func rewrite(_ shape: UsualUnmap, as name: String, state: String, _ draft: inout UpgradeDraft) {
        for head in context.index.heads(of: callback.name) {
            guard let list = Signatures.listRange(of: head) else { continue }
            let isPrototype = head.body == nil
            let line = (isStatic ? "static " : "") + "void \(name)("
            let items = KernelStyle.wrap(
                ["struct vfio_device *vdev", "u64 iova", "u64 length"], at: line.count, reserve: isPrototype ? 2 : 1)
            draft.add(
                "D-01", Self.title, in: head.file, [TextEdit(SourceRange(head.range.start, list.end), line + items)])
        }
        if let comment = comment {
            draft.add("D-01", Self.title, in: file, comment.edits(name: name, old: callback.name))
        }
        if !shape.isInitialiser { draft.add("D-01", Self.title, in: file, [TextEdit(shape.lookup, state)]) }
        for (range, new) in shape.replaced {
            draft.add("D-01", Self.title, in: file, [TextEdit(range, new == " = %" ? " = \(state)" : new)])
        }
        for range in shape.deleted { draft.remove("D-01", Self.title, in: file, range) }
        if let block = shape.block { draft.dedent("D-01", Self.title, in: file, block) }
    }

    private var isStatic: Bool { !DeviceOpsMember(context).isShared(callback) }

    private var comment: UnmapComment? { UnmapComment(above: callback) }

    // MARK: The adapter

    private func adapter(_ name: String, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard let place = use.blockPlace else {
            throw context.refuse(
                "D-01", use.call, "which notifier block is registered is not seen", UpgradePlanner.byHand)
        }
        var text = (isStatic ? "static " : "") + "void \(name)(struct vfio_device *vdev, u64 iova, u64 length)\n{\n"
        var block = "&\(place.text)"
        if place.kind == .memberReference {
            guard let state = state(place.owner, place) else {
                throw context.refuse(
                    "D-01", use.call, "struct \(place.owner) is not found from the vfio_device",
                    "put the notifier block into the struct with the vfio_device, then convert again")
            }
            text += KernelStyle.declaration("struct \(place.owner) *state", state)
            block = "&state->\(place.name)"
        }
        text += """
            	struct vfio_iommu_type1_dma_unmap unmap = {
            		.argsz = sizeof(unmap),
            		.iova = iova,
            		.size = length,
            	};

            	\(callback.name)(\(block), \(NotifierConstants.name("VFIO_IOMMU_NOTIFY_DMA_UNMAP", context)), &unmap);
            }

            """
        draft.add(
            "D-01", Self.title, in: file, [.insert("\n" + text, at: file.endOfLine(at: callback.range.end - 1))])
    }
}
