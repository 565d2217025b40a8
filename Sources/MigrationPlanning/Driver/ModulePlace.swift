// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Where a module registers its mdev_drivers.
enum ModulePlace {
    /// In a function that runs once before the first parent is registered, and in one that runs after the last is gone.
    case functions(start: SyntaxNode, end: SyntaxNode?)
    /// `module_pci_driver(…)` and the like, which has to be written out.
    case macro(ModuleEntry.MacroEntry, file: SourceFile)
    /// Around each registration of a parent: how often those happen is not seen.
    case counted

    /// The file whose functions name the drivers; nil where those are all that register parents.
    var file: SourceFile? {
        switch self {
        case .functions(let start, _): start.file
        case .macro(_, let file): file
        case .counted: nil
        }
    }

    /// - Parameter home: the file that the drivers are defined in; a place in it is preferred.
    static func find(_ usage: DriverUsage, home: SourceFile) -> ModulePlace {
        let entry = usage.entry
        if let start = entry.initFunction, start.file.path == home.path {
            return .functions(start: start, end: entry.exitFunction)
        }
        if let (start, end) = onlyRegistration(usage, home: home) { return .functions(start: start, end: end) }
        if let start = entry.initFunction { return .functions(start: start, end: entry.exitFunction) }
        if let macro = entry.driverMacro,
            let list = usage.index.units.lazy.compactMap({ $0.tree.tokens(ofFile: macro.use.path) }).first
        {
            return .macro(macro, file: list.file)
        }
        return .counted
    }

    /// The one function that registers the one parent, called once on the way from module init.
    private static func onlyRegistration(_ usage: DriverUsage, home: SourceFile) -> (SyntaxNode, SyntaxNode)? {
        guard let entry = usage.entry.initFunction, usage.registrations.count == 1, usage.unregistrations.count == 1,
            let site = usage.registrations.first, site.reach == .moduleInit,
            let start = usage.index.functions[site.function], start.file.path == home.path,
            let end = usage.index.functions[usage.unregistrations[0].function], end.file.path == home.path,
            start != end, usage.index.values[end.name] == nil, !isInLoop(site.call),
            runsOnce(start, from: entry, usage.index), !isRepeated(end, usage.index)
        else { return nil }
        return (start, end)
    }

    private static func isInLoop(_ call: SyntaxNode) -> Bool { call.ancestor(where: { $0.kind.isLoop }) != nil }

    /// Each function on the way is called in one place, which is in no loop.
    private static func runsOnce(_ function: SyntaxNode, from entry: SyntaxNode, _ index: DriverIndex) -> Bool {
        var function = function
        var seen: Set<String> = []
        while function.name != entry.name {
            guard seen.insert(function.name).inserted, index.values[function.name] == nil,
                let calls = index.calls[function.name], calls.count == 1, !isInLoop(calls[0]),
                let caller = calls[0].enclosingFunction
            else { return false }
            function = caller
        }
        return true
    }

    /// Somebody undoes several things with it, one after the other.
    private static func isRepeated(_ function: SyntaxNode, _ index: DriverIndex) -> Bool {
        var seen: Set<String> = []
        var open = [function.name]
        while let name = open.popLast() {
            for call in index.calls[name] ?? [] {
                if isInLoop(call) { return true }
                if let caller = call.enclosingFunction?.name, seen.insert(caller).inserted { open.append(caller) }
            }
        }
        return false
    }
}
