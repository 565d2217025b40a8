// SPDX-License-Identifier: Apache-2.0

/// The address space of the users of a run.
public protocol UserMemory: AnyObject {
    /// - Throws: `Errno.EFAULT` where nothing is mapped or it may not be read.
    func read(_ address: UInt64, _ count: Int) throws -> [UInt8]
    /// What lies before a fault is written.
    func write(_ bytes: [UInt8], at address: UInt64) throws
    /// mmap() of anonymous memory, zeroed; at a page of its own choice where `address` is nil.
    func allocate(_ size: Int, at address: UInt64?) throws -> UInt64
    /// A range for the pages of a file: what `OpenFile.mmap` puts there is seen; before, every access faults.
    func reserve(_ size: Int, at address: UInt64?) throws -> UInt64
    func release(_ address: UInt64, _ size: Int) throws
    /// Which of the bytes have a value; nil: all.
    func definedness(_ address: UInt64, _ count: Int) throws -> [Bool]?
}
