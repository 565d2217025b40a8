// SPDX-License-Identifier: Apache-2.0
import CClang
import CSyntax

/// libclang's kinds as ours.
enum CursorKinds {
    /// nil for wrappers that say nothing by themselves.
    static func nodeKind(of cursor: CXCursor) -> NodeKind? {
        if let kind = table[cursor.kind.rawValue] { return kind }
        guard cursor.kind == CXCursor_UnexposedExpr else { return .other }
        // Implicit casts are wrappers around one child; a designated initialiser begins with member references.
        return isDesignated(cursor) ? .designatedInitialiser : nil
    }

    private static func isDesignated(_ cursor: CXCursor) -> Bool {
        var first: CXCursorKind?
        withUnsafeMutablePointer(to: &first) { pointer in
            _ = clang_visitChildren(
                cursor,
                { child, _, data in
                    data?.assumingMemoryBound(to: CXCursorKind?.self).pointee = child.kind
                    return CXChildVisit_Break
                }, pointer)
        }
        return first == CXCursor_MemberRef
    }

    private static let table: [UInt32: NodeKind] = [
        CXCursor_FunctionDecl.rawValue: .function, CXCursor_VarDecl.rawValue: .variable,
        CXCursor_ParmDecl.rawValue: .parameter, CXCursor_FieldDecl.rawValue: .field,
        CXCursor_StructDecl.rawValue: .structure, CXCursor_UnionDecl.rawValue: .union,
        CXCursor_EnumDecl.rawValue: .enumeration, CXCursor_EnumConstantDecl.rawValue: .enumConstant,
        CXCursor_TypedefDecl.rawValue: .typedef,
        CXCursor_CompoundStmt.rawValue: .compound, CXCursor_IfStmt.rawValue: .ifStatement,
        CXCursor_ForStmt.rawValue: .forLoop, CXCursor_WhileStmt.rawValue: .whileLoop,
        CXCursor_DoStmt.rawValue: .doLoop, CXCursor_SwitchStmt.rawValue: .switchStatement,
        CXCursor_CaseStmt.rawValue: .caseLabel, CXCursor_DefaultStmt.rawValue: .defaultLabel,
        CXCursor_ReturnStmt.rawValue: .returnStatement, CXCursor_GotoStmt.rawValue: .goto,
        CXCursor_LabelStmt.rawValue: .label, CXCursor_BreakStmt.rawValue: .breakStatement,
        CXCursor_ContinueStmt.rawValue: .continueStatement, CXCursor_DeclStmt.rawValue: .declarationStatement,
        CXCursor_NullStmt.rawValue: .emptyStatement, CXCursor_GCCAsmStmt.rawValue: .assembly,
        CXCursor_CallExpr.rawValue: .call, CXCursor_DeclRefExpr.rawValue: .reference,
        CXCursor_MemberRefExpr.rawValue: .memberReference, CXCursor_MemberRef.rawValue: .memberReference,
        CXCursor_TypeRef.rawValue: .typeReference, CXCursor_LabelRef.rawValue: .labelReference,
        CXCursor_UnaryOperator.rawValue: .unary, CXCursor_BinaryOperator.rawValue: .binary,
        CXCursor_CompoundAssignOperator.rawValue: .assignment, CXCursor_ConditionalOperator.rawValue: .conditional,
        CXCursor_ParenExpr.rawValue: .parenthesised, CXCursor_CStyleCastExpr.rawValue: .cast,
        CXCursor_ArraySubscriptExpr.rawValue: .elementAccess, CXCursor_InitListExpr.rawValue: .initialiserList,
        CXCursor_CompoundLiteralExpr.rawValue: .compoundLiteral, CXCursor_IntegerLiteral.rawValue: .integerLiteral,
        CXCursor_StringLiteral.rawValue: .stringLiteral, CXCursor_CharacterLiteral.rawValue: .characterLiteral,
        CXCursor_UnaryExpr.rawValue: .sizeof, CXCursor_StmtExpr.rawValue: .statementExpression,
        CXCursor_AddrLabelExpr.rawValue: .labelAddress,
    ]
}

extension NodeKind {
    var isDeclarationLike: Bool {
        switch self {
        case .function, .variable, .parameter, .field, .structure, .union, .enumeration, .enumConstant, .typedef: true
        default: false
        }
    }
    var refersToDeclaration: Bool {
        switch self {
        case .reference, .memberReference, .typeReference, .call, .labelReference: true
        default: false
        }
    }
    var hasType: Bool {
        switch self {
        case .function, .variable, .parameter, .field, .typedef, .call, .reference, .memberReference, .cast, .unary,
            .elementAccess, .parenthesised, .conditional, .compoundLiteral, .sizeof, .statementExpression:
            true
        default: false
        }
    }
}
