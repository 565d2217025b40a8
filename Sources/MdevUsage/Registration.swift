// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// A call of `mdev_register_device()` or `mdev_unregister_device()`.
public struct RegistrationSite: Sendable {
    public var call: SyntaxNode
    /// The function that the call stands in.
    public var function: String
    /// The parent device as written.
    public var parent: SyntaxNode?
    /// The table as written; nil for unregistering.
    public var table: SyntaxNode?
    /// How the function is reached when the module loads or goes.
    public var reach: Reach

    public enum Reach: Sendable, Hashable {
        case moduleInit
        case moduleExit
        /// In the probe or remove of a bus driver: the variable that describes it.
        case busDriver(String)
        /// Called by another module or in a way that was not seen.
        case unknown

        public var description: String {
            switch self {
            case .moduleInit: "module init"
            case .moduleExit: "module exit"
            case .busDriver(let name): "bus driver \(name)"
            case .unknown: "called from elsewhere"
            }
        }
    }
}

/// What a module does when it is loaded and unloaded.
public struct ModuleEntry: Sendable {
    public var initFunction: SyntaxNode?
    public var exitFunction: SyntaxNode?
    /// `module_pci_driver(x)` and the like: the macro, its argument, and the invocation.
    public var driverMacro: MacroEntry?

    public struct MacroEntry: Sendable {
        public var macro: String
        public var driver: String
        public var use: MacroUse
    }

    init(_ index: DriverIndex) {
        for unit in index.units {
            for use in unit.macroUses where use.path == unit.mainPath {
                guard let argument = Self.argument(of: use, in: unit) else { continue }
                switch use.name {
                case "module_init", "late_initcall", "device_initcall", "subsys_initcall":
                    initFunction = initFunction ?? index.functions[argument]
                case "module_exit": exitFunction = exitFunction ?? index.functions[argument]
                case _ where use.name.hasPrefix("module_") && use.name.hasSuffix("_driver"):
                    driverMacro = driverMacro ?? MacroEntry(macro: use.name, driver: argument, use: use)
                default: break
                }
            }
        }
    }

    private static func argument(of use: MacroUse, in unit: ParseResult) -> String? {
        guard use.name.hasPrefix("module_") || use.name.hasSuffix("_initcall"),
            let tokens = unit.tree.tokens(ofFile: use.path)
        else { return nil }
        let first = tokens.index(atOrAfter: use.range.start)
        return tokens.token(first + 1, is: "(") ? tokens.text(at: first + 2) : nil
    }
}

/// Which functions and variables lead to which others: by calling, by taking the address, by initialisers.
public struct ReferenceGraph: Sendable {
    private var edges: [String: Set<String>] = [:]

    public init(_ index: DriverIndex) {
        for node in index.declarations where node.kind == .function || node.kind == .variable {
            edges[node.name, default: []].formUnion(Self.names(in: node))
        }
    }

    /// Names that a piece of code mentions.
    public static func names(in node: SyntaxNode) -> Set<String> {
        Set(
            node.subtree.lazy.filter { $0.kind == .reference || ($0.kind == .call && !$0.name.isEmpty) }.map(\.name))
    }

    /// Whether something named leads to a target.
    public func reaches(_ start: String, _ target: String) -> Bool { reaches(from: [start], target) }

    public func reaches(from starts: Set<String>, _ target: String) -> Bool {
        var seen = starts
        var queue = Array(starts)
        while let name = queue.popLast() {
            if name == target { return true }
            for next in edges[name] ?? [] where seen.insert(next).inserted { queue.append(next) }
        }
        return false
    }
}
