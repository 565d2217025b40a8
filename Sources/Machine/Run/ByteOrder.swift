// SPDX-License-Identifier: Apache-2.0

/// The target's byte order, as a type: the execution loop is compiled once for each.
protocol ByteOrder {
    static func fix<T: FixedWidthInteger>(_ value: T) -> T
}

enum LittleEndian: ByteOrder {
    @inline(__always)
    static func fix<T: FixedWidthInteger>(_ value: T) -> T { value.littleEndian }
}

enum BigEndian: ByteOrder {
    @inline(__always)
    static func fix<T: FixedWidthInteger>(_ value: T) -> T { value.bigEndian }
}
