// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// One call that registers a notifier or takes it back.
struct NotifierUse {
    enum Kind { case iommu, group }

    var call: SyntaxNode
    var kind: Kind
    var isRegistration: Bool
    var device: SyntaxNode { call.arguments[0] }
    /// The notifier block as it is passed: `&t->nb`.
    var block: SyntaxNode { call.arguments[call.arguments.count - 1] }
    /// `events` of `&events`.
    var events: SyntaxNode? {
        guard isRegistration else { return nil }
        let plain = call.arguments[2].unwrapped
        return plain.kind == .unary ? plain.children.first?.unwrapped : nil
    }

    /// The field or variable that is the notifier block.
    var blockPlace: SyntaxNode? {
        let plain = block.unwrapped
        guard plain.kind == .unary, plain.operatorText == "&" else { return nil }
        return plain.children.first?.unwrapped
    }

    /// All of a driver, in order.
    /// - Throws: `Refusal` for one whose kind is not written there.
    static func all(_ context: UpgradeContext) throws(Refusal) -> [NotifierUse] {
        var uses: [NotifierUse] = []
        for call in context.index.calls("vfio_register_notifier", "vfio_unregister_notifier") {
            let isRegistration = call.calledName == "vfio_register_notifier"
            guard call.arguments.count == (isRegistration ? 4 : 3) else { continue }
            let kind: Kind
            switch call.arguments[1].unwrapped.name {
            case "VFIO_IOMMU_NOTIFY": kind = .iommu
            case "VFIO_GROUP_NOTIFY": kind = .group
            default:
                throw context.refuse(
                    "C-08", call, "which notifier is meant is decided at run time",
                    "write the type of the notifier into the call, then convert again")
            }
            uses.append(NotifierUse(call: call, kind: kind, isRegistration: isRegistration))
        }
        return uses.sorted { ($0.call.file.path, $0.call.range) < ($1.call.file.path, $1.call.range) }
    }

    /// The driver's function behind the notifier block, and the places that put it there.
    func callback(_ context: UpgradeContext) throws(Refusal) -> (function: SyntaxNode, setters: [SyntaxNode]) {
        var names: Set<String> = []
        var setters: [SyntaxNode] = []
        if let place = blockPlace {
            for node in context.index.nodes(.assignment) {
                guard let left = node.left?.unwrapped, left.kind == .memberReference, left.name == "notifier_call",
                    let base = left.children.first?.unwrapped, base.name == place.name, base.owner == place.owner,
                    let value = node.right?.unwrapped
                else { continue }
                names.insert(Self.function(value))
                setters.append(node)
            }
            for node in context.index.nodes(.designatedInitialiser)
            where node.designatedMember?.name == "notifier_call" {
                let holder = node.ancestor {
                    $0.kind == .designatedInitialiser || $0.kind == .variable || $0.kind == .assignment
                }
                let name =
                    holder?.kind == .variable
                    ? holder?.name : holder?.designatedMember?.name ?? holder?.left?.unwrapped.name
                guard name == place.name, let value = node.initialiser?.unwrapped else { continue }
                names.insert(Self.function(value))
            }
        }
        if names.isEmpty {
            // The block is reached in a way that was not followed: one function of that kind can only be it.
            let fitting = context.index.functions.values.filter { function in
                function.parameters.count == 3
                    && CType.isPointer(function.parameters[0].canonicalType, toStruct: "notifier_block")
            }
            if fitting.count == 1 { names = [fitting[0].name] }
        }
        guard names.count == 1, let name = names.first, let function = context.index.functions[name] else {
            throw context.refuse(
                kind == .group ? "C-08" : "D-01", call, "which function this notifier calls is not seen",
                "set notifier_call to one function of the driver, then convert again")
        }
        return (function, setters)
    }

    private static func function(_ value: SyntaxNode) -> String {
        value.kind == .unary ? value.children.first?.unwrapped.name ?? "" : value.name
    }

    /// The statement that fills in the events, in front of the registration: they are asked for no longer.
    func eventsAssignment() -> SyntaxNode? {
        guard let events, let block = call.enclosingStatement.parent, block.kind == .compound,
            let position = block.children.firstIndex(of: call.enclosingStatement)
        else { return nil }
        return block.children[..<position].last { node in
            node.kind == .assignment && node.operatorText == "="
                && node.left?.unwrapped.declaration == events.declaration
        }
    }
}
