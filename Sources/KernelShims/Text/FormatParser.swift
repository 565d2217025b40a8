// SPDX-License-Identifier: Apache-2.0

/// A width or a precision as written.
public enum FormatNumber: Sendable, Equatable {
    case absent
    case fixed(Int)
    /// `*`: the next argument.
    case argument
}

/// How wide an integer argument is.
public enum IntegerLength: Sendable, Equatable {
    case char, short, int, long, longLong, size, pointerDifference
}

/// What a conversion takes and prints.
public enum ConversionKind: Sendable, Equatable {
    case integer(IntegerLength, base: Int)
    case character
    case string
    /// The letters and digits that follow `%p`.
    case pointer([UInt8])
    case percent
}

/// One conversion of a format string.
public struct Conversion: Sendable, Equatable {
    public var flags: FieldSpec.Flags
    public var width: FormatNumber
    public var precision: FormatNumber
    public var kind: ConversionKind
}

/// What a format string is made of.
public enum FormatPiece: Sendable, Equatable {
    case literal([UInt8])
    case conversion(Conversion)
}

/// Takes a format string apart, a piece at a time, so that what is wrong late in it does not hide what is wrong early.
public struct FormatParser: Sendable {
    /// A conversion that the kernel does not know.
    public struct InvalidConversion: Error, Equatable, Sendable {
        public var text: String
    }

    private let format: [UInt8]
    private var position = 0

    public init(_ format: [UInt8]) { self.format = format }

    private var current: UInt8? { position < format.count ? format[position] : nil }

    /// The next piece; nil at the end.
    public mutating func next() throws(InvalidConversion) -> FormatPiece? {
        guard let first = current else { return nil }
        if first != UInt8(ascii: "%") {
            let end = format[position...].firstIndex(of: UInt8(ascii: "%")) ?? format.endIndex
            defer { position = end }
            return .literal(Array(format[position..<end]))
        }
        return .conversion(try conversion())
    }

    private mutating func conversion() throws(InvalidConversion) -> Conversion {
        let start = position
        position += 1
        var flags = flags()
        let width = number()
        var precision = FormatNumber.absent
        if current == UInt8(ascii: ".") {
            position += 1
            // A dot alone gives no precision: other than in C, `%.s` prints everything.
            precision = number()
        }
        let length = length()
        guard let kind = kind(length, &flags) else {
            let end = min(position + 1, format.count)
            throw InvalidConversion(text: String(decoding: format[start..<end], as: UTF8.self))
        }
        return Conversion(flags: flags, width: width, precision: precision, kind: kind)
    }

    private mutating func flags() -> FieldSpec.Flags {
        var flags: FieldSpec.Flags = []
        while let letter = current, let flag = Self.flagLetters[letter] {
            flags.insert(flag)
            position += 1
        }
        return flags
    }

    private static let flagLetters: [UInt8: FieldSpec.Flags] = [
        UInt8(ascii: "-"): .left, UInt8(ascii: "+"): .plus, UInt8(ascii: " "): .space,
        UInt8(ascii: "#"): .special, UInt8(ascii: "0"): .zero,
    ]

    private mutating func number() -> FormatNumber {
        if current == UInt8(ascii: "*") {
            position += 1
            return .argument
        }
        var value: Int?
        while let letter = current, letter.isDigit {
            value = min((value ?? 0) * 10 + Int(letter - UInt8(ascii: "0")), Int(Int32.max))
            position += 1
        }
        return value.map { .fixed($0) } ?? .absent
    }

    private mutating func length() -> IntegerLength {
        guard let letter = current else { return .int }
        let doubled = position + 1 < format.count && format[position + 1] == letter
        switch letter {
        case UInt8(ascii: "h"):
            position += doubled ? 2 : 1
            return doubled ? .char : .short
        case UInt8(ascii: "l"):
            position += doubled ? 2 : 1
            return doubled ? .longLong : .long
        case UInt8(ascii: "L"):
            position += 1
            return .longLong
        case UInt8(ascii: "z"):
            position += 1
            return .size
        case UInt8(ascii: "t"):
            position += 1
            return .pointerDifference
        default:
            return .int
        }
    }

    private mutating func kind(_ length: IntegerLength, _ flags: inout FieldSpec.Flags) -> ConversionKind? {
        guard let letter = current else { return nil }
        let kind: ConversionKind
        switch letter {
        case UInt8(ascii: "c"): kind = .character
        case UInt8(ascii: "s"): kind = .string
        case UInt8(ascii: "%"): kind = .percent
        case UInt8(ascii: "o"): kind = .integer(length, base: 8)
        case UInt8(ascii: "u"): kind = .integer(length, base: 10)
        case UInt8(ascii: "X"): kind = .integer(length, base: 16)
        case UInt8(ascii: "x"):
            flags.insert(.lowercase)
            kind = .integer(length, base: 16)
        case UInt8(ascii: "d"), UInt8(ascii: "i"):
            flags.insert(.signed)
            kind = .integer(length, base: 10)
        case UInt8(ascii: "p"):
            let end = format[(position + 1)...].firstIndex { !$0.isLetterOrDigit } ?? format.endIndex
            kind = .pointer(Array(format[(position + 1)..<end]))
            position = end - 1
        default: return nil
        }
        position += 1
        return kind
    }
}
