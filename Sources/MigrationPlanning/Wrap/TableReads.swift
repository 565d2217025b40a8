// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// Code that looks into a table which it was given, as a framework does before it registers a parent: it asks for what
/// stands for the callbacks now.
public struct TableReads {
    public static let title = "tables of others are asked for their driver"

    let usage: DriverUsage
    let target: KernelLevel

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        let assigned = Set(
            usage.tables.flatMap { $0.members.filter(\.isAssignment) }.compactMap { $0.node.left?.unwrapped })
        for node in usage.index.nodes(.memberReference) {
            guard node.owner == OldAPI.tableRecord, !assigned.contains(node), !isDesignator(node),
                let name = newName(node.name), name != node.name
            else { continue }
            guard !node.isFromMacro,
                let token = node.tokens.indices(in: node.range).last(where: { node.tokens.text(at: $0) == node.name }),
                isTest(node)
            else {
                throw Refusal(
                    rule: "M-16", path: node.file.path, position: node.position,
                    message: ".\(node.name) of an ops table is used here other than by testing whether it is there",
                    advice: "call the driver's function itself, then convert again")
            }
            let edit = saidBefore(node) ?? TextEdit(node.tokens.tokens[token].range, name)
            try builder.add("M-16", Self.title, in: node.file, [edit])
        }
    }

    /// `!ops->create || !ops->remove` where the driver stands for both: the second question goes.
    private func saidBefore(_ node: SyntaxNode) -> TextEdit? {
        var operand = node
        while let parent = DeviceUses.meaningfulParent(of: operand), parent.kind == .unary { operand = parent }
        guard let both = DeviceUses.meaningfulParent(of: operand), both.kind == .binary,
            ["&&", "||"].contains(both.operatorText), let left = both.left, let right = both.right,
            right.range.contains(node.range), right.unwrapped == operand.unwrapped,
            let other = left.descendants(.memberReference).last, other.owner == node.owner,
            newName(other.name) == newName(node.name),
            left.text.hasSuffix(right.text.replacing(node.name, with: other.name))
        else { return nil }
        return .delete(SourceRange(left.range.end, right.range.end))
    }

    private func isDesignator(_ node: SyntaxNode) -> Bool {
        node.parent?.kind == .designatedInitialiser && node.parent?.initialiser != node
    }

    /// What stands for a member at the target; nil where it stays.
    private func newName(_ member: String) -> String? {
        switch member {
        case "create": target.tableNamesDriver ? "device_driver" : "probe"
        case "remove": target.tableNamesDriver ? "device_driver" : "remove"
        case _ where OldAPI.callbacks.contains(member): member + "_of_the_driver"
        default: nil
        }
    }

    /// `!ops->create`, `ops->create && …`, `if (ops->create)`: callbacks of the device itself are not to be seen any more.
    private func isTest(_ node: SyntaxNode) -> Bool {
        guard ["create", "remove"].contains(node.name), let parent = DeviceUses.meaningfulParent(of: node) else {
            return false
        }
        switch parent.kind {
        case .unary: return parent.operatorText == "!"
        case .binary: return ["&&", "||", "==", "!="].contains(parent.operatorText)
        case .ifStatement: return parent.condition?.range.contains(node.range) ?? false
        default: return false
        }
    }
}
