// SPDX-License-Identifier: Apache-2.0

/// simple_strtoul() and its sisters: as many digits as there are, no error, overflow wraps around.
public enum LooseNumber {
    public struct Parsed: Sendable, Equatable {
        public var value: UInt64
        /// What `*endp` points at, counted from the start of the text.
        public var end: Int
    }

    /// simple_strtoull() and simple_strtoul(): no sign.
    public static func unsigned<Fault: Error>(
        at start: Int = 0, base: Int, limit: Int = .max, characterAt read: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Parsed {
        let prefix = try NumberParser.prefix(at: start, base: base, read)
        let length = prefix.start - start
        // A field that ends within the prefix is skipped.
        guard length < limit else { return Parsed(value: 0, end: start + limit) }
        let digits = try NumberParser.digits(at: prefix.start, base: prefix.base, limit: limit - length, read)
        return Parsed(value: digits.value, end: digits.end)
    }

    /// simple_strtol() and simple_strtoll(): a minus, no plus.
    public static func signed<Fault: Error>(
        at start: Int = 0, base: Int, limit: Int = .max, characterAt read: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Parsed {
        guard limit > 0, try read(start) == UInt8(ascii: "-") else {
            return try unsigned(at: start, base: base, limit: limit, characterAt: read)
        }
        var parsed = try unsigned(at: start + 1, base: base, limit: limit - 1, characterAt: read)
        parsed.value = 0 &- parsed.value
        return parsed
    }
}
