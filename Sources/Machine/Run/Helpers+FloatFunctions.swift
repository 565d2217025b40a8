// SPDX-License-Identifier: Apache-2.0

/// What clang makes of fabs(), floor() and their like; the raw values are those of the helpers' `imm`.
enum FloatFunction: UInt64 {
    // Of two numbers, behind the five of arithmetic.
    case minimum = 5
    case maximum
    case copySign
    // Of one.
    case absolute
    case squareRoot
    case floor
    case ceiling
    case truncate
    case toEven
    case awayFromZero

    /// By the name of the intrinsic.
    static let unary: [String: FloatFunction] = [
        "fabs": .absolute, "sqrt": .squareRoot, "floor": .floor, "ceil": .ceiling, "trunc": .truncate,
        "rint": .toEven, "nearbyint": .toEven, "roundeven": .toEven, "round": .awayFromZero,
    ]
    static let binary: [String: FloatFunction] = ["minnum": .minimum, "maxnum": .maximum, "copysign": .copySign]
}

extension Helpers {
    /// One number that is not a number counts as missing; of two equal ones it is the first, as in the C library.
    static func choose(_ function: UInt64, _ a: Double, _ b: Double) -> Double {
        switch FloatFunction(rawValue: function) {
        case .minimum: a.isNaN ? b : b.isNaN || a <= b ? a : b
        case .maximum: a.isNaN ? b : b.isNaN || a >= b ? a : b
        default: Double(signOf: b, magnitudeOf: a)
        }
    }

    static func floatFunction(_ helper: Helper, _ operands: Operands) {
        let isSingle = operands.imm & 0xff == 32
        let count = helper == .floatFused ? 3 : 1
        let undefined = (0..<count).contains { operands.undefined($0) != 0 }
        let bits: UInt64
        if isSingle {
            let numbers = (0..<count).map { Float(bitPattern: UInt32(truncatingIfNeeded: operands.value($0))) }
            let result =
                count == 3
                ? numbers[2].addingProduct(numbers[0], numbers[1]) : compute(operands.imm >> 8, numbers[0])
            bits = UInt64(result.bitPattern)
        } else {
            let numbers = (0..<count).map { Double(bitPattern: operands.value($0)) }
            let result =
                count == 3
                ? numbers[2].addingProduct(numbers[0], numbers[1]) : compute(operands.imm >> 8, numbers[0])
            bits = result.bitPattern
        }
        operands.give(bits, undefined: undefined ? UndefinedBits.mask(isSingle ? 32 : 64) : 0)
    }

    private static func compute<Number: BinaryFloatingPoint>(_ function: UInt64, _ number: Number) -> Number {
        switch FloatFunction(rawValue: function) {
        case .squareRoot: number.squareRoot()
        case .floor: number.rounded(.down)
        case .ceiling: number.rounded(.up)
        case .truncate: number.rounded(.towardZero)
        case .toEven: number.rounded(.toNearestOrEven)
        case .awayFromZero: number.rounded(.toNearestOrAwayFromZero)
        default: number.magnitude
        }
    }
}
