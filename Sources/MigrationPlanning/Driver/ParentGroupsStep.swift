// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import SourceText

/// M-13: the parent's attributes go to the parent's own groups, where the driver itself registers the parent.
struct ParentGroupsStep {
    let context: DriverContext

    init(_ context: DriverContext) { self.context = context }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let member = context.table.member("dev_attr_groups"), !member.isNull
        else {
            return
        }
        guard let place = registrationOfParent() else {
            builder.review(
                ReviewItem(
                    rule: "M-13", path: member.node.file.path, position: member.node.position,
                    message: "\(member.value.text) was added to the parent device and no longer is",
                    reason: "who owns the parent device, and may give it groups, is not seen in this driver",
                    choices: [
                        "set the groups where the parent is made (struct device.groups, the class's or driver's dev_groups)",
                        "call device_add_groups() before mdev_register_device() and device_remove_groups() after unregistering",
                        "drop the attributes when nobody reads them",
                    ]))
            try keep(member.value.unwrapped, &builder)
            return
        }
        try set(member.value.text, at: place, &builder)
    }

    private func set(
        _ groups: String, at place: (call: SyntaxNode, device: String), _ builder: inout PlanBuilder
    ) throws(Refusal) {
        let statement = place.call.enclosingStatement
        let file = statement.file
        let text = "\(statement.indentation)\(place.device).groups = \(groups);\n"
        try builder.add(
            "M-13", "the parent's attributes become the parent's own groups", in: file,
            [.insert(text, at: file.startOfLine(at: statement.range.start))])
    }

    /// The same, with the table there that had the groups.
    func planAhead(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let member = context.table.member("dev_attr_groups"), !member.isNull, !member.isAssignment,
            let place = registrationOfParent()
        else { return }
        try set(member.value.text, at: place, &builder)
        try builder.add(
            "M-13", "the parent's attributes become the parent's own groups", in: member.node.file,
            [TableLayout.deletion(of: member)])
    }

    /// Until that is decided nothing names the groups, and the compiler need not say so.
    private func keep(_ value: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        guard value.kind == .reference, let variable = context.index.variables[value.name], variable.isStatic,
            variable.file.path == context.file.path,
            context.index.nodes(.reference).filter({ $0.declaration == value.declaration }).count == 1,
            let name = variable.nameRange
        else { return }
        let tokens = variable.tokens
        var index = tokens.index(atOrAfter: name.end)
        while tokens.token(index, is: "["), let close = tokens.closing(of: index) { index = close + 1 }
        try builder.add(
            "M-13", "the parent's attributes become the parent's own groups", in: variable.file,
            [.insert(" __maybe_unused", at: tokens.tokens[index - 1].range.end)])
    }

    /// `device_register(&X)` or `device_add(&X)` of the device that becomes the parent, with X as text.
    private func registrationOfParent() -> (call: SyntaxNode, device: String)? {
        guard let parent = context.usage.registrations.first?.parent?.text, parent.hasPrefix("&") else { return nil }
        let device = String(parent.dropFirst())
        let groups = device + ".groups"
        let taken = context.index.nodes(.assignment).contains { $0.left?.text == groups }
        guard !taken else { return nil }
        for call in context.index.calls("device_register", "device_add") where call.arguments.first?.text == parent {
            return (call, device)
        }
        return nil
    }
}
