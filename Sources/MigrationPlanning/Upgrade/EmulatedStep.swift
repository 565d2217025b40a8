// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// E-01: a device whose IOMMU is emulated says so when it is registered. The bus makes no iommu group for it any more.
struct EmulatedStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.hasEmulated else { return }
        for call in context.index.calls("vfio_register_group_dev") where isOfMdev(call) {
            guard let name = context.calleeName(call) else {
                throw context.refuse(
                    "E-01", call, "the call of vfio_register_group_dev() is made by a macro",
                    "expand the macro by hand here, then convert again")
            }
            draft.add(
                "E-01", "the device registers as one with an emulated IOMMU", in: call.file,
                [TextEdit(name, "vfio_register_emulated_iommu_dev")])
        }
    }

    /// A driver may own other devices, too; those are initialised on something that is no mdev.
    private func isOfMdev(_ call: SyntaxNode) -> Bool {
        let inits = context.index.calls("vfio_init_group_dev").filter { $0.arguments.count >= 2 }
        guard let field = Self.deviceField(call.arguments.first) else { return true }
        let own = inits.filter { Self.deviceField($0.arguments.first) == field }
        return own.isEmpty
            || own.contains { call in
                call.arguments[1].subtree.contains {
                    CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord)
                        || $0.canonicalType == "struct \(OldAPI.deviceRecord)"
                }
            }
    }

    private static func deviceField(_ node: SyntaxNode?) -> String? {
        node?.subtree.first { $0.kind == .memberReference && $0.canonicalType == "struct vfio_device" }?.owner
    }
}
