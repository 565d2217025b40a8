// SPDX-License-Identifier: Apache-2.0

/// What a syntax node is. Kinds that no analysis asks for are `other`.
public enum NodeKind: UInt8, Sendable, Hashable {
    // Declarations
    case function, variable, parameter, field, structure, union, enumeration, enumConstant, typedef
    // Statements
    case compound, ifStatement, forLoop, whileLoop, doLoop, switchStatement, caseLabel, defaultLabel
    case returnStatement, goto, label, breakStatement, continueStatement, declarationStatement, emptyStatement
    case assembly
    // Expressions
    case call, reference, memberReference, typeReference, labelReference
    case unary, binary, assignment, conditional, parenthesised, cast, elementAccess, initialiserList
    case designatedInitialiser, compoundLiteral, integerLiteral, stringLiteral, characterLiteral, sizeof
    case statementExpression, labelAddress
    case other

    public var isStatement: Bool {
        (NodeKind.compound.rawValue...NodeKind.assembly.rawValue).contains(rawValue)
    }
    public var isLoop: Bool { self == .forLoop || self == .whileLoop || self == .doLoop }
}
