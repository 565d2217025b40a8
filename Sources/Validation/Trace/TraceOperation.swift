// SPDX-License-Identifier: Apache-2.0

/// `NAME FIELD… -> RESULT FIELD…`. The line of a scenario may end before the arrow.
public struct TraceOperation: Sendable, Equatable {
    public var name: String
    public var fields: [TraceField]
    public var result: TraceResult?
    /// What stands behind the result.
    public var results: [TraceField]

    public init(
        _ name: String, _ fields: [TraceField] = [], result: TraceResult? = nil, results: [TraceField] = []
    ) {
        self.name = name
        self.fields = fields
        self.result = result
        self.results = results
    }

    /// The first field of this name.
    public func field(_ name: String) -> TraceField? { fields.first { $0.name == name } }

    public func has(_ name: String) -> Bool { field(name) != nil }

    /// Gives a field another value; a new one goes to the end.
    public mutating func set(_ field: TraceField) {
        if let index = fields.firstIndex(where: { $0.name == field.name }) {
            fields[index] = field
        } else {
            fields.append(field)
        }
    }
}

extension TraceOperation: CustomStringConvertible {
    /// The line up to the arrow.
    public var request: String {
        fields.reduce(into: name) { text, field in text += " \(field)" }
    }

    public var description: String {
        guard let result else { return request }
        return results.reduce(into: "\(request) -> \(result)") { text, field in text += " \(field)" }
    }
}

/// `NAME=VALUE`, or a word alone. The value is kept as it is written, quotes and escapes included.
public struct TraceField: Sendable, Equatable {
    public var name: String
    public var written: String?

    public init(_ name: String, written: String? = nil) {
        self.name = name
        self.written = written
    }

    /// A value in quotes.
    public init(_ name: String, text: [UInt8]) {
        self.init(name, written: TraceText.quoted(text))
    }

    public init(_ name: String, _ value: some BinaryInteger) {
        self.init(name, written: String(value))
    }

    /// The value without quotes and escapes.
    public var bytes: [UInt8] { TraceText.unquoted(written ?? "") }

    /// The same as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A decimal number, or a hexadecimal one behind `0x`.
    public var number: Int64? { written.flatMap(TraceText.number) }
}

extension TraceField: CustomStringConvertible {
    public var description: String { written.map { "\(name)=\($0)" } ?? name }
}

/// The return value, or the name of the error.
public enum TraceResult: Sendable, Equatable {
    case value(Int64)
    case error(String)
    /// A fault ended the operation, and who did it with it. Recorded traces end there.
    case killed

    public var isError: Bool { if case .value(let value) = self { value < 0 } else { true } }
}

extension TraceResult: CustomStringConvertible {
    public var description: String {
        switch self {
        case .value(let value): String(value)
        case .error(let name): "-\(name)"
        case .killed: "killed"
        }
    }

    /// From the text behind the arrow.
    public init?(_ text: some StringProtocol) {
        if let value = Int64(text) {
            self = .value(value)
        } else if text == "killed" {
            self = .killed
        } else if text.hasPrefix("-E"), text.dropFirst(2).allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) })
        {
            self = .error(String(text.dropFirst()))
        } else {
            return nil
        }
    }
}
