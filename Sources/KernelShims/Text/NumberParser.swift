// SPDX-License-Identifier: Apache-2.0

/// The common ground of kstrto*() and simple_strto*(): digits, read one at a time and none too many.
struct NumberParser<Fault: Error> {
    typealias Reader = (Int) throws(Fault) -> UInt8

    struct Digits: Equatable {
        var value: UInt64
        /// Behind the last digit.
        var end: Int
        var count: Int
        var overflowed: Bool
    }

    /// Where the digits start and in which base, after a prefix that base 0 or 16 allows.
    static func prefix(at start: Int, base: Int, _ read: Reader) throws(Fault) -> (start: Int, base: Int) {
        var base = base
        let isZero = base == 0 || base == 16 ? try read(start) == UInt8(ascii: "0") : false
        let isHex = isZero ? try read(start + 1) | 0x20 == UInt8(ascii: "x") : false
        if base == 0 {
            if !isZero {
                base = 10
            } else if isHex, try read(start + 2).hexDigitValue != nil {
                base = 16
            } else {
                base = 8
            }
        }
        return (base == 16 && isHex ? start + 2 : start, base)
    }

    static func digits(at start: Int, base: Int, limit: Int, _ read: Reader) throws(Fault) -> Digits {
        var result = Digits(value: 0, end: start, count: 0, overflowed: false)
        while result.count < limit {
            guard let digit = try read(result.end).hexDigitValue, Int(digit) < base else { break }
            let (product, productOverflow) = result.value.multipliedReportingOverflow(by: UInt64(base))
            let (sum, sumOverflow) = product.addingReportingOverflow(UInt64(digit))
            result.value = sum
            result.overflowed = result.overflowed || productOverflow || sumOverflow
            result.end += 1
            result.count += 1
        }
        return result
    }
}
