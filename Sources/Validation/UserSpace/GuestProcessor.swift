// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// A processor of a virtual machine that executes instructions for adjunct processors.
public protocol GuestProcessor: AnyObject {
    /// PQAP with these general registers 0 to 2.
    /// - Returns: register 1 after it, and the condition code.
    func executePQAP(_ guest: Int, _ registers: [UInt64]) throws -> (status: UInt64, condition: Int)
    /// What PQAP(QCI) tells the guest: adapters, usage domains and control domains.
    func adjunctMasks(_ guest: Int) throws -> [[Int]]
}

extension ProcessUserSpace: GuestProcessor {
    public func executePQAP(_ guest: Int, _ registers: [UInt64]) throws -> (status: UInt64, condition: Int) {
        try process.executePQAP(guest, registers)
    }

    public func adjunctMasks(_ guest: Int) throws -> [[Int]] {
        try process.adjunctMasks(guest).map { $0.numbers.sorted() }
    }
}
