// SPDX-License-Identifier: Apache-2.0

/// One call of a kernel function: its arguments, and the machine it can act on. Valid during the call only.
public struct KernelCall {
    public unowned(unsafe) let machine: Machine
    public let name: String
    /// Number of slots of arguments, unnamed ones included.
    public let count: Int
    /// The run wants this call to fail, in the way it can by contract.
    public let mustFail: Bool
    let frame: Frame
    let packed: UnsafePointer<UInt16>
    let results: Frame

    public var memory: Memory { machine.memory }

    /// An argument as it was passed, zero-extended; its bits must all be defined.
    public func value(_ index: Int) throws(Stop) -> UInt64 {
        guard index < count else { throw .unsupported("\(name)() with \(count) arguments") }
        let slot = Int(packed[index])
        if frame[slot + 1] != 0 {
            throw .fault(.uninitialisedArgument, "argument \(index + 1) of \(name)() is not initialised")
        }
        return frame[slot]
    }

    /// An argument of type int.
    public func int(_ index: Int) throws(Stop) -> Int { Int(Int32(truncatingIfNeeded: try value(index))) }

    /// An argument of type long.
    public func long(_ index: Int) throws(Stop) -> Int { Int(truncatingIfNeeded: try value(index)) }

    /// A size or count; one that no object can have is a fault of the caller, not a crash of the machine.
    public func size(_ index: Int) throws(Stop) -> Int {
        let value = try value(index)
        guard value < 1 << 40 else {
            throw .fault(.badArgument, "argument \(index + 1) of \(name)() is the size \(Int64(bitPattern: value))")
        }
        return Int(value)
    }

    /// An argument of type bool.
    public func flag(_ index: Int) throws(Stop) -> Bool { try value(index) & 1 != 0 }

    /// A string in kernel memory.
    public func string(_ index: Int) throws(Stop) -> String {
        String(decoding: try memory.cString(at: try value(index)), as: UTF8.self)
    }

    /// One of several results, as inline assembly has them; the first one is what the body returns.
    public func setResult(_ slot: Int, _ value: UInt64) {
        results[2 * slot] = value
        results[2 * slot + 1] = 0
    }
}
