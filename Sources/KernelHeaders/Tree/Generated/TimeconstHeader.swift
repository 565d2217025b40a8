// SPDX-License-Identifier: Apache-2.0

/// `include/generated/timeconst.h`: factors between jiffies and units of time for one tick rate.
enum TimeconstHeader {
    /// The text of the header for a tick rate in hertz.
    static func text(hertz: Int) -> String {
        let rate = UInt64(max(hertz, 2))
        var lines = [
            "#ifndef KERNEL_TIMECONST_H", "#define KERNEL_TIMECONST_H", "#include <linux/param.h>",
            "#include <linux/types.h>",
        ]
        for (unit, perSecond) in [("MSEC", UInt64(1000)), ("USEC", 1_000_000)] {
            lines += conversion("HZ_TO_\(unit)", numerator: perSecond, denominator: rate)
            lines += conversion("\(unit)_TO_HZ", numerator: rate, denominator: perSecond)
        }
        lines += ratio("HZ_TO_NSEC", numerator: 1_000_000_000, denominator: rate)
        lines += ratio("NSEC_TO_HZ", numerator: rate, denominator: 1_000_000_000)
        lines.append("#endif")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func conversion(_ name: String, numerator: UInt64, denominator: UInt64) -> [String] {
        let divisor = greatestCommonDivisor(numerator, denominator)
        let (reducedNumerator, reducedDenominator) = (numerator / divisor, denominator / divisor)
        var shift: UInt64 = 0
        while ceilingQuotient(reducedNumerator << shift, reducedDenominator) < 1 << 31 { shift += 1 }
        let factor = ceilingQuotient(reducedNumerator << shift, reducedDenominator)
        // 2^s * (d - 1) / d, written so that it cannot overflow.
        let adjustment = (1 << shift) - ceilingQuotient(1 << shift, reducedDenominator)
        return [
            "#define \(name)_MUL32 U64_C(0x\(String(factor, radix: 16, uppercase: true)))",
            "#define \(name)_ADJ32 U64_C(0x\(String(adjustment, radix: 16, uppercase: true)))",
            "#define \(name)_SHR32 \(shift)",
        ] + ratio(name, numerator: numerator, denominator: denominator)
    }

    private static func ratio(_ name: String, numerator: UInt64, denominator: UInt64) -> [String] {
        let divisor = greatestCommonDivisor(numerator, denominator)
        return ["#define \(name)_NUM \(numerator / divisor)", "#define \(name)_DEN \(denominator / divisor)"]
    }

    private static func ceilingQuotient(_ numerator: UInt64, _ denominator: UInt64) -> UInt64 {
        numerator / denominator + (numerator % denominator == 0 ? 0 : 1)
    }

    private static func greatestCommonDivisor(_ first: UInt64, _ second: UInt64) -> UInt64 {
        var (first, second) = (first, second)
        while second != 0 { (first, second) = (second, first % second) }
        return first
    }
}
