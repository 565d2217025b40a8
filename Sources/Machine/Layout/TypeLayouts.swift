// SPDX-License-Identifier: Apache-2.0
import CIRGen

/// The types, functions and variables of a module as its source declares them. Plain values: the module may be gone.
///
/// All are read in one go into flat tables, which costs about as much as a search for a single one would. Swift values
/// are made of what is asked for.
public struct TypeLayouts: Sendable {
    private let tables: TypeTables

    init(_ tables: TypeTables) { self.tables = tables }

    /// The layout of `struct NAME`, `union NAME` or a typedef of one; without a keyword any of them is meant, structs
    /// first. nil where the module does not have it or only declares it.
    public func layout(of name: String) -> StructLayout? {
        type(named: name)?.record.flatMap(layout(of:))
    }

    /// - Parameter record: one of these layouts.
    public func layout(of record: RecordType) -> StructLayout? {
        guard record.isComplete, Int(record.index) < tables.types.count else { return nil }
        let members = tables.members(ofType: record.index).map { member in
            let isBitField = member.has(CIRGenBitField)
            return StructLayout.Member(
                name: tables.text(member.name), byteOffset: Int(member.bit_offset / 8), type: type(member.type),
                bitOffset: isBitField ? Int(member.bit_offset % 8) : 0, bitCount: isBitField ? Int(member.bits) : 0)
        }
        return StructLayout(record: record, members: members, layouts: self)
    }

    /// `struct NAME`, `union NAME`, `enum NAME`, or the name of a typedef or of any of them.
    public func type(named name: String) -> DeclaredType? {
        let words = name.split(separator: " ")
        guard let tag = words.last, words.count <= 2 else { return nil }
        let kinds: [CIRGenTypeKind]
        switch words.count == 2 ? words[0] : "" {
        case "struct": kinds = [CIRGenStruct]
        case "union": kinds = [CIRGenUnion]
        case "enum": kinds = [CIRGenEnumeration]
        case "": kinds = [CIRGenStruct, CIRGenUnion, CIRGenTypedef, CIRGenEnumeration]
        default: return nil
        }
        let indices = tables.types(named: tag)
        for kind in kinds {
            let ofKind = indices.filter { UInt32(tables.types[Int($0)].kind) == kind.rawValue }
            // A file-local record may have the name of one that is only declared elsewhere.
            let complete = ofKind.first { !tables.types[Int($0)].has(CIRGenIncomplete) }
            if let index = complete ?? ofKind.first { return type(index) }
        }
        return nil
    }

    /// A function that the module declares or defines.
    public func function(named name: String) -> DeclaredFunction? {
        guard let symbol = tables.symbol(named: name), !symbol.has(CIRGenVariable) else { return nil }
        return function(symbol)
    }

    /// The type of a global variable.
    public func variable(named name: String) -> DeclaredType? {
        guard let symbol = tables.symbol(named: name), symbol.has(CIRGenVariable) else { return nil }
        return type(symbol.type)
    }

    /// All functions that the module defines, by name.
    public var definedFunctions: [DeclaredFunction] {
        tables.symbols.filter { $0.has(CIRGenDefined) && !$0.has(CIRGenVariable) }.map(function)
    }

    private func function(_ symbol: CIRGenSymbol) -> DeclaredFunction {
        let parameters = tables.members[Int(symbol.first)..<Int(symbol.first + symbol.count)].map {
            DeclaredFunction.Parameter(name: tables.text($0.name), type: type($0.type))
        }
        let signature = tables.types[Int(symbol.type)]
        return DeclaredFunction(
            name: tables.text(symbol.name), result: type(signature.target), parameters: parameters,
            isVariadic: signature.has(CIRGenVariadic), file: tables.text(symbol.file),
            line: Int(symbol.line), isDefined: symbol.has(CIRGenDefined), isInMainFile: symbol.has(CIRGenInMainFile))
    }

    // MARK: Types

    /// - Parameter outer: the name of the outermost typedef that led here.
    private func type(_ index: UInt32, outer: String? = nil) -> DeclaredType {
        let entry = tables.types[Int(index)]
        let size = Int(entry.bits / 8)
        func name() -> String { outer ?? tables.text(entry.name) }
        func tag() -> String { entry.name.length == 0 ? outer ?? "" : tables.text(entry.name) }
        switch CIRGenTypeKind(UInt32(entry.kind)) {
        case CIRGenSignedInteger: return .integer(name: name(), size: size, isSigned: true)
        case CIRGenUnsignedInteger: return .integer(name: name(), size: size, isSigned: false)
        case CIRGenBoolean: return .boolean(size: size)
        case CIRGenFloating: return .floating(name: name(), size: size)
        case CIRGenEnumeration:
            return .enumeration(name: tag(), size: size, isSigned: type(entry.target).isSigned)
        case CIRGenPointer: return .pointer(to: type(entry.target), size: size)
        case CIRGenArray:
            let count = entry.count == UInt32(CIRGenUnknownCount) ? nil : Int(entry.count)
            return .array(of: type(entry.target), count: count)
        case CIRGenStruct, CIRGenUnion:
            return .record(
                RecordType(
                    kind: UInt32(entry.kind) == CIRGenStruct.rawValue ? .structure : .union, name: tag(), size: size,
                    isComplete: !entry.has(CIRGenIncomplete), index: index))
        case CIRGenFunction:
            return .function(
                result: type(entry.target), parameters: tables.members(ofType: index).map { type($0.type) },
                isVariadic: entry.has(CIRGenVariadic))
        case CIRGenTypedef: return type(entry.target, outer: name())
        default: return .void
        }
    }
}

/// A function as it is declared.
public struct DeclaredFunction: Sendable, Hashable {
    public struct Parameter: Sendable, Hashable {
        /// Empty where the declaration gives none.
        public var name: String
        public var type: DeclaredType
    }

    public var name: String
    public var result: DeclaredType
    public var parameters: [Parameter]
    public var isVariadic: Bool
    public var file: String
    public var line: Int
    public var isDefined: Bool
    /// Of the file that was emitted, not of a header.
    public var isInMainFile: Bool
}
