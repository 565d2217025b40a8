// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// One `struct mdev_parent_ops` of a driver.
public struct OpsTable: Sendable {
    /// Where the table lives.
    public enum Storage: Sendable, Hashable {
        case constantVariable
        case mutableVariable
        /// Defined here, in a way that the parser could not make sense of.
        case unreadable
        /// Declared here, defined in a file that is not at hand.
        case declaredElsewhere
        case embedded(inStruct: String)
        case heap
        case arrayElement(index: Int)
        /// Filled through a pointer whose target is not seen.
        case behindPointer

        public var description: String {
            switch self {
            case .constantVariable: "const"
            case .mutableVariable: "variable"
            case .unreadable: "defined in text that did not parse"
            case .declaredElsewhere: "defined elsewhere"
            case .embedded(let record): "embedded in struct \(record)"
            case .heap: "heap-allocated"
            case .arrayElement(let index): "array element \(index)"
            case .behindPointer: "behind a pointer"
            }
        }
    }

    public var name: String
    public var storage: Storage
    public var isStatic: Bool
    /// The type is written as a typedef's name.
    public var isThroughTypedef: Bool
    /// The definition is the expansion of a macro.
    public var isMadeByMacro: Bool
    public var members: [TableMember]
    /// The variable, field or expression that stands for the table.
    public var node: SyntaxNode
    /// Passed to `mdev_register_device()` somewhere in the driver.
    public var isRegistered: Bool

    public func member(_ name: String) -> TableMember? { members.last { $0.name == name } }
    /// Name of the function bound to a callback, nil when absent or NULL.
    public func function(_ member: String) -> String? { self.member(member)?.function }

    /// `KIND` where an element of an array stands behind `[KIND] =`.
    public var designator: String? {
        guard case .arrayElement = storage else { return nil }
        let tokens = node.tokens
        var position = tokens.index(atOrAfter: node.range.start) - 1
        guard position > 1, tokens.token(position, is: "="), tokens.token(position - 1, is: "]") else { return nil }
        let end = tokens.tokens[position - 1].range.start
        while position > 0, !tokens.token(position, is: "[") { position -= 1 }
        let start = tokens.tokens[position].range.end
        return start < end ? node.file.text(in: SourceRange(start, end)) : nil
    }

    /// The table as it is written in an expression.
    public var expression: String {
        guard let designator else { return name }
        return "\(name.prefix { $0 != "[" })[\(designator)]"
    }

    /// Members are assigned after the definition.
    public var isChangedAtRunTime: Bool { members.contains { $0.isAssignment } }
}

/// One member of a table that is given a value.
public struct TableMember: Sendable {
    public var name: String
    /// The value given.
    public var value: SyntaxNode
    /// The whole `.name = value` or `table->name = value`.
    public var node: SyntaxNode
    public var isAssignment: Bool
    /// The function named as value.
    public var function: String? {
        let plain = value.unwrapped
        if plain.kind == .reference { return plain.canonicalType.contains("(") ? plain.name : nil }
        if plain.kind == .unary, plain.operatorText == "&", let inner = plain.children.first?.unwrapped,
            inner.kind == .reference
        {
            return inner.name
        }
        return nil
    }
    /// All functions that the value may be: of `wide ? f : NULL` it is f.
    public var functions: [String] {
        if let function { return [function] }
        guard value.unwrapped.kind == .conditional else { return [] }
        return value.unwrapped.children.dropFirst().compactMap { branch in
            let plain = branch.unwrapped
            return plain.kind == .reference && plain.canonicalType.contains("(") ? plain.name : nil
        }
    }
    public var isNull: Bool { ["NULL", "0"].contains(value.text) }
}
