// SPDX-License-Identifier: Apache-2.0

/// The values of a kernel's configuration symbols, without their `CONFIG_` prefix.
public struct KernelConfiguration: Sendable, Hashable {
    /// What a symbol is set to.
    public enum Value: Sendable, Hashable {
        /// Set, in the kernel itself.
        case builtIn
        /// Set, as a module.
        case module
        /// A number or a quoted string, as it stands in C.
        case literal(String)
    }

    /// The symbols that are set. What is not set is not here.
    public var values: [String: Value]

    /// Creates a configuration of the given symbols.
    public init(values: [String: Value] = [:]) { self.values = values }

    /// Whether a symbol is set, in the kernel or as a module.
    public func isSet(_ symbol: String) -> Bool {
        switch values[symbol] {
        case .builtIn, .module: true
        case .literal, nil: false
        }
    }

    /// The number a symbol is set to.
    public func integer(_ symbol: String) -> Int? {
        guard case .literal(let text) = values[symbol] else { return nil }
        return text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    /// `include/generated/autoconf.h` for these values.
    var headerText: String {
        var text = ""
        for (symbol, value) in values.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .builtIn: text += "#define CONFIG_\(symbol) 1\n"
            case .module: text += "#define CONFIG_\(symbol)_MODULE 1\n"
            case .literal(let literal): text += "#define CONFIG_\(symbol) \(literal)\n"
            }
        }
        return text
    }

    /// Reads a `.config` file.
    init(dotConfig text: String) {
        var values: [String: Value] = [:]
        Self.forEachLine(of: text, prefix: "CONFIG_") { rest in
            guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return }
            let literal = String(Substring(rest[rest.index(after: equals)...])).trimmedBlanks
            values[String(Substring(rest[..<equals]))] =
                switch literal {
                case "y": .builtIn
                case "m": .module
                default: .literal(literal)
                }
        }
        values = values.filter { $0.value != .literal("n") }
        self.init(values: values)
    }

    /// Reads an `autoconf.h`.
    init(header text: String) {
        var values: [String: Value] = [:]
        Self.forEachLine(of: text, prefix: "#define CONFIG_") { rest in
            guard let blank = rest.firstIndex(of: UInt8(ascii: " ")) else { return }
            let name = String(Substring(rest[..<blank]))
            let literal = String(Substring(rest[rest.index(after: blank)...])).trimmedBlanks
            if literal == "1" {
                // A number 1 looks the same as a set symbol; only names that end in _MODULE differ.
                if name.hasSuffix("_MODULE") {
                    values[String(name.dropLast(7))] = .module
                } else {
                    values[name] = .builtIn
                }
            } else {
                values[name] = .literal(literal)
            }
        }
        self.init(values: values)
    }

    private static func forEachLine(
        of text: String, prefix: String, _ body: (Substring.UTF8View) -> Void
    ) {
        let count = prefix.utf8.count
        for line in Substring(text).utf8.split(separator: UInt8(ascii: "\n"))
        where line.starts(with: prefix.utf8) {
            body(line.dropFirst(count))
        }
    }
}
