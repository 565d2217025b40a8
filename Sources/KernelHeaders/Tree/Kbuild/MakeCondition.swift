// SPDX-License-Identifier: Apache-2.0

/// A configuration symbol that a part of a Makefile asks for.
public struct KbuildCondition: Sendable, Hashable {
    /// The symbol without `CONFIG_`.
    public var symbol: String
    /// Whether it must be set; otherwise it must not be.
    public var isSet: Bool

    /// Creates a condition on a symbol.
    public init(symbol: String, isSet: Bool) {
        self.symbol = symbol
        self.isSet = isSet
    }
}

/// What a conditional line of a Makefile comes to.
enum MakeCondition: Sendable, Hashable {
    /// Decided by the Makefile itself.
    case decided(Bool)
    /// Up to the configuration: both branches are read, each under its conditions.
    case configuration([KbuildCondition])

    /// Reads `ifeq (a,b)`, `ifneq "a" "b"`, `ifdef X` and `ifndef X`; nil for other lines.
    init?(line: String, expand: (String) -> String) {
        let trimmed = line.trimmedBlanks
        guard let keyword = trimmed.words.first.map({ String($0.prefix { $0 != "(" }) }) else { return nil }
        let rest = String(trimmed.dropFirst(keyword.count)).trimmedBlanks
        let positive: Bool
        switch keyword {
        case "ifdef", "ifndef":
            positive = keyword == "ifdef"
            let symbols = MakefileText.configurationSymbols(in: rest)
            if symbols.isEmpty {
                self = .decided((expand("$(\(rest))").isEmpty == false) == positive)
            } else {
                self = .configuration(symbols.map { KbuildCondition(symbol: $0, isSet: positive) })
            }
        case "ifeq", "ifneq":
            let (left, right) = Self.sides(rest)
            let symbols = MakefileText.configurationSymbols(in: rest)
            if symbols.isEmpty {
                let equal = expand(left).trimmedBlanks == expand(right).trimmedBlanks
                self = .decided(equal == (keyword == "ifeq"))
            } else {
                let literal = left.contains("CONFIG_") ? right.trimmedBlanks : left.trimmedBlanks
                let asksForUnset = literal.isEmpty || literal == "n"
                let isSet = asksForUnset != (keyword == "ifeq")
                self = .configuration(symbols.map { KbuildCondition(symbol: $0, isSet: isSet) })
            }
        default:
            return nil
        }
    }

    /// The condition of the other branch.
    var opposite: MakeCondition {
        switch self {
        case .decided(let value): .decided(!value)
        case .configuration(let conditions):
            .configuration(conditions.map { KbuildCondition(symbol: $0.symbol, isSet: !$0.isSet) })
        }
    }

    private static func sides(_ text: String) -> (String, String) {
        let bytes = Array(text.utf8)
        if bytes.first == UInt8(ascii: "("), let end = MakefileText.closing(bytes, from: 0) {
            let parts = MakefileText.arguments(String(decoding: bytes[1..<end], as: UTF8.self))
            return (parts.first ?? "", parts.dropFirst().first ?? "")
        }
        let parts = text.split { $0 == "\"" || $0 == "'" }.map(String.init).filter { !$0.trimmedBlanks.isEmpty }
        return (parts.first ?? "", parts.dropFirst().first ?? "")
    }
}
