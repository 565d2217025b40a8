// SPDX-License-Identifier: Apache-2.0

/// A JSON text in the making. Members keep their order, so equal reports are equal byte by byte.
indirect enum JSONValue: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([JSONValue])
    case object([Member])

    struct Member: Sendable, Hashable {
        var name: String
        var value: JSONValue
    }

    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSONValue?)...) { self = .object(elements) }

    /// An object of the members that have a value.
    static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    /// The text, indented by two blanks; ends with a line end.
    var text: String {
        var result = ""
        write(to: &result, indentation: "")
        return result + "\n"
    }

    private func write(to result: inout String, indentation: String) {
        let inner = indentation + "  "
        switch self {
        case .string(let text): Self.write(text, to: &result)
        case .integer(let number): result += String(number)
        case .boolean(let flag): result += flag ? "true" : "false"
        case .array(let elements):
            guard !elements.isEmpty else {
                result += "[]"
                return
            }
            for (index, element) in elements.enumerated() {
                result += (index == 0 ? "[\n" : ",\n") + inner
                element.write(to: &result, indentation: inner)
            }
            result += "\n\(indentation)]"
        case .object(let members):
            guard !members.isEmpty else {
                result += "{}"
                return
            }
            for (index, member) in members.enumerated() {
                result += (index == 0 ? "{\n" : ",\n") + inner
                Self.write(member.name, to: &result)
                result += ": "
                member.value.write(to: &result, indentation: inner)
            }
            result += "\n\(indentation)}"
        }
    }

    private static func write(_ text: String, to result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1f}", "\u{7f}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }
}
