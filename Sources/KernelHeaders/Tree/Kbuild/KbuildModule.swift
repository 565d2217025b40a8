// SPDX-License-Identifier: Apache-2.0

/// A module, or a built-in object, as a directory's Makefile describes it.
public struct KbuildModule: Sendable, Hashable {
    /// What decides whether the module is built, and how.
    public enum Gate: Sendable, Hashable {
        /// `obj-y`: always part of the kernel.
        case builtIn
        /// `obj-m`: always a module.
        case module
        /// `obj-$(CONFIG_X)`: as the symbol says. The name is without `CONFIG_`.
        case symbol(String)
    }

    /// The name of the object file without its extension.
    public var name: String
    /// What decides whether it is built.
    public var gate: Gate
    /// Further symbols of conditionals around the line that names the module.
    public var conditions: [KbuildCondition]
    /// The C files it is built from, as absolute paths. Files that do not exist are left out.
    public var sources: [String]
    /// For sources that are only part of the module under certain symbols: these symbols.
    public var sourceConditions: [String: [KbuildCondition]]

    /// Creates a module.
    public init(
        name: String, gate: Gate, conditions: [KbuildCondition] = [], sources: [String],
        sourceConditions: [String: [KbuildCondition]] = [:]
    ) {
        self.name = name
        self.gate = gate
        self.conditions = conditions
        self.sources = sources
        self.sourceConditions = sourceConditions
    }

    /// The name as C sees it in `KBUILD_MODNAME`.
    public var identifier: String { Self.identifier(for: name) }

    /// A name with everything that an identifier cannot hold replaced by underscores.
    public static func identifier(for name: String) -> String {
        String(decoding: name.utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ",") ? 95 : $0 }, as: UTF8.self)
    }

    /// The symbols that must be set for a source of the module to be compiled.
    public func symbols(for source: String) -> [String] {
        var symbols: [String] = []
        if case .symbol(let symbol) = gate { symbols.append(symbol) }
        symbols += (conditions + (sourceConditions[source] ?? [])).filter(\.isSet).map(\.symbol)
        return symbols
    }
}

/// A directory that a Makefile descends into.
public struct KbuildSubdirectory: Sendable, Hashable {
    /// The absolute path.
    public var path: String
    /// What decides whether it is entered.
    public var gate: KbuildModule.Gate
    /// Further symbols of conditionals around the line that names it.
    public var conditions: [KbuildCondition]

    /// The symbols that must be set for the directory to be entered.
    public var symbols: [String] {
        var symbols: [String] = []
        if case .symbol(let symbol) = gate { symbols.append(symbol) }
        return symbols + conditions.filter(\.isSet).map(\.symbol)
    }
}
