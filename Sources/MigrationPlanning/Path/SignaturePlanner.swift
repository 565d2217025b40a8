// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// Plans what 5.13 wants of a driver that keeps its ops table, and what a file wants that only has type attributes: the
/// types instead of their kobjects, and the mdev instead of its device.
struct SignaturePlanner {
    let usage: DriverUsage
    let source: KernelLevel
    let target: KernelLevel

    func plan() throws(Refusal) -> PlanBuilder {
        var builder = PlanBuilder(usage: usage)
        let tables = usage.tables.filter { !$0.members.isEmpty }
        let contexts = tables.map { table in
            DriverContext(
                usage: usage, table: table, source: source, target: target,
                names: DriverNames(usage: usage, table: table))
        }
        var creates: [SyntaxNode] = []
        for create in contexts.compactMap(\.create) where !creates.contains(create) { creates.append(create) }
        let groups = contexts.first.map { TypeGroups($0) } ?? TypeGroups(attributesOf: usage)
        let functions = contexts.first.map { $0.names.prefix } ?? DriverNames.prefix(of: usage)
        let route = RuleRoute(from: source, to: target)
        if route.has("B-01", "B-02", "B-03", "B-04") {
            try TypeLookupStep(usage, groups: groups, creates: creates, prefix: functions).plan(&builder)
        }
        if route.has("B-13", "B-14") { try IommuDeviceStep(usage: usage).plan(&builder) }
        if route.has("X-05", "X-06") { try UUIDStep(usage: usage, source: source).plan(&builder) }
        reviewDependency(&builder)
        for table in tables {
            try renameOpen(table, &builder)
            try VendorMembers(table: table).plan(edits: true, &builder)
        }
        return builder
    }

    /// A file that had nothing of the mdev module but types, and calls it now.
    private func reviewDependency(_ builder: inout PlanBuilder) {
        let callsCore = usage.index.calls.keys.contains { $0.hasPrefix("mdev_") || $0.hasPrefix("mtype_") }
        let gains = builder.steps.contains { step in
            step.edits.values.contains { $0.contains { $0.replacement.contains("mtype_get_") } }
        }
        guard gains, !callsCore, let attribute = usage.typeAttributes.first?.function else { return }
        builder.review(
            ReviewItem(
                rule: "B-04", path: attribute.file.path, position: attribute.position,
                message:
                    "\(usage.name) calls functions of the mdev module now (mtype_get_parent_dev() or mtype_get_type_group_id())",
                reason: "it did not before, so its Kconfig option need not see to it that the module is there",
                choices: [
                    "let the option depend on VFIO_MDEV (when it may be built in: VFIO_MDEV=y || VFIO_MDEV=its own value)",
                    "move the type attributes to the module that registers the parent",
                ]))
    }

    /// `open_device` and `close_device` are of 5.15.
    private func renameOpen(_ table: OpsTable, _ builder: inout PlanBuilder) throws(Refusal) {
        guard !target.hasDeviceSets, target.order < source.order else { return }
        for member in table.members where ["open_device", "close_device"].contains(member.name) {
            let node = member.isAssignment ? member.node.left?.unwrapped : member.node.designatedMember
            guard let node, let name = WrappedTable.synonyms[member.name],
                let token = node.tokens.indices(in: node.range).last(where: { node.tokens.text(at: $0) == member.name })
            else { continue }
            try builder.add(
                "O-01", "open and release, as they were called", in: node.file,
                [TextEdit(node.tokens.tokens[token].range, name)])
        }
    }
}
