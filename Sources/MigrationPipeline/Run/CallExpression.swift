// SPDX-License-Identifier: Apache-2.0

/// `FUNCTION(args)` of the command line.
public struct CallExpression: Sendable, Hashable {
    public indirect enum Argument: Sendable, Hashable {
        case integer(UInt64)
        case string(String)
        /// A buffer of so many bytes in user space, zeroed; each is a new one.
        case user(size: Int)
        /// A buffer in user space with these bytes, without a zero behind them.
        case userText(String)
        /// `&name`: a variable or function of the file.
        case address(String)
        /// An object of the parameter's pointee type, made at the first use of its name.
        case object(name: String, fields: [Field])
        /// `$n`: the result of the n-th call.
        case result(Int)
    }

    public struct Field: Sendable, Hashable {
        /// "name", "kobj.name".
        public var path: String
        public var value: Argument
    }

    public var function: String
    public var arguments: [Argument]
    /// As it was written.
    public var text: String

    /// - Throws: `InputError` that shows where the text stops making sense.
    public init(_ text: String) throws(InputError) {
        var parser = CallParser(text)
        self = try parser.call()
    }

    init(function: String, arguments: [Argument], text: String) {
        self.function = function
        self.arguments = arguments
        self.text = text
    }
}

/// A call's text from left to right.
private struct CallParser {
    private let text: String
    private let characters: [Character]
    private var at = 0

    init(_ text: String) {
        self.text = text
        characters = Array(text)
    }

    mutating func call() throws(InputError) -> CallExpression {
        let function = try name("the name of a function")
        try expect("(")
        let arguments = try list(until: ")") { parser throws(InputError) in try parser.argument() }
        skipSpace()
        if at < characters.count { throw problem("nothing more is expected") }
        return CallExpression(function: function, arguments: arguments, text: text)
    }

    private mutating func argument() throws(InputError) -> CallExpression.Argument {
        skipSpace()
        guard let next = peek else { throw problem("an argument is missing") }
        if next == "\"" { return .string(try string()) }
        if next == "&" {
            at += 1
            return .address(try name("a name"))
        }
        if next == "$" {
            at += 1
            return .result(Int(truncatingIfNeeded: try integer()))
        }
        if next == "-" || next.isNumber { return .integer(try integer()) }
        let name = try name("an argument")
        if name == "NULL" { return .integer(0) }
        if name == "user", peek == "(" {
            at += 1
            skipSpace()
            if peek == "\"" {
                let text = try string()
                try expect(")")
                return .userText(text)
            }
            let size = try integer()
            try expect(")")
            guard size < 1 << 28 else { throw problem("a buffer this large is not made") }
            return .user(size: Int(size))
        }
        skipSpace()
        guard peek == "{" else { return .object(name: name, fields: []) }
        at += 1
        let fields = try list(until: "}") { parser throws(InputError) in try parser.field() }
        return .object(name: name, fields: fields)
    }

    private mutating func field() throws(InputError) -> CallExpression.Field {
        try expect(".")
        var path = try name("a member")
        while peek == "." {
            at += 1
            path += "." + (try name("a member"))
        }
        try expect("=")
        return CallExpression.Field(path: path, value: try argument())
    }

    // MARK: Words

    private var peek: Character? { at < characters.count ? characters[at] : nil }

    private mutating func skipSpace() { while let next = peek, next.isWhitespace { at += 1 } }

    private func problem(_ what: String) -> InputError {
        InputError("--call '\(text)': \(what) at column \(at + 1)")
    }

    private mutating func expect(_ character: Character) throws(InputError) {
        skipSpace()
        guard peek == character else { throw problem("'\(character)' is expected") }
        at += 1
    }

    private mutating func list<Element>(
        until end: Character, _ element: (inout CallParser) throws(InputError) -> Element
    ) throws(InputError) -> [Element] {
        var result: [Element] = []
        skipSpace()
        if peek == end {
            at += 1
            return result
        }
        while true {
            result.append(try element(&self))
            skipSpace()
            if peek == end {
                at += 1
                return result
            }
            guard peek == "," else { throw problem("',' or '\(end)' is expected") }
            at += 1
        }
    }

    private mutating func name(_ what: String) throws(InputError) -> String {
        skipSpace()
        var result = ""
        while let next = peek, next.isLetter || next == "_" || (!result.isEmpty && next.isNumber) {
            result.append(next)
            at += 1
        }
        if result.isEmpty { throw problem("\(what) is expected") }
        return result
    }

    private mutating func integer() throws(InputError) -> UInt64 {
        let isNegative = peek == "-"
        if isNegative { at += 1 }
        var digits = ""
        while let next = peek, next.isHexDigit || next == "x" || next == "X" {
            digits.append(next)
            at += 1
        }
        let isHex = digits.lowercased().hasPrefix("0x")
        let value = isHex ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
        guard let value else {
            at -= digits.count
            throw problem(digits.isEmpty ? "a number is expected" : "\(digits) is no number of 64 bits")
        }
        return isNegative ? 0 &- value : value
    }

    private mutating func string() throws(InputError) -> String {
        at += 1
        var result = ""
        while let next = peek, next != "\"" {
            at += 1
            if next == "\\", let escaped = peek {
                at += 1
                result.append(escaped == "n" ? "\n" : escaped == "t" ? "\t" : escaped)
            } else {
                result.append(next)
            }
        }
        try expect("\"")
        return result
    }
}
