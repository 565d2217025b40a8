// SPDX-License-Identifier: Apache-2.0
import SourceText

/// The named parts of nodes, so that nobody has to know the order of children.
extension SyntaxNode {
    /// Functions: the parameters.
    public var parameters: [SyntaxNode] { children.filter { $0.kind == .parameter } }
    /// Functions: the body, nil for a mere declaration. Loops and labels: the statement that they hold.
    public var body: SyntaxNode? {
        switch kind {
        case .function: children.last { $0.kind == .compound }
        case .forLoop, .whileLoop, .label, .caseLabel, .defaultLabel: children.last
        case .doLoop: children.first
        default: nil
        }
    }

    /// `if`, `while`, `switch`: the condition.
    public var condition: SyntaxNode? {
        switch kind {
        case .ifStatement, .whileLoop, .switchStatement: children.first
        case .doLoop: children.last
        default: nil
        }
    }
    public var thenBranch: SyntaxNode? { kind == .ifStatement && children.count > 1 ? children[1] : nil }
    public var elseBranch: SyntaxNode? { kind == .ifStatement && children.count > 2 ? children[2] : nil }

    /// Calls: what is called, and with what.
    public var callee: SyntaxNode? { kind == .call ? children.first : nil }
    public var arguments: [SyntaxNode] { kind == .call ? Array(children.dropFirst()) : [] }
    /// Calls of a function by its name: that name. Also known for calls inside macro bodies.
    public var calledName: String? {
        guard kind == .call else { return nil }
        if !name.isEmpty { return name }
        guard let target = callee?.unwrapped, target.kind == .reference else { return nil }
        return target.name
    }

    /// Assignments and binary expressions: the operator's text, "" where a macro hides it.
    public var operatorText: String {
        guard kind == .assignment || kind == .binary, children.count == 2 else {
            guard kind == .unary, !isFromMacro, let operand = children.first else { return "" }
            let range = self.range.start < operand.range.start ? self.range.start : operand.range.end
            return tokens.text(at: tokens.index(atOrAfter: range))
        }
        if isFromMacro { return "" }
        let index = tokens.index(atOrAfter: children[0].range.end)
        let token = tokens.text(at: index)
        return token == ")" ? "" : token
    }
    public var left: SyntaxNode? { children.count == 2 && (kind == .assignment || kind == .binary) ? children[0] : nil }
    public var right: SyntaxNode? {
        children.count == 2 && (kind == .assignment || kind == .binary) ? children[1] : nil
    }

    /// Integer literals, also through macros, parentheses and casts: the value.
    public var integerValue: Int? {
        let plain = unwrapped
        return plain.kind == .integerLiteral ? Int(plain.name) : nil
    }

    /// Variables and designated initialisers: the value.
    public var initialiser: SyntaxNode? {
        switch kind {
        case .variable:
            // Array bounds and type references are children too; the value is the last one behind the name.
            guard let last = children.last, last.kind != .typeReference, hasInitialiser else { return nil }
            return last
        case .designatedInitialiser: return children.last { $0.kind != .memberReference }
        default: return nil
        }
    }

    private var hasInitialiser: Bool {
        if isFromMacro { return true }
        guard let last = children.last else { return false }
        // Between the name and the value stands "=".
        let indices = tokens.indices(in: SourceRange(range.start, last.range.start))
        return indices.contains { tokens.token($0, is: "=") }
    }

    /// Designated initialisers: the member named first.
    public var designatedMember: SyntaxNode? {
        kind == .designatedInitialiser ? children.first { $0.kind == .memberReference } : nil
    }

    /// The name token of a declaration, nil when a macro makes it.
    public var nameRange: SourceRange? {
        guard !isFromMacro, !name.isEmpty else { return nil }
        for index in tokens.indices(in: range) where tokens.tokens[index].kind == .identifier {
            if tokens.text(at: index) == name {
                // `struct kvm *kvm;` begins with the tag of its type.
                if isNamedBehindType, index > 0,
                    ["struct", "union", "enum"].contains(where: { tokens.token(index - 1, is: $0) })
                {
                    continue
                }
                if kind == .function || kind == .call {
                    guard tokens.token(index + 1, is: "(") else { continue }
                }
                return tokens.tokens[index].range
            }
        }
        return nil
    }

    private var isNamedBehindType: Bool {
        [.variable, .parameter, .field, .function, .typedef].contains(kind)
    }

    /// Range of a statement or file-scope declaration with the ";" behind it.
    public var rangeWithSemicolon: SourceRange {
        let index = tokens.index(atOrAfter: range.end)
        guard tokens.token(index, is: ";") else { return range }
        return SourceRange(range.start, tokens.tokens[index].range.end)
    }

    /// `struct X` behind any pointers, arrays and qualifiers of the canonical type: its name.
    public var recordName: String? { CType.recordName(canonicalType) }
}

/// Reading of type texts.
public enum CType {
    /// `const struct foo *` → `foo`; nil when it is no struct.
    public static func recordName(_ canonical: String) -> String? {
        guard let start = canonical.firstRange(of: "struct ") else { return nil }
        // A function type mentions structs among its parameters.
        if canonical[..<start.lowerBound].contains("(") { return nil }
        let rest = canonical[start.upperBound...]
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let behind = rest[name.endIndex...]
        return name.isEmpty || behind.contains("(") ? nil : String(name)
    }

    public static func isPointer(_ canonical: String) -> Bool { canonical.hasSuffix("*") }

    public static func isPointer(_ canonical: String, toStruct name: String) -> Bool {
        let plain = canonical.replacing("const ", with: "").replacing(" const", with: "").replacing("*const", with: "*")
            .replacing(" ", with: "")
        return plain == "struct\(name)*"
    }
}

extension SyntaxNode: CustomStringConvertible {
    public var description: String { "\(kind) \(name) \(file.path):\(position)" }
}
