// SPDX-License-Identifier: Apache-2.0

/// A name and an address, as they stand in the header of a mail.
public struct Mailbox: Sendable, Hashable {
    public var name: String
    public var address: String

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// "Name <address>", "<address>" or an address alone; nil for anything else.
    public init?(_ text: String) {
        guard !text.contains(where: \.isNewline) else { return nil }
        if let open = text.lastIndex(of: "<") {
            guard let close = text[open...].firstIndex(of: ">") else { return nil }
            name = Self.unquoted(text[..<open])
            address = Self.trimmed(text[text.index(after: open)..<close])
        } else {
            name = ""
            address = Self.trimmed(text[...])
        }
        guard address.contains("@"), !address.contains(where: { $0.isWhitespace || $0 == "<" || $0 == "," }) else {
            return nil
        }
    }

    /// For people.
    public var text: String { name.isEmpty ? address : "\(quoted) <\(address)>" }

    /// For a header, which holds nothing but ASCII.
    var header: String {
        guard !name.isEmpty else { return address }
        return (name.utf8.allSatisfy { $0 < 0x80 } ? quoted : EncodedWord.encode(name)) + " <\(address)>"
    }

    private var quoted: String {
        let plain = name.allSatisfy { $0.isLetter || $0.isNumber || " _-'".contains($0) }
        if plain { return name }
        return "\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func unquoted(_ text: Substring) -> String {
        let text = trimmed(text)
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
