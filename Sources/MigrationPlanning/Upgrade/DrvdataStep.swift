// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// C-05: the mdev has no drvdata of its own any more; its device has. Works on tokens: calls in the body of a macro of
/// the driver's own change as well, and those are no part of the tree.
struct DrvdataStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let title = "drvdata is that of the mdev's device"
    private static let names = ["mdev_get_drvdata": "dev_get_drvdata", "mdev_set_drvdata": "dev_set_drvdata"]

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.isC0 || context.target == .S else { return }
        try checkConflict()
        try checkMembers()
        for (old, new) in Self.names.sorted(by: { $0.key < $1.key }) {
            for place in context.tokens(reading: old) {
                try rewrite(place.list, place.position, old: old, new: new, &draft)
            }
        }
    }

    private func rewrite(
        _ list: TokenList, _ position: Int, old: String, new: String, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        let file = list.file
        let name = list.tokens[position].range
        guard list.token(position + 1, is: "("), let close = list.closing(of: position + 1) else {
            throw Refusal(
                rule: "C-05", path: file.path, position: file.position(of: name.start),
                message: "\(old)() is used as a value",
                advice: "write a small function that calls it and name that one, then convert again")
        }
        var end = close
        var depth = 0
        for index in (position + 2)..<close {
            if list.token(index, is: "(") { depth += 1 }
            if list.token(index, is: ")") { depth -= 1 }
            if depth == 0, list.token(index, is: ",") {
                end = index
                break
            }
        }
        guard end > position + 2 else { return }
        let argument = SourceRange(list.tokens[position + 2].range.start, list.tokens[end - 1].range.end)
        draft.add("C-05", Self.title, in: file, [TextEdit(name, new)])
        let words = (position + 2)..<end
        let isSimple =
            !list.tokens[position].isInDirective
            && words.allSatisfy { list.tokens[$0].kind == .identifier || list.token($0, is: "->") }
        // to_mdev_device(dev) is the way back: the device itself is at hand.
        if ["to_mdev_device", "mdev_from_dev"].contains(list.text(at: position + 2)),
            list.token(position + 3, is: "("), list.closing(of: position + 3) == end - 1
        {
            draft.add(
                "C-05", Self.title, in: file,
                [
                    .delete(SourceRange(argument.start, list.tokens[position + 3].range.end)),
                    .delete(list.tokens[end - 1].range),
                ])
        } else if isSimple {
            draft.add(
                "C-05", Self.title, in: file,
                [.insert("&", at: argument.start), .insert("->dev", at: argument.end)])
        } else {
            draft.add(
                "C-05", Self.title, in: file,
                [.insert("mdev_dev(", at: argument.start), .insert(")", at: argument.end)])
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
