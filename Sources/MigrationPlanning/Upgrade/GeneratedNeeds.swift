// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// Functions that steps need and the driver does not have; written out at the end, once each.
struct GeneratedNeeds {
    struct Lookup {
        var name: String
        var embedding: VFIODeviceUsage.Embedding
        /// The function that devres knows the struct by; nil where it is in drvdata.
        var release: String?
        /// Functions that call it.
        var users: [SyntaxNode]
    }
    /// A helper of one file, put in front of the first function that calls it.
    struct Helper {
        var name: String
        var text: String
        var users: [SyntaxNode]
    }

    private(set) var lookup: Lookup?
    private(set) var helpers: [String: Helper] = [:]

    /// The name of the function that finds the vfio_device of an mdev's device.
    mutating func lookup(
        for node: SyntaxNode, in user: SyntaxNode, _ context: UpgradeContext
    ) throws(Refusal) -> String {
        if lookup == nil {
            let reachable = context.devices.embeddings.filter {
                context.devices.releases[$0.record] != nil || context.devices.drvdataRecords.contains($0.record)
            }
            guard reachable.count == 1, let embedding = reachable.first else {
                throw context.refuse(
                    "C-06", node, "nothing is seen that leads from this device to the vfio_device",
                    "let the function take the struct that has the vfio_device in it, then convert again")
            }
            lookup = Lookup(
                name: context.free(context.prefix + "vfio_device", context.prefix + "vfio_device_of"),
                embedding: embedding, release: context.devices.releases[embedding.record], users: [])
        }
        lookup?.users.append(user)
        return lookup?.name ?? ""
    }

    mutating func helper(_ key: String, named name: String, text: String, for user: SyntaxNode) {
        let place = "\(user.file.path):\(key)"
        helpers[place, default: Helper(name: name, text: text, users: [])].users.append(user)
    }

    // MARK: Writing out

    func plan(_ context: UpgradeContext, _ draft: inout UpgradeDraft) throws(Refusal) {
        if let lookup { try plan(lookup, context, &draft) }
        for (_, helper) in helpers.sorted(by: { $0.key < $1.key }) {
            guard let first = helper.users.min(by: { $0.range.start < $1.range.start }) else { continue }
            draft.add(
                "D-03", "pages are pinned one by one", in: first.file,
                [.insert(helper.text + "\n", at: first.startWithComment)])
        }
    }

    private func plan(_ lookup: Lookup, _ context: UpgradeContext, _ draft: inout UpgradeDraft) throws(Refusal) {
        let title = "notifiers and pins take the vfio_device"
        let record = lookup.embedding.record
        let start = context.index.calls("vfio_init_group_dev").first?.enclosingFunction
        guard let home = lookup.release.flatMap({ context.index.functions[$0] }) ?? start else {
            throw context.refuse(
                "C-06", lookup.embedding.definition, "no place is seen where the vfio_device is made",
                UpgradePlanner.byHand)
        }
        let others = lookup.users.filter { $0.file.path != home.file.path }
        let prototype = "struct vfio_device *\(lookup.name)(struct device *dev)"
        let storage = others.isEmpty ? "static " : ""
        // As the driver's own functions call it.
        let known = context.index.nodes(.variable).first { node in
            node.enclosingFunction != nil && CType.isPointer(node.canonicalType, toStruct: record) && node.name != "dev"
        }
        let state = known?.name ?? "state"
        let value =
            lookup.release.map { "devres_find(dev, \($0), NULL, NULL)" } ?? "dev_get_drvdata(dev)"
        let text =
            "\(storage)\(prototype)\n{\n" + KernelStyle.declaration("struct \(record) *\(state)", value)
            + "\n\treturn \(state) ? &\(state)->\(lookup.embedding.field) : NULL;\n}\n"
        // Behind the struct and the release function, which it names.
        let anchor: Int
        if lookup.release != nil {
            anchor = home.file.endOfLine(at: home.range.end - 1)
        } else if lookup.embedding.definition.file.path == home.file.path {
            anchor = home.file.endOfLine(at: lookup.embedding.definition.rangeWithSemicolon.end - 1)
        } else {
            anchor = home.startWithComment
        }
        let first = lookup.users.filter { $0.file.path == home.file.path }.min { $0.range.start < $1.range.start }
        let isEarly = (first?.startWithComment ?? anchor) < anchor
        draft.add(
            "C-06", title, in: home.file,
            [.insert(anchor == home.startWithComment ? "\(text)\n" : "\n\(text)", at: anchor)])
        if !others.isEmpty {
            Sharing(context).announce("\(prototype);", of: home, for: others, "C-06", title, &draft)
        } else if isEarly, let first {
            draft.add(
                "C-06", title, in: home.file,
                [.insert("\(storage)\(prototype);\n\n", at: first.startWithComment)])
        }
    }
}
