// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// A sentence with places to fill in: `{name}` is what was found, `{target}` the release that is the target.
public struct MessageTemplate: Sendable, Hashable {
    public static let placeholders = ["name", "target"]

    public let text: String

    /// The text with the places filled in.
    public func filled(name: String, target: KernelLevel) -> String {
        var result = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            switch rest[rest.index(after: open)..<close] {
            case "name": result += name
            case "target": result += target.releaseName
            case let other: result += "{\(other)}"
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The words in braces, in the order of the text; an unclosed brace gives what follows it.
    static func placeholders(in text: String) -> [String] {
        text.split(separator: "{", omittingEmptySubsequences: false).dropFirst()
            .map { String($0.prefix { $0 != "}" }) }
    }
}
