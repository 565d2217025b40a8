// SPDX-License-Identifier: Apache-2.0

/// kstrtoint() and its sisters: the whole text is one number, a newline at its end allowed. The outer error is that of
/// reading the text, the inner one is what the function returns.
public enum StrictNumber {
    public static func parse<Value: FixedWidthInteger, Fault: Error>(
        as type: Value.Type, base: Int, characterAt read: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Result<Value, Errno> {
        let sign = try read(0)
        let negative = Value.isSigned && sign == UInt8(ascii: "-")
        let start = negative || sign == UInt8(ascii: "+") ? 1 : 0
        switch try magnitude(at: start, base: base, read) {
        case .failure(let error): return .failure(error)
        case .success(let magnitude):
            if negative {
                // The smallest value has no positive counterpart: negate before taking it as signed.
                guard magnitude <= 1 << 63, let value = Value(exactly: Int64(bitPattern: 0 &- magnitude)) else {
                    return .failure(.ERANGE)
                }
                return .success(value)
            }
            guard let value = Value(exactly: magnitude) else { return .failure(.ERANGE) }
            return .success(value)
        }
    }

    private static func magnitude<Fault: Error>(
        at start: Int, base: Int, _ read: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Result<UInt64, Errno> {
        let prefix = try NumberParser.prefix(at: start, base: base, read)
        let digits = try NumberParser.digits(at: prefix.start, base: prefix.base, limit: .max, read)
        if digits.overflowed { return .failure(.ERANGE) }
        if digits.count == 0 { return .failure(.EINVAL) }
        var end = digits.end
        if try read(end) == UInt8(ascii: "\n") { end += 1 }
        return try read(end) == 0 ? .success(digits.value) : .failure(.EINVAL)
    }

    /// kstrtobool(): the first one or two characters decide, nothing behind them is looked at.
    public static func parseBool<Fault: Error>(
        characterAt read: (Int) throws(Fault) -> UInt8
    ) throws(Fault) -> Result<Bool, Errno> {
        switch try read(0) {
        case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "1"): return .success(true)
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "0"): return .success(false)
        case UInt8(ascii: "o"), UInt8(ascii: "O"):
            switch try read(1) {
            case UInt8(ascii: "n"), UInt8(ascii: "N"): return .success(true)
            case UInt8(ascii: "f"), UInt8(ascii: "F"): return .success(false)
            default: return .failure(.EINVAL)
            }
        default: return .failure(.EINVAL)
        }
    }
}
