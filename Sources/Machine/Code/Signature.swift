// SPDX-License-Identifier: Apache-2.0

/// A type as it is passed: what a call and a function must agree on.
public enum ValueType: Hashable, Sendable, CustomStringConvertible {
    case void
    case integer(Int)
    case pointer
    /// Aggregates and floating point, by their spelling.
    case other(String)

    public var description: String {
        switch self {
        case .void: "void"
        case .integer(let bits): "i\(bits)"
        case .pointer: "ptr"
        case .other(let text): text
        }
    }

    init(_ text: some StringProtocol) {
        switch text {
        case "void": self = .void
        case "ptr": self = .pointer
        default:
            if text.first == "i", let bits = Int(text.dropFirst()) {
                self = .integer(bits)
            } else {
                self = .other(String(text))
            }
        }
    }
}

/// The type of a function after clang has lowered it: `"ptr(i64, i32)"`, `"i32(ptr, ...)"`.
public struct Signature: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    public var result: ValueType
    public var parameters: [ValueType]
    public var isVariadic: Bool

    public init(result: ValueType, parameters: [ValueType], isVariadic: Bool) {
        self.result = result
        self.parameters = parameters
        self.isVariadic = isVariadic
    }

    public init(stringLiteral text: String) {
        let parts = text.split(separator: "(", maxSplits: 1)
        result = ValueType(parts[0].filter { $0 != " " })
        let list = (parts.count > 1 ? parts[1] : "").filter { $0 != " " && $0 != ")" }
        var parameters = list.split(separator: ",").map { String($0) }
        isVariadic = parameters.last == "..."
        if isVariadic { parameters.removeLast() }
        self.parameters = parameters.map { ValueType($0) }
    }

    public var description: String {
        let list = parameters.map(\.description) + (isVariadic ? ["..."] : [])
        return "\(result)(\(list.joined(separator: ", ")))"
    }
}
