// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// B-13, B-14: from 5.13 to 5.15 the iommu device is set on the mdev, and setting it cannot fail.
struct IommuDeviceStep {
    let usage: DriverUsage

    private static let title = "the iommu device is set on the mdev"

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        for call in usage.index.calls("mdev_set_iommu_device") where takesDevice(call) {
            try giveMdev(call, rule: "B-13", &builder)
            try dropResult(of: call, &builder)
        }
        for call in usage.index.calls("mdev_get_iommu_device") where takesDevice(call) {
            try giveMdev(call, rule: "B-14", &builder)
        }
    }

    /// An expression for a device that such a call has as its first argument.
    static func isGivenMdev(_ device: SyntaxNode) -> Bool {
        guard let call = DeviceUses.meaningfulParent(of: device), let name = call.calledName else { return false }
        return ["mdev_set_iommu_device", "mdev_get_iommu_device"].contains(name)
            && call.arguments.first?.unwrapped.range == device.range
    }

    private func takesDevice(_ call: SyntaxNode) -> Bool {
        guard let type = call.arguments.first?.unwrapped.canonicalType else { return false }
        return CType.isPointer(type, toStruct: "device")
    }

    private func giveMdev(_ call: SyntaxNode, rule: RuleID, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let argument = call.arguments.first, !builder.changes(argument.range, in: call.file) else { return }
        let plain = argument.unwrapped
        var text = "to_mdev_device(\(argument.text))"
        if plain.calledName == "mdev_dev", let mdev = plain.arguments.first { text = mdev.text }
        try builder.add(rule, Self.title, in: call.file, [TextEdit(argument.range, text)])
    }

    /// What asked for the result goes on with success.
    private func dropResult(of call: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let statement = call.enclosingStatement
        if statement == call { return }
        let file = call.file
        if statement.kind == .assignment, statement.right?.unwrapped == call, let left = statement.left {
            let behind = file.endOfLine(at: statement.rangeWithSemicolon.end - 1)
            try builder.add(
                "B-13", Self.title, in: file,
                [
                    .delete(SourceRange(left.range.start, call.range.start)),
                    .insert("\(statement.indentation)\(left.text) = 0;\n", at: behind),
                ])
            try dropTest(of: left, behind: statement, &builder)
            return
        }
        if statement.kind == .returnStatement, statement.children.first?.unwrapped == call,
            statement.parent?.kind == .compound
        {
            let behind = file.endOfLine(at: statement.rangeWithSemicolon.end - 1)
            try builder.add(
                "B-13", Self.title, in: file,
                [
                    .delete(SourceRange(statement.range.start, call.range.start)),
                    .insert("\(statement.indentation)return 0;\n", at: behind),
                ])
            return
        }
        throw Refusal(
            rule: "B-13", path: file.path, position: call.position,
            message: "the result of mdev_set_iommu_device() is tested here, and from 5.13 on it has none",
            advice: "make the call a statement of its own, then convert again")
    }

    private func dropTest(
        of result: SyntaxNode, behind statement: SyntaxNode, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        guard let block = statement.parent, block.kind == .compound,
            let position = block.children.firstIndex(of: statement), position + 1 < block.children.count
        else { return }
        let test = block.children[position + 1]
        guard test.kind == .ifStatement, test.elseBranch == nil, let condition = test.condition,
            condition.unwrapped.declaration == result.unwrapped.declaration,
            // A label may be left without a jump to it.
            test.descendants(.goto).isEmpty
        else { return }
        builder.withdraw(in: test.statementLines, of: test.file)
        try builder.add("B-13", Self.title, in: test.file, [.delete(test.statementLines)])
    }
}
