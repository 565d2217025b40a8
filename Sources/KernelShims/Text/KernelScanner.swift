// SPDX-License-Identifier: Apache-2.0

/// The kernel's sscanf.
public struct KernelScanner<Target: ScanTarget> {
    private var target: Target
    private let format: [UInt8]
    private let sizes: TextTarget
    /// Where in the format and where in the input.
    private var at = 0
    private var position = 0
    private var stored: Int32 = 0

    /// The number of conversions that were stored, which is what sscanf() returns.
    public static func scan(
        _ format: [UInt8], target: inout Target, sizes: TextTarget
    ) throws(Target.Fault) -> Int32 {
        var scanner = KernelScanner(target: target, format: format, sizes: sizes)
        defer { target = scanner.target }
        while scanner.letter != 0, try scanner.step() {}
        return scanner.stored
    }

    private init(target: Target, format: [UInt8], sizes: TextTarget) {
        self.target = target
        self.format = format
        self.sizes = sizes
    }

    private var letter: UInt8 { at < format.count ? format[at] : 0 }

    private mutating func input(_ index: Int) throws(Target.Fault) -> UInt8 { try target.character(at: index) }

    private mutating func skipInputSpaces() throws(Target.Fault) {
        while try input(position).isKernelSpace { position += 1 }
    }

    /// One character or one conversion of the format; false ends the scan.
    private mutating func step() throws(Target.Fault) -> Bool {
        if letter.isKernelSpace {
            while letter.isKernelSpace { at += 1 }
            try skipInputSpaces()
        }
        if letter == 0 { return false }
        if letter != UInt8(ascii: "%") {
            defer {
                at += 1
                position += 1
            }
            return try input(position) == letter
        }
        at += 1
        if letter == UInt8(ascii: "*") { return try skipConversion() }
        var width: Int?
        if letter.isDigit {
            let given = number()
            if given <= 0 { return false }
            width = given
        }
        let bytes = length()
        if letter == 0 { return false }
        if letter == UInt8(ascii: "n") {
            at += 1
            try target.store(UInt64(position), bytes: 4)
            return true
        }
        if try input(position) == 0 { return false }
        let kind = letter
        at += 1
        return try convert(kind, width: width, bytes: bytes)
    }

    private mutating func number() -> Int {
        var value = 0
        while letter.isDigit {
            value = min(value * 10 + Int(letter - UInt8(ascii: "0")), Int(Int16.max))
            at += 1
        }
        return value
    }

    private mutating func length() -> Int {
        let first = letter
        let doubled = at + 1 < format.count && format[at + 1] == first
        switch first {
        case UInt8(ascii: "h"):
            at += doubled ? 2 : 1
            return doubled ? 1 : 2
        case UInt8(ascii: "l"):
            at += doubled ? 2 : 1
            return doubled ? 8 : sizes.longBytes
        case UInt8(ascii: "L"):
            at += 1
            return 8
        case UInt8(ascii: "z"):
            at += 1
            return sizes.longBytes
        default:
            return 4
        }
    }

    /// `%*d`: both sides up to the next space.
    private mutating func skipConversion() throws(Target.Fault) -> Bool {
        if try input(position) == 0 { return false }
        while letter != 0, !letter.isKernelSpace, letter != UInt8(ascii: "%") {
            if letter == UInt8(ascii: "[") { return false }
            at += 1
        }
        while case let character = try input(position), character != 0, !character.isKernelSpace { position += 1 }
        return true
    }

    private mutating func convert(_ kind: UInt8, width: Int?, bytes: Int) throws(Target.Fault) -> Bool {
        switch kind {
        case UInt8(ascii: "c"): return try characters(width ?? 1)
        case UInt8(ascii: "s"): return try word(width ?? Int(Int16.max))
        case UInt8(ascii: "["): return try set(width)
        case UInt8(ascii: "o"): return try integer(base: 8, signed: false, width, bytes)
        case UInt8(ascii: "x"), UInt8(ascii: "X"): return try integer(base: 16, signed: false, width, bytes)
        case UInt8(ascii: "i"): return try integer(base: 0, signed: true, width, bytes)
        case UInt8(ascii: "d"): return try integer(base: 10, signed: true, width, bytes)
        case UInt8(ascii: "u"): return try integer(base: 10, signed: false, width, bytes)
        case UInt8(ascii: "%"):
            defer { position += 1 }
            return try input(position) == UInt8(ascii: "%")
        default: return false
        }
    }

    /// `%3c`: no terminator is stored.
    private mutating func characters(_ width: Int) throws(Target.Fault) -> Bool {
        var text: [UInt8] = []
        // The first one is known to be there.
        while text.count < width, case let character = try input(position), character != 0 {
            text.append(character)
            position += 1
        }
        try target.store(text)
        stored += 1
        return true
    }

    private mutating func word(_ width: Int) throws(Target.Fault) -> Bool {
        try skipInputSpaces()
        var text: [UInt8] = []
        while case let character = try input(position), character != 0, !character.isKernelSpace, text.count < width {
            text.append(character)
            position += 1
        }
        try target.store(text + [0])
        stored += 1
        return true
    }

    /// `%5[abc]`, `%5[^abc]`: a width is required, ranges are not known.
    private mutating func set(_ width: Int?) throws(Target.Fault) -> Bool {
        guard let width else { return false }
        let negated = letter == UInt8(ascii: "^")
        if negated { at += 1 }
        let end = format[at...].firstIndex(of: UInt8(ascii: "]")) ?? at
        guard end > at else { return false }
        let members = Set(format[at..<end])
        at = end + 1
        var text: [UInt8] = []
        while case let character = try input(position), character != 0, members.contains(character) != negated,
            text.count < width
        {
            text.append(character)
            position += 1
        }
        if text.isEmpty { return false }
        try target.store(text + [0])
        stored += 1
        return true
    }

    private mutating func integer(
        base: Int, signed: Bool, _ width: Int?, _ bytes: Int
    ) throws(Target.Fault) -> Bool {
        try skipInputSpaces()
        var digit = try input(position)
        if signed && digit == UInt8(ascii: "-") { digit = try input(position + 1) }
        guard let value = digit.hexDigitValue, value < (base == 0 ? 10 : base) else { return false }
        let read = { (index: Int) throws(Target.Fault) -> UInt8 in try target.character(at: index) }
        let limit = width ?? .max
        let parsed =
            signed
            ? try LooseNumber.signed(at: position, base: base, limit: limit, characterAt: read)
            : try LooseNumber.unsigned(at: position, base: base, limit: limit, characterAt: read)
        try target.store(parsed.value, bytes: bytes)
        stored += 1
        position = parsed.end
        return true
    }
}
