// SPDX-License-Identifier: Apache-2.0
import CClang
import CSyntax
import SourceText

/// Turns a translation unit into a `ParseResult`. Lives for one parse, on one thread.
final class TreeBuilder {
    let unit: CXTranslationUnit
    let request: ParseRequest
    var files = OwnFiles()
    var records: [NodeRecord] = []
    var topLevel: [Int32] = []
    var macroUses: [MacroUse] = []
    var includes: [IncludeLine] = []
    /// By file: offsets where a macro invocation starts, and where it ends.
    var macroEnds: [Int32: [Int: Int]] = [:]
    private var declarations: [HashableCursor: Int32] = [:]
    private var interned: [String: String] = [:]

    init(unit: CXTranslationUnit, request: ParseRequest) {
        self.unit = unit
        self.request = request
    }

    func build() -> ParseResult {
        // The parsed file is there even where nothing in it was understood.
        if let main = clang_getFile(unit, request.path) { _ = files.index(of: main, request: request) }
        // Preprocessing entities come before declarations among the children, so macro ends are known in time.
        visitChildren(of: clang_getTranslationUnitCursor(unit)) { self.visitTopLevel($0) }
        let tree = SyntaxTree(files: files.lists, records: records, topLevel: topLevel)
        let (diagnostics, missing) = DiagnosticReader(unit: unit).read()
        var inactive: [String: [SourceRange]] = [:]
        for (path, handle) in files.handles { inactive[path] = skippedRanges(of: handle) }
        return ParseResult(
            mainPath: request.path, tree: tree, diagnostics: diagnostics, missingIncludes: missing, inactive: inactive,
            macroUses: macroUses, includes: includes)
    }

    // MARK: Places

    struct Place {
        var file: Int32
        var offset: Int
    }

    /// The place of a location in an own file; inside a macro's body, that of the invocation.
    func place(of location: CXSourceLocation) -> Place? {
        var handle: CXFile?
        var offset: UInt32 = 0
        clang_getFileLocation(location, &handle, nil, nil, &offset)
        guard let handle, let file = files.index(of: handle, request: request) else { return nil }
        return Place(file: file, offset: Int(offset))
    }

    private func range(of cursor: CXCursor) -> (file: Int32, range: SourceRange)? {
        let extent = clang_getCursorExtent(cursor)
        guard let start = place(of: clang_getRangeStart(extent)), let end = place(of: clang_getRangeEnd(extent)),
            start.file == end.file
        else { return nil }
        var finish = end.offset
        // An extent that ends in a macro's body ends, for the file, with the invocation.
        if let macroEnd = macroEnds[start.file]?[end.offset], macroEnd > finish { finish = macroEnd }
        return (start.file, SourceRange(start.offset, finish))
    }

    private func skippedRanges(of handle: CXFile) -> [SourceRange] {
        guard let list = clang_getSkippedRanges(unit, handle) else { return [] }
        defer { clang_disposeSourceRangeList(list) }
        var result: [SourceRange] = []
        for index in 0..<Int(list.pointee.count) {
            var start: UInt32 = 0
            var end: UInt32 = 0
            clang_getFileLocation(clang_getRangeStart(list.pointee.ranges[index]), nil, nil, nil, &start)
            clang_getFileLocation(clang_getRangeEnd(list.pointee.ranges[index]), nil, nil, nil, &end)
            result.append(SourceRange(Int(start), Int(end)))
        }
        return result
    }

    // MARK: Top level

    private func visitTopLevel(_ cursor: CXCursor) {
        switch cursor.kind {
        case CXCursor_MacroExpansion: addMacroUse(cursor)
        case CXCursor_InclusionDirective: addInclude(cursor)
        case CXCursor_MacroDefinition: break
        default:
            guard place(of: clang_getCursorLocation(cursor)) != nil else { return }
            if let id = add(cursor, parent: -1) { topLevel.append(id) }
        }
    }

    private func addMacroUse(_ cursor: CXCursor) {
        guard let (file, range) = range(of: cursor) else { return }
        macroEnds[file, default: [:]][range.start] = max(range.end, macroEnds[file]?[range.start] ?? 0)
        macroUses.append(
            MacroUse(
                name: String(taking: clang_getCursorSpelling(cursor)), path: files.lists[Int(file)].file.path,
                range: range))
    }

    private func addInclude(_ cursor: CXCursor) {
        guard let (file, range) = range(of: cursor) else { return }
        let resolved = clang_getIncludedFile(cursor).map { PathText.normal(String(taking: clang_getFileName($0))) }
        includes.append(
            IncludeLine(
                name: String(taking: clang_getCursorSpelling(cursor)), path: files.lists[Int(file)].file.path,
                range: range, resolved: resolved))
    }

    // MARK: Nodes

    @discardableResult
    private func add(_ cursor: CXCursor, parent: Int32) -> Int32? {
        guard let kind = CursorKinds.nodeKind(of: cursor), let (file, range) = range(of: cursor) else {
            // A wrapper that says nothing by itself: its children take its place.
            adopt(childrenOf: cursor, parent: parent)
            return nil
        }
        let id = Int32(records.count)
        var record = NodeRecord(
            kind: kind, range: range, file: file, parent: parent, name: name(of: cursor, kind: kind), type: "",
            canonicalType: "", declaration: declaration(of: cursor, kind: kind),
            isFromMacro: isFromMacro(cursor, kind: kind, file: file, range: range), isDefinition: false,
            isStatic: false)
        if kind.isDeclarationLike {
            record.isDefinition = clang_isCursorDefinition(cursor) != 0
            record.isStatic = clang_getCursorLinkage(cursor) == CXLinkage_Internal
        }
        if kind.hasType {
            let type = kind == .function ? clang_getCursorResultType(cursor) : clang_getCursorType(cursor)
            record.type = intern(String(taking: clang_getTypeSpelling(type)))
            record.canonicalType = intern(String(taking: clang_getTypeSpelling(clang_getCanonicalType(type))))
        }
        if kind == .memberReference {
            let owner = clang_getCursorSemanticParent(clang_getCursorReferenced(cursor))
            record.owner = intern(String(taking: clang_getCursorSpelling(owner)))
        }
        records.append(record)
        adopt(childrenOf: cursor, parent: id)
        if kind == .binary, isPlainAssignment(id) { records[Int(id)].kind = .assignment }
        if parent >= 0 { records[Int(parent)].children.append(id) }
        return id
    }

    private func adopt(childrenOf cursor: CXCursor, parent: Int32) {
        visitChildren(of: cursor) { self.add($0, parent: parent) }
    }

    private func name(of cursor: CXCursor, kind: NodeKind) -> String {
        switch kind {
        case .integerLiteral: return integerValue(of: cursor)
        case .characterLiteral, .initialiserList, .compound, .declarationStatement: return ""
        case .stringLiteral:
            let text = String(taking: clang_getCursorSpelling(cursor))
            return text.count >= 2 && text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
        default: return intern(String(taking: clang_getCursorSpelling(cursor)))
        }
    }

    /// The value in decimal: the source may say it through a macro.
    private func integerValue(of cursor: CXCursor) -> String {
        guard let result = clang_Cursor_Evaluate(cursor) else { return "" }
        defer { clang_EvalResult_dispose(result) }
        guard clang_EvalResult_getKind(result) == CXEval_Int else { return "" }
        return String(clang_EvalResult_getAsLongLong(result))
    }

    private func intern(_ text: String) -> String {
        if let known = interned[text] { return known }
        interned[text] = text
        return text
    }

    private func declaration(of cursor: CXCursor, kind: NodeKind) -> DeclarationID? {
        guard kind.isDeclarationLike || kind.refersToDeclaration else { return nil }
        let target = kind.isDeclarationLike ? cursor : clang_getCursorReferenced(cursor)
        guard clang_Cursor_isNull(target) == 0 else { return nil }
        let key = HashableCursor(cursor: clang_getCanonicalCursor(target))
        if let known = declarations[key] { return DeclarationID(raw: known) }
        let id = Int32(declarations.count)
        declarations[key] = id
        return DeclarationID(raw: id)
    }

    /// libclang 14 does not tell operators apart: the token between the operands does.
    private func isPlainAssignment(_ id: Int32) -> Bool {
        let record = records[Int(id)]
        guard !record.isFromMacro, let left = record.children.first else { return false }
        let tokens = files.lists[Int(record.file)]
        return tokens.token(tokens.index(atOrAfter: records[Int(left)].range.end), is: "=")
    }

    /// A node is a macro's when what it begins with (declarations: their name) is what the macro expands to.
    private func isFromMacro(_ cursor: CXCursor, kind: NodeKind, file: Int32, range: SourceRange) -> Bool {
        guard let ends = macroEnds[file] else { return false }
        if kind.isDeclarationLike {
            guard let place = place(of: clang_getCursorLocation(cursor)), place.file == file else { return true }
            return ends[place.offset] != nil
        }
        guard let end = ends[range.start] else { return false }
        return range.end <= end || kind.isStatement
    }
}

/// Lets a cursor be a dictionary key.
private struct HashableCursor: Hashable {
    let cursor: CXCursor
    static func == (a: HashableCursor, b: HashableCursor) -> Bool { clang_equalCursors(a.cursor, b.cursor) != 0 }
    func hash(into hasher: inout Hasher) { hasher.combine(clang_hashCursor(cursor)) }
}

private func visitChildren(of cursor: CXCursor, _ visit: (CXCursor) -> Void) {
    withoutActuallyEscaping(visit) { visit in
        var visit = visit
        withUnsafeMutablePointer(to: &visit) { pointer in
            _ = clang_visitChildren(
                cursor,
                { child, _, data in
                    data?.assumingMemoryBound(to: ((CXCursor) -> Void).self).pointee(child)
                    return CXChildVisit_Continue
                }, pointer)
        }
    }
}
