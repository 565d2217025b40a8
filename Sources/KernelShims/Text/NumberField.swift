// SPDX-License-Identifier: Apache-2.0

extension FieldSpec {
    /// An integer as the kernel prints it: other than C, an explicit precision does not switch off zero padding, and a
    /// zero with precision 0 is still "0".
    func number(_ bits: UInt64, base: Int) -> [UInt8] {
        var magnitude = bits
        var lead: [UInt8] = []
        if flags.contains(.signed) {
            if Int64(bitPattern: bits) < 0 {
                magnitude = 0 &- bits
                lead.append(UInt8(ascii: "-"))
            } else if flags.contains(.plus) {
                lead.append(UInt8(ascii: "+"))
            } else if flags.contains(.space) {
                lead.append(UInt8(ascii: " "))
            }
        }
        if flags.contains(.special) {
            if base == 16 {
                lead.append(flags.contains(.lowercase) ? "0x" : "0X")
            } else if base == 8 && bits != 0 {
                lead.append(UInt8(ascii: "0"))
            }
        }
        var digits = Array(String(magnitude, radix: base, uppercase: !flags.contains(.lowercase)).utf8)
        if let precision, precision > digits.count {
            digits = [UInt8](repeating: UInt8(ascii: "0"), count: precision - digits.count) + digits
        }
        let padding = max(0, (width ?? 0) - lead.count - digits.count)
        if flags.contains(.left) {
            return lead + digits + [UInt8](repeating: UInt8(ascii: " "), count: padding)
        }
        if flags.contains(.zero) {
            return lead + [UInt8](repeating: UInt8(ascii: "0"), count: padding) + digits
        }
        return [UInt8](repeating: UInt8(ascii: " "), count: padding) + lead + digits
    }

    /// A text cut to the precision and padded to the width.
    func string(_ text: some Sequence<UInt8>) -> [UInt8] {
        widened(Array(precision.map { Array(text.prefix($0)) } ?? Array(text)))
    }

    /// Padded with spaces to the width, whatever the zero flag says.
    func widened(_ text: [UInt8]) -> [UInt8] {
        let padding = [UInt8](repeating: UInt8(ascii: " "), count: max(0, (width ?? 0) - text.count))
        return flags.contains(.left) ? text + padding : padding + text
    }

    /// "0x" and all digits of a value of `bytes` bytes.
    static func fullHex(_ value: UInt64, bytes: Int) -> [UInt8] {
        FieldSpec(flags: [.special, .lowercase, .zero], width: 2 + 2 * bytes).number(value, base: 16)
    }
}
