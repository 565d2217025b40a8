// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// D-01 where nothing leads from the vfio_device to the notifier block: the struct around the vfio_device remembers the
/// block that is registered, and `dma_unmap` calls what is in it, as the chain did.
struct StoredNotifier {
    let context: UpgradeContext
    let uses: [NotifierUse]

    init(_ context: UpgradeContext, _ uses: [NotifierUse]) {
        self.context = context
        self.uses = uses
    }

    private static let title = UnmapCallback.title

    func plan(_ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard let first = uses.first else { return }
        guard context.devices.embeddings.count == 1, let embedding = context.devices.embeddings.first,
            let start = context.index.calls("vfio_init_group_dev").first?.enclosingFunction,
            let last = embedding.definition.children.last(where: { $0.kind == .field }),
            !context.devices.deviceOps.isEmpty
        else {
            throw context.refuse(
                "D-01", first.call, "nothing is seen that leads from the vfio_device to this notifier block",
                "put the notifier block into the struct with the vfio_device, then convert again")
        }
        let fields = Set(embedding.definition.children.map(\.name))
        let field = fields.contains("iommu_nb") ? "unmap_nb" : "iommu_nb"
        let setter = context.free(context.prefix + "set_notifier", context.prefix + "set_iommu_notifier")
        let unmap = context.free(context.prefix + "dma_unmap", context.prefix + "vfio_dma_unmap")
        let file = embedding.definition.file
        draft.add(
            "D-01", Self.title, in: file,
            [
                .insert(
                    "\tstruct notifier_block *\(field);\n", at: file.endOfLine(at: last.rangeWithSemicolon.end - 1))
            ])
        let removal = InfallibleCall(context: context, rule: "D-01", title: Self.title)
        for use in uses {
            let device =
                CType.isPointer(use.device.canonicalType, toStruct: "device")
                ? try DeviceExpression(context).resolve(use.device, &needs).pointer : use.device.text
            let block = use.isRegistration ? Signatures.oneLine(use.block.text) : "NULL"
            try removal.plan(use.call, leaving: ["\(setter)(\(device), \(block));"], &draft)
        }
        functions(setter, unmap, field, embedding, start, &draft)
    }

    /// Both functions stand behind the struct that they look into.
    private func functions(
        _ setter: String, _ unmap: String, _ field: String, _ embedding: VFIODeviceUsage.Embedding,
        _ start: SyntaxNode, _ draft: inout UpgradeDraft
    ) {
        let isOwn = embedding.definition.file.path == start.file.path
        let file = start.file
        let users = uses.compactMap(\.call.enclosingFunction)
        let others = users.filter { $0.file.path != file.path }
        let storage = others.isEmpty ? "static " : ""
        let head = "\(storage)void \(setter)("
        let list = KernelStyle.wrap(
            ["struct vfio_device *vdev", "struct notifier_block *nb"], at: head.count, reserve: 1)
        let find = "container_of(vdev, struct \(embedding.record), \(embedding.field))"
        let text = """
            \(head)\(list))
            {
            \(KernelStyle.declaration("struct \(embedding.record) *state", find))
            	state->\(field) = nb;
            }

            static void \(unmap)(struct vfio_device *vdev, u64 iova, u64 length)
            {
            \(KernelStyle.declaration("struct \(embedding.record) *state", find))\
            	struct notifier_block *nb = state->\(field);
            	struct vfio_iommu_type1_dma_unmap unmap = {
            		.argsz = sizeof(unmap),
            		.iova = iova,
            		.size = length,
            	};

            	if (nb)
            		nb->notifier_call(nb, \(NotifierConstants.name("VFIO_IOMMU_NOTIFY_DMA_UNMAP", context)), &unmap);
            }

            """
        let anchor =
            isOwn
            ? file.endOfLine(at: embedding.definition.rangeWithSemicolon.end - 1) : start.startWithComment
        draft.add(
            "D-01", Self.title, in: file, [.insert(isOwn ? "\n" + text : text + "\n", at: anchor)])
        let prototype =
            "\(storage)void \(setter)(struct vfio_device *vdev, struct notifier_block *nb);"
        if !others.isEmpty {
            Sharing(context).announce(prototype, of: start, for: others, "D-01", Self.title, &draft)
        } else if let first = users.min(by: { $0.range.start < $1.range.start }), first.startWithComment < anchor {
            draft.add("D-01", Self.title, in: file, [.insert(prototype + "\n\n", at: first.startWithComment)])
        }
        for table in context.devices.deviceOps {
            guard let list = table.node.initialiser, table.member("dma_unmap") == nil else { continue }
            draft.add("D-01", Self.title, in: table.node.file, TableText.addition("dma_unmap", unmap, to: list))
        }
    }
}
