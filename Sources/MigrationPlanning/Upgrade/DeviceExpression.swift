// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// How the `vfio_device` is written where there was a `struct device *`.
struct VFIODeviceText {
    /// A pointer: `vdev`, `&t->vdev`, `foo_vfio_device(dev)`.
    var pointer: String

    /// A member of what it points to.
    func member(_ name: String) -> String {
        if pointer.hasPrefix("&") { return "\(pointer.dropFirst()).\(name)" }
        return "\(pointer)->\(name)"
    }
}

/// C-06: finds the `vfio_device` that a device expression means.
struct DeviceExpression {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    /// - Throws: `Refusal` where nothing in the driver leads from the device to the vfio_device.
    func resolve(_ node: SyntaxNode, _ needs: inout GeneratedNeeds) throws(Refusal) -> VFIODeviceText {
        guard let function = node.enclosingFunction else {
            throw context.refuse("C-06", node, "a device is used outside of a function", UpgradePlanner.byHand)
        }
        if let text = direct(node, in: function, depth: 0) { return VFIODeviceText(pointer: text) }
        let candidates = inScope(at: node, in: function)
        if candidates.count == 1 { return VFIODeviceText(pointer: candidates[0]) }
        let name = try needs.lookup(for: node, in: function, context)
        return VFIODeviceText(pointer: "\(name)(\(node.text))")
    }

    // MARK: From the expression itself

    private func direct(_ node: SyntaxNode, in function: SyntaxNode, depth: Int) -> String? {
        let plain = node.unwrapped
        if plain.isFromMacro { return nil }
        // vdev->dev, t->vdev.dev
        if plain.kind == .memberReference, plain.name == "dev", plain.owner == "vfio_device",
            let base = plain.children.first?.unwrapped
        {
            return CType.isPointer(base.canonicalType, toStruct: "vfio_device") ? base.text : "&\(base.text)"
        }
        if let mdev = Self.mdev(in: plain) { return fromMdev(mdev, in: function, depth: depth) }
        if let value = onlyValue(of: plain, in: function), depth < 4 {
            return direct(value, in: function, depth: depth + 1)
        }
        return nil
    }

    /// `mdev` of `mdev_dev(mdev)` and of `&mdev->dev`.
    static func mdev(in plain: SyntaxNode) -> SyntaxNode? {
        if plain.calledName == "mdev_dev" { return plain.arguments.first?.unwrapped }
        guard plain.kind == .unary, plain.operatorText == "&", let field = plain.children.first?.unwrapped,
            field.kind == .memberReference, field.name == "dev", field.owner == OldAPI.deviceRecord
        else { return nil }
        return field.children.first?.unwrapped
    }

    private func fromMdev(_ mdev: SyntaxNode, in function: SyntaxNode, depth: Int) -> String? {
        if mdev.kind == .memberReference, let base = mdev.children.first?.unwrapped, !mdev.isFromMacro {
            if let embedding = context.devices.embedding(pointedToBy: base.canonicalType) {
                return "&\(Self.postfix(base))->\(embedding.field)"
            }
            if let embedding = context.devices.embedding(of: base.recordName), !base.canonicalType.contains("*") {
                return "&\(Self.postfix(base)).\(embedding.field)"
            }
        }
        if let name = mdev.calledName, ["to_mdev_device", "mdev_from_dev"].contains(name),
            let device = mdev.arguments.first
        {
            return direct(device, in: function, depth: depth + 1)
        }
        if let value = onlyValue(of: mdev, in: function), depth < 4 {
            return fromMdev(value.unwrapped, in: function, depth: depth + 1)
        }
        return nil
    }

    private static func postfix(_ node: SyntaxNode) -> String {
        switch node.kind {
        case .reference, .memberReference, .call, .elementAccess, .parenthesised: node.text
        default: "(\(node.text))"
        }
    }

    /// The value of a local variable that is set once, where it is declared.
    private func onlyValue(of node: SyntaxNode, in function: SyntaxNode) -> SyntaxNode? {
        guard node.kind == .reference,
            let variable = function.descendants(.variable).first(where: { $0.declaration == node.declaration }),
            let value = variable.initialiser
        else { return nil }
        let isChanged = function.subtree.contains { other in
            (other.kind == .assignment && other.left?.unwrapped.declaration == node.declaration)
                || (other.kind == .unary && ["&", "++", "--"].contains(other.operatorText)
                    && other.children.first?.unwrapped.declaration == node.declaration)
        }
        return isChanged ? nil : value
    }

    // MARK: From what is in scope

    private func inScope(at node: SyntaxNode, in function: SyntaxNode) -> [String] {
        var found: [String] = []
        func add(_ variable: SyntaxNode) {
            if CType.isPointer(variable.canonicalType, toStruct: "vfio_device") {
                found.append(variable.name)
            } else if let embedding = context.devices.embedding(pointedToBy: variable.canonicalType) {
                found.append("&\(variable.name)->\(embedding.field)")
            }
        }
        for parameter in function.parameters where !parameter.name.isEmpty { add(parameter) }
        // A callback has its device twice: as the parameter and as what container_of() makes of it.
        if !found.isEmpty { return found }
        for variable in function.descendants(.variable) where isSurelySet(variable, at: node) { add(variable) }
        return found
    }

    /// Set on every way to a place: where it is declared, or by a statement of a block around the place.
    private func isSurelySet(_ variable: SyntaxNode, at node: SyntaxNode) -> Bool {
        guard variable.range.end < node.range.start, let block = variable.parent?.parent, block.kind == .compound,
            block.range.contains(node.range)
        else { return false }
        if variable.initialiser != nil { return !["NULL", "0"].contains(variable.initialiser?.text ?? "") }
        var inner = node
        while let parent = inner.parent, parent.kind != .function {
            if parent.kind == .compound {
                for statement in parent.children where statement.range.end <= inner.range.start {
                    guard statement.kind == .assignment, let target = statement.left?.unwrapped,
                        target.declaration == variable.declaration, statement.right?.text != "NULL"
                    else { continue }
                    return true
                }
            }
            inner = parent
        }
        return false
    }
}
