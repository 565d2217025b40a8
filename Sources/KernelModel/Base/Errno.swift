// SPDX-License-Identifier: Apache-2.0

/// An error number of the kernel, positive. x86 and s390 use the generic numbers.
public struct Errno: RawRepresentable, Error, Sendable, Hashable {
    public var rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// From what a function returns: -4095 to -1 are errors.
    public init?(result: Int32) {
        guard result < 0, result >= -Self.largest else { return nil }
        rawValue = -result
    }

    /// From a pointer that may be an ERR_PTR().
    public init?(pointer address: UInt64, longBytes: Int = 8) {
        let bits = UInt64(8 * longBytes)
        let value = Int64(bitPattern: address << (64 - bits)) >> Int64(64 - bits)
        guard value < 0, value >= -Int64(Self.largest) else { return nil }
        rawValue = Int32(-value)
    }

    /// MAX_ERRNO.
    public static let largest: Int32 = 4095

    /// What a function returns for it.
    public var result: Int32 { -rawValue }

    /// ERR_PTR().
    public func pointer(longBytes: Int = 8) -> UInt64 {
        let value = UInt64(bitPattern: Int64(result))
        return longBytes == 8 ? value : value & (1 << UInt64(8 * longBytes) - 1)
    }

    /// "ENOMEM"; nil for a number that has none.
    public var name: String? { Self.names[rawValue] }

    /// By its name.
    public init?(name: String) {
        guard let number = Self.numbers[name] else { return nil }
        rawValue = number
    }
}

extension Errno: CustomStringConvertible {
    public var description: String { name ?? "error \(rawValue)" }
}
