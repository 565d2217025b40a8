// SPDX-License-Identifier: Apache-2.0
import Machine

/// The arguments of a format: the unnamed ones of a call, or those that a `va_list` in memory leads to.
public struct UnnamedArguments: FormatSource {
    public typealias Pointer = UInt64
    public typealias Fault = Stop

    private enum List {
        /// Arguments of this call, from this one on.
        case call(KernelCall, next: Int)
        /// Address of the next argument in memory.
        case memory(UInt64)
    }

    private let machine: Machine
    private var list: List
    private var outer: [List] = []

    public init(of call: KernelCall, from first: Int) {
        machine = call.machine
        list = .call(call, next: first)
    }

    /// - Throws: the fault of reading the `va_list`.
    public init(list address: UInt64, in machine: Machine) throws(Stop) {
        self.machine = machine
        list = .memory(try machine.memory.load(address &+ machine.program.target.unnamedAreaOffset, size: 8))
    }

    public mutating func nextInteger(bytes: Int) throws(Stop) -> UInt64 {
        let mask: UInt64 = bytes >= 8 ? .max : (1 << UInt64(bytes * 8)) - 1
        switch list {
        case .call(let call, let next):
            list = .call(call, next: next + 1)
            guard next < call.count else {
                throw .fault(.badArgument, "the format of \(call.name)() wants more arguments than it gets")
            }
            return try call.value(next) & mask
        case .memory(let address):
            list = .memory(address &+ 8)
            return try machine.memory.load(address, size: 8) & mask
        }
    }

    public mutating func nextPointer() throws(Stop) -> UInt64 { try nextInteger(bytes: 8) }

    public mutating func address(of pointer: UInt64) -> UInt64 { pointer }

    public mutating func bytes(at pointer: UInt64, count: Int) throws(Stop) -> [UInt8] {
        try machine.memory.bytes(at: pointer, count: count)
    }

    public mutating func string(at pointer: UInt64, limit: Int) throws(Stop) -> [UInt8] {
        try machine.memory.cString(at: pointer, limit: limit)
    }

    public mutating func symbol(at pointer: UInt64, returnAddress: Bool) -> KernelSymbol? {
        machine.symbol(at: pointer).map { KernelSymbol(name: $0.name, offset: $0.offset, size: $0.size) }
    }

    /// Addresses are the same on every run, so a hash of one is as well.
    public mutating func identity(of pointer: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (pointer ^ pointer >> 32) &* 0x9e37_79b1)
    }

    public mutating func enterNested(at pointer: UInt64) throws(Stop) -> [UInt8] {
        let format = try machine.memory.load(pointer, size: 8)
        let nested = try machine.memory.load(pointer &+ 8, size: 8)
        outer.append(list)
        list = .memory(try machine.memory.load(nested &+ machine.program.target.unnamedAreaOffset, size: 8))
        return try machine.memory.cString(at: format)
    }

    public mutating func leaveNested() {
        if let list = outer.popLast() { self.list = list }
    }
}

extension KernelCall {
    /// The text of a format string and what follows it in the call.
    public func formatted(_ format: Int) throws(Stop) -> [UInt8] {
        try formatted(try value(format), UnnamedArguments(of: self, from: format + 1))
    }

    /// The text of a format string with the arguments of a `va_list`.
    public func formatted(_ format: Int, list: Int) throws(Stop) -> [UInt8] {
        try formatted(try value(format), try UnnamedArguments(list: try value(list), in: machine))
    }

    func formatted(_ format: UInt64, _ source: UnnamedArguments) throws(Stop) -> [UInt8] {
        var source = source
        let target = TextTarget(bigEndian: machine.program.target.isBigEndian)
        let bytes = try memory.cString(at: format)
        do {
            return try KernelFormatter.text(bytes, source: &source, target: target)
        } catch {
            switch error {
            case .source(let stop): throw stop
            case .invalidConversion: throw badArgument("\(error)")
            default: throw .unsupported("\(name)(): \(error)")
            }
        }
    }
}
