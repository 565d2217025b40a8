// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage

/// The little that stands against wrapping.
struct WrapChecks {
    let usage: DriverUsage

    private func refuse(_ rule: RuleID, _ node: SyntaxNode, _ message: String, _ advice: String) -> Refusal {
        Refusal(rule: rule, path: node.file.path, position: node.position, message: message, advice: advice)
    }

    /// The tables that are converted.
    func tables() throws(Refusal) -> [OpsTable] {
        let old = usage.tables.filter { $0.member("device_driver") == nil && (!$0.members.isEmpty || $0.isRegistered) }
        for table in old {
            switch table.storage {
            case .declaredElsewhere:
                throw refuse(
                    "M-16", table.node, "the ops table \(table.name) is defined elsewhere",
                    "name the file that defines it on the command line, too")
            case .unreadable:
                throw refuse("M-16", table.node, "the ops table \(table.name) did not parse", "mend its text first")
            default: break
            }
            if table.isMadeByMacro {
                throw refuse(
                    "M-16", table.node, "the ops table \(table.name) is made by a macro",
                    "write the table out by hand, then convert again")
            }
        }
        // A table whose members are given elsewhere, through a pointer, is converted where they are given.
        let isFilled = { (table: OpsTable) in ["create", "remove"].contains { table.member($0) != nil } }
        for table in old where !isFilled(table) {
            guard let copy = copy(to: table) else { continue }
            throw refuse(
                "M-16", copy, "the ops table \(table.name) is filled here by copying another one",
                "register the table that is copied, or give \(table.name) its members one by one, then convert again")
        }
        return old.filter(isFilled)
    }

    /// `table = template;` or `memcpy(&table, &template, …)`.
    private func copy(to table: OpsTable) -> SyntaxNode? {
        let assignment = usage.index.nodes(.assignment).first { node in
            guard let left = node.left?.unwrapped, left.name == table.name else { return false }
            return CType.recordName(left.canonicalType) == OldAPI.tableRecord && !CType.isPointer(left.canonicalType)
        }
        return assignment
            ?? usage.index.calls("memcpy", "memmove", "__builtin_memcpy", "__memcpy").first { call in
                call.arguments.first?.subtree.contains {
                    [.reference, .memberReference].contains($0.kind) && $0.name == table.name
                } ?? false
            }
    }

    func callbacks(of wrapped: WrappedTable) throws(Refusal) {
        let table = wrapped.table
        for member in OldAPI.callbacks {
            let values = table.members.filter { $0.name == member && !$0.isNull }
            guard let first = values.first else { continue }
            let functions = Set(values.flatMap(\.functions))
            if functions.isEmpty {
                throw refuse(
                    "M-10", first.node, "the function bound to .\(member) is not named here",
                    "bind a function of the driver's own that calls it, then convert again")
            }
            if functions.count > 1 {
                throw refuse(
                    "M-10", values.last?.node ?? first.node, ".\(member) is chosen at run time",
                    "bind one function that chooses, or make a table of each, then convert again")
            }
        }
        guard let create = wrapped.function("create") else {
            throw refuse("M-02", table.node, "\(table.name) has no .create", "give it one, then convert again")
        }
        guard wrapped.function("remove") != nil else {
            throw refuse("M-06", table.node, "\(table.name) has no .remove", "give it one, then convert again")
        }
        guard wrapped.context.create == nil else { return }
        let heads = usage.index.heads(of: create)
        if let head = heads.first(where: { $0.parameters.count == 2 }), wrapped.context.target.givesTypes {
            throw refuse(
                "B-01", head, "\(create)() takes the kobject and is not defined in the files at hand",
                "name the file that defines it on the command line, too")
        }
    }

    func noIommuDevices(_ target: KernelLevel) throws(Refusal) {
        guard !target.hasIommuDevice else { return }
        for name in ["mdev_set_iommu_device", "mdev_get_iommu_device"] {
            guard let call = usage.index.calls[name]?.first else { continue }
            throw refuse(
                "E-02", call, "\(name)() is gone from 5.16 on, and nothing took its place",
                "a device that needs an iommu of its own cannot be an mdev any more; convert up to 5.15")
        }
    }
}
