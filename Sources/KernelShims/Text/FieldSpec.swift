// SPDX-License-Identifier: Apache-2.0

/// What stands between `%` and the conversion letter, with `*` already replaced by its argument.
public struct FieldSpec: Sendable, Equatable {
    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let left = Flags(rawValue: 1)
        public static let plus = Flags(rawValue: 2)
        public static let space = Flags(rawValue: 4)
        public static let special = Flags(rawValue: 8)
        public static let zero = Flags(rawValue: 16)
        public static let signed = Flags(rawValue: 32)
        public static let lowercase = Flags(rawValue: 64)
    }

    public var flags: Flags
    /// nil where the format gives none.
    public var width: Int?
    /// nil where the format gives none; the kernel takes `%.d` for none too.
    public var precision: Int?

    public init(flags: Flags = [], width: Int? = nil, precision: Int? = nil) {
        self.flags = flags
        self.width = width
        self.precision = precision
    }

    /// The kernel keeps the width in 24 bits and the precision in 16.
    static let widthLimit = (1 << 23) - 1
    static let precisionLimit = (1 << 15) - 1

    /// The width that `*` gives: a negative one means left-justified.
    mutating func setWidth(argument: Int32) {
        let limited = min(max(Int(argument), -Self.widthLimit), Self.widthLimit)
        width = abs(limited)
        if limited < 0 { flags.insert(.left) }
    }

    /// The precision that `*` gives: a negative one is none, as in C. Of one that its 16 bits do not hold the kernel makes
    /// the nearest that they do, and 0 of a negative one.
    mutating func setPrecision(argument: Int32) {
        if argument < 0, argument >= -Int32(Self.precisionLimit) - 1 {
            precision = nil
            return
        }
        precision = min(max(Int(argument), 0), Self.precisionLimit)
    }
}
