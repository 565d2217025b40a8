// SPDX-License-Identifier: Apache-2.0

/// A C file of our own that stands for another module of the kernel: it provides functions that drivers want of that
/// one, against whatever headers the driver itself sees.
public struct StandIn: Sendable, Hashable {
    /// The module's name.
    public var name: String
    /// The functions that its first comment names behind `provides:`.
    public var functions: [String]
    public var text: String

    /// - Parameter text: a C file.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
        functions = Self.provided(text)
    }

    /// Those that travel inside the program.
    public static let bundled: [StandIn] = embeddedTexts.filter { $0.path.hasPrefix("stand-ins/") }
        .map { file in
            let name = file.path.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
            return StandIn(name: String(name), text: file.text)
        }

    /// Names behind `provides:`, up to the end of the paragraph.
    private static func provided(_ text: String) -> [String] {
        var functions: [String] = []
        var isNaming = false
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            var words = line.split { " \t,*".contains($0) }[...]
            if !isNaming {
                if line.contains("*/") || line.hasPrefix("#") { break }
                guard words.first == "provides:" else { continue }
                words = words.dropFirst()
                isNaming = true
            }
            // A line of the comment without words, or its end.
            if words.isEmpty || words.first == "/" { break }
            functions += words.map(String.init)
        }
        return functions
    }
}
