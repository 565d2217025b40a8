// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// C-05: the mdev has no drvdata of its own any more; its device has. Works on tokens: calls in the body of a macro of
/// the driver's own change as well, and those are no part of the tree.
struct MdevDrvdataStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let title = "drvdata is that of the mdev's device"
    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.isC0 || context.target == .S else { return }
        try checkConflict()
        try checkMembers()
        for name in DrvdataCall.names {
            for place in context.tokens(reading: name) {
                let edits = try DrvdataCall.edits(at: place.position, in: place.list, rule: "C-05")
                draft.add("C-05", Self.title, in: place.list.file, edits)
            }
        }
    }

    /// One driver may have kept one thing in the mdev and another one in its device.
    private func checkConflict() throws(Refusal) {
        let ofMdev = context.index.calls("mdev_set_drvdata").filter { !Self.clears($0) }
        guard let first = ofMdev.first else { return }
        let record = Self.record(first)
        for call in context.index.calls("dev_set_drvdata") where call.arguments.count == 2 && !Self.clears(call) {
            let isOnMdev = call.arguments[0].subtree.contains {
                CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord)
            }
            guard isOnMdev, Self.record(call) != record else { continue }
            throw context.refuse(
                "C-05", call, "drvdata of the mdev and of its device are different things here, and become one",
                "find one of them from the other (a field, container_of()), then convert again")
        }
    }

    private func checkMembers() throws(Refusal) {
        guard
            let use = context.index.nodes(.memberReference).first(where: {
                $0.name == "driver_data" && $0.owner == OldAPI.deviceRecord
            })
        else { return }
        throw context.refuse(
            "C-05", use, "struct mdev_device has no driver_data any more",
            "use mdev_get_drvdata() and mdev_set_drvdata(), then convert again")
    }

    private static func record(_ call: SyntaxNode) -> String? {
        call.arguments.last.flatMap { CType.recordName($0.unwrapped.canonicalType) }
    }

    private static func clears(_ call: SyntaxNode) -> Bool { ["NULL", "0"].contains(call.arguments.last?.text ?? "") }
}
