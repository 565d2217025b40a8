// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Something that the compiler said.
public struct CDiagnostic: Sendable, Hashable, CustomStringConvertible {
    public enum Level: Int, Sendable, Comparable {
        case note = 1
        case warning, error, fatal
        public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    }
    public var level: Level
    public var path: String
    public var position: LineColumn
    public var message: String
    /// The switch that turns a warning on, such as `-Wunused-variable`.
    public var option: String

    public init(level: Level, path: String, position: LineColumn, message: String, option: String) {
        self.level = level
        self.path = path
        self.position = position
        self.message = message
        self.option = option
    }

    /// The text breaks off or its braces do not match: no header could mend that.
    public var isBrokenText: Bool {
        guard level >= .error else { return false }
        return message == "expected '}'" || message.hasPrefix("extraneous closing brace")
            || message.hasPrefix("function definition is not allowed here") || message.hasPrefix("unterminated ")
    }

    /// Something is used that was declared nowhere: a kernel tree or flags would tell.
    public var isMissingDeclaration: Bool {
        ["unknown type name", "undeclared", "incomplete", "no member named", "implicit declaration"].contains {
            message.contains($0)
        }
    }

    public var description: String {
        "\(path):\(position): \(level): \(message)" + (option.isEmpty ? "" : " [\(option)]")
    }
}

/// One use of a macro in an own file: the whole invocation.
public struct MacroUse: Sendable, Hashable {
    public var name: String
    public var path: String
    public var range: SourceRange

    public init(name: String, path: String, range: SourceRange) {
        self.name = name
        self.path = path
        self.range = range
    }
}

/// An `#include` line of an own file.
public struct IncludeLine: Sendable, Hashable {
    public var name: String
    public var path: String
    public var range: SourceRange
    /// The file that was opened, nil when it exists nowhere.
    public var resolved: String?

    public init(name: String, path: String, range: SourceRange, resolved: String?) {
        self.name = name
        self.path = path
        self.range = range
        self.resolved = resolved
    }
}

/// A parse as values: nothing of libclang is left in it.
public struct ParseResult: Sendable {
    /// The file that was parsed.
    public var mainPath: String
    public var tree: SyntaxTree
    /// In source order; missing includes are not among them.
    public var diagnostics: [CDiagnostic]
    /// Includes that exist nowhere and were taken as empty.
    public var missingIncludes: [String]
    /// By path: what `#if` left out.
    public var inactive: [String: [SourceRange]]
    public var macroUses: [MacroUse]
    public var includes: [IncludeLine]

    public init(
        mainPath: String, tree: SyntaxTree, diagnostics: [CDiagnostic], missingIncludes: [String],
        inactive: [String: [SourceRange]], macroUses: [MacroUse], includes: [IncludeLine]
    ) {
        self.mainPath = mainPath
        self.tree = tree
        self.diagnostics = diagnostics
        self.missingIncludes = missingIncludes
        self.inactive = inactive
        self.macroUses = macroUses
        self.includes = includes
    }

    public var mainFile: TokenList? { tree.tokens(ofFile: mainPath) }
    public var errors: [CDiagnostic] { diagnostics.filter { $0.level >= .error } }

    public func isInactive(_ range: SourceRange, in path: String) -> Bool {
        inactive[path]?.contains { $0.overlaps(range) } ?? false
    }

    /// The macro invocations that an edit of these bytes would reach into.
    public func macroUses(touching range: SourceRange, in path: String) -> [MacroUse] {
        macroUses.filter { $0.path == path && $0.range.overlaps(range) }
    }
}
