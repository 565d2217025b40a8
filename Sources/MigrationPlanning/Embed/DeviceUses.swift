// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// What an expression that mentions the mdev is used for. Each use is the outermost expression that is replaced.
struct DeviceUse {
    enum Purpose {
        /// `mdev_get_drvdata(mdev)`
        case getState
        /// `mdev_set_drvdata(mdev, value)`
        case setState(value: SyntaxNode)
        /// `mdev_dev(mdev)`
        case device
        /// `mdev_parent_dev(mdev)`
        case parentDevice
        /// `helper(…, mdev, …)` of a function that will take the state.
        case helperArgument(helper: String)
        /// `callback(mdev, …)` of a callback that is called directly.
        case callbackArgument
        /// `!mdev`, `mdev == NULL`: the statement, or the part of a condition, that cannot be true any more.
        case nullTest
        case other
    }

    var purpose: Purpose
    /// What is replaced.
    var node: SyntaxNode
    /// The mention of the mdev itself.
    var mention: SyntaxNode
}

/// Sorts the mentions of a variable of type `struct mdev_device *` in a function.
struct DeviceUses {
    let function: SyntaxNode
    /// Functions that will take the state instead of the mdev: name → position of the parameter.
    let helpers: [String: Int]
    /// Functions through which drvdata is read.
    var getters: Set<String> = ["mdev_get_drvdata"]
    /// Device callbacks, which are also called directly: they take the vfio_device.
    var callbacks: Set<String> = []

    func uses(of declaration: DeclarationID?) -> [DeviceUse] {
        guard let declaration, let body = function.body else { return [] }
        var seen: Set<SourceRange> = []
        return body.subtree.compactMap { node in
            guard node.kind == .reference, node.declaration == declaration, seen.insert(node.range).inserted else {
                return nil
            }
            return use(of: node)
        }
    }

    /// The use that one mention of an mdev expression is part of.
    func use(of mention: SyntaxNode) -> DeviceUse {
        guard let parent = Self.meaningfulParent(of: mention) else {
            return DeviceUse(purpose: .other, node: mention, mention: mention)
        }
        if parent.kind == .call, let name = parent.calledName,
            let position = parent.arguments.firstIndex(where: { $0.range.contains(mention.range) }),
            parent.arguments[position].unwrapped == mention
        {
            switch name {
            case _ where getters.contains(name): return DeviceUse(purpose: .getState, node: parent, mention: mention)
            case "mdev_set_drvdata" where parent.arguments.count == 2:
                return DeviceUse(purpose: .setState(value: parent.arguments[1]), node: parent, mention: mention)
            case "mdev_dev": return DeviceUse(purpose: .device, node: parent, mention: mention)
            case "mdev_parent_dev": return DeviceUse(purpose: .parentDevice, node: parent, mention: mention)
            case _ where callbacks.contains(name) && position == 0:
                return DeviceUse(purpose: .callbackArgument, node: parent.arguments[position], mention: mention)
            default:
                if helpers[name] == position {
                    return DeviceUse(
                        purpose: .helperArgument(helper: name), node: parent.arguments[position], mention: mention)
                }
            }
        }
        if Self.isNullTest(parent, of: mention) { return DeviceUse(purpose: .nullTest, node: parent, mention: mention) }
        return DeviceUse(purpose: .other, node: mention, mention: mention)
    }

    static func meaningfulParent(of node: SyntaxNode) -> SyntaxNode? {
        node.ancestor {
            $0.kind != .parenthesised && $0.kind != .cast && !($0.kind == .other && $0.range == node.range)
        }
    }

    /// `!x`, `x == NULL`, `NULL == x`.
    static func isNullTest(_ node: SyntaxNode, of mention: SyntaxNode) -> Bool {
        if node.kind == .unary { return node.operatorText == "!" }
        guard node.kind == .binary, node.operatorText == "==", let left = node.left, let right = node.right else {
            return false
        }
        let other = left.range.contains(mention.range) ? right : left
        return ["NULL", "0"].contains(other.text)
    }
}
