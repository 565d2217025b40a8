// SPDX-License-Identifier: Apache-2.0

/// The descriptors of the task that is in a system call.
public protocol DescriptorTable {
    /// fdget(): nil for a number that is none.
    func file(_ descriptor: Int32) -> (any OpenFile)?
    /// Gives the lowest free number to a file that can be read and written.
    func install(_ file: any OpenFile) throws -> Int
}
