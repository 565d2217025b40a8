// SPDX-License-Identifier: Apache-2.0
import KernelShims

enum FakeFault: Error, Equatable {
    case noArgument
    case wrongKind
    case outOfBounds(UInt64)
}

enum Argument {
    case int(Int64)
    case pointer(UInt64)
}

/// Arguments and a memory for formats; a pointer is an address.
struct FakeSource: FormatSource {
    var arguments: [Argument] = []
    var memory: [UInt64: [UInt8]] = [:]
    var symbols: [UInt64: KernelSymbol] = [:]
    var nestedFormats: [UInt64: (format: String, arguments: [Argument])] = [:]
    var dentries: [UInt64: DentryNames] = [:]
    private var outer: [[Argument]] = []
    private var known: [UInt64] = []

    init(_ arguments: [Argument] = []) { self.arguments = arguments }

    private mutating func next() throws(FakeFault) -> Argument {
        guard !arguments.isEmpty else { throw .noArgument }
        return arguments.removeFirst()
    }

    mutating func nextInteger(bytes: Int) throws(FakeFault) -> UInt64 {
        guard case .int(let value) = try next() else { throw .wrongKind }
        let bits = UInt64(bitPattern: value)
        return bytes == 8 ? bits : bits & (1 << UInt64(8 * bytes) - 1)
    }

    mutating func nextPointer() throws(FakeFault) -> UInt64 {
        guard case .pointer(let address) = try next() else { throw .wrongKind }
        return address
    }

    func address(of pointer: UInt64) -> UInt64 { pointer }

    private func byte(at address: UInt64) throws(FakeFault) -> UInt8 {
        for (start, bytes) in memory where address >= start && address - start < UInt64(bytes.count) {
            return bytes[Int(address - start)]
        }
        throw .outOfBounds(address)
    }

    func bytes(at pointer: UInt64, count: Int) throws(FakeFault) -> [UInt8] {
        var result: [UInt8] = []
        for offset in 0..<UInt64(count) { result.append(try byte(at: pointer + offset)) }
        return result
    }

    func string(at pointer: UInt64, limit: Int) throws(FakeFault) -> [UInt8] {
        var result: [UInt8] = []
        while result.count < limit, case let byte = try byte(at: pointer + UInt64(result.count)), byte != 0 {
            result.append(byte)
        }
        return result
    }

    func symbol(at pointer: UInt64, returnAddress: Bool) -> KernelSymbol? {
        guard returnAddress, var symbol = symbols[pointer - 1] else { return symbols[pointer] }
        symbol.offset += 1
        return symbol
    }

    mutating func identity(of pointer: UInt64) -> UInt32 {
        if !known.contains(pointer) { known.append(pointer) }
        return UInt32(known.firstIndex(of: pointer) ?? 0) + 1
    }

    mutating func enterNested(at pointer: UInt64) throws(FakeFault) -> [UInt8] {
        guard let nested = nestedFormats[pointer] else { throw .outOfBounds(pointer) }
        outer.append(arguments)
        arguments = nested.arguments
        return Array(nested.format.utf8)
    }

    mutating func leaveNested() { arguments = outer.removeLast() }

    func dentryNames(at pointer: UInt64, depth: Int) throws(FakeFault) -> DentryNames? { dentries[pointer] }
}

extension FakeSource {
    /// The whole text of a format.
    mutating func text(_ format: String, target: TextTarget = .x86) throws(FormatError<FakeFault>) -> String {
        let bytes = try KernelFormatter.text(Array(format.utf8), source: &self, target: target)
        return String(decoding: bytes, as: UTF8.self)
    }
}

func format(_ format: String, _ arguments: Argument...) throws(FormatError<FakeFault>) -> String {
    var source = FakeSource(arguments)
    return try source.text(format)
}
