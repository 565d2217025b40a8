// SPDX-License-Identifier: Apache-2.0

/// A type as the source declares it. Qualifiers and typedefs are gone, except for the typedef's name where the type has
/// none of its own. Sizes are bytes.
public indirect enum DeclaredType: Sendable, Hashable {
    case void
    case integer(name: String, size: Int, isSigned: Bool)
    case boolean(size: Int)
    case floating(name: String, size: Int)
    case enumeration(name: String, size: Int, isSigned: Bool)
    case pointer(to: DeclaredType, size: Int)
    /// No count: the array ends a struct without a size of its own, or its size is known only when it runs.
    case array(of: DeclaredType, count: Int?)
    /// A struct or union; `TypeLayouts.layout(of:)` has what is in it.
    case record(RecordType)
    case function(result: DeclaredType, parameters: [DeclaredType], isVariadic: Bool)

    /// How many bytes an object of the type takes; nil where there can be none.
    public var size: Int? {
        switch self {
        case .void, .function: nil
        case .integer(_, let size, _), .boolean(let size), .floating(_, let size), .enumeration(_, let size, _),
            .pointer(_, let size):
            size
        case .array(let element, let count): count.flatMap { count in element.size.map { $0 * count } }
        case .record(let record): record.isComplete ? record.size : nil
        }
    }

    public var isSigned: Bool {
        switch self {
        case .integer(_, _, let isSigned), .enumeration(_, _, let isSigned): isSigned
        default: false
        }
    }

    /// What a pointer points to.
    public var pointee: DeclaredType? {
        if case .pointer(let pointee, _) = self { return pointee }
        return nil
    }

    public var record: RecordType? {
        if case .record(let record) = self { return record }
        return nil
    }
}

/// A struct or union by name. Those without a tag have the name of their typedef, or none.
public struct RecordType: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case structure, union }

    public var kind: Kind
    public var name: String
    public var size: Int
    /// The module knows what is in it.
    public var isComplete: Bool
    /// Its place in the tables of its `TypeLayouts`.
    let index: UInt32
}

extension DeclaredType: CustomStringConvertible {
    /// As C writes it, without names of objects: `struct device *`, `unsigned int[4]`.
    public var description: String {
        switch self {
        case .void: "void"
        case .integer(let name, _, _), .floating(let name, _): name
        case .boolean: "_Bool"
        case .enumeration(let name, _, _): "enum " + (name.isEmpty ? "(unnamed)" : name)
        case .pointer(.function(let result, let parameters, let isVariadic), _):
            "\(result) (*)(\(Self.list(parameters, isVariadic)))"
        case .pointer(let pointee, _): pointee.pointee == nil ? "\(pointee) *" : "\(pointee)*"
        case .array: arrayText
        case .record(let record): record.description
        case .function(let result, let parameters, let isVariadic):
            "\(result) (\(Self.list(parameters, isVariadic)))"
        }
    }

    /// The outermost count comes first.
    private var arrayText: String {
        var element = self
        var counts = ""
        while case .array(let inner, let count) = element {
            counts += "[\(count.map(String.init) ?? "")]"
            element = inner
        }
        return element.description + counts
    }

    private static func list(_ parameters: [DeclaredType], _ isVariadic: Bool) -> String {
        if parameters.isEmpty { return isVariadic ? "..." : "void" }
        return (parameters.map(\.description) + (isVariadic ? ["..."] : [])).joined(separator: ", ")
    }
}

extension RecordType: CustomStringConvertible {
    public var description: String {
        (kind == .structure ? "struct " : "union ") + (name.isEmpty ? "(unnamed)" : name)
    }
}
