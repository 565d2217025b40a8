// SPDX-License-Identifier: Apache-2.0

/// What sscanf() reads from and stores to.
public protocol ScanTarget {
    associatedtype Fault: Error

    /// A character of the input; the terminator is 0.
    mutating func character(at index: Int) throws(Fault) -> UInt8
    /// The low `bytes` bytes to where the next argument points.
    mutating func store(_ value: UInt64, bytes: Int) throws(Fault)
    /// Characters to where the next argument points.
    mutating func store(_ text: [UInt8]) throws(Fault)
}
