// SPDX-License-Identifier: Apache-2.0

/// Where a format's arguments and the memory behind them come from. Formatting knows no machine.
public protocol FormatSource {
    /// A pointer as the memory knows it; it may carry more than an address.
    associatedtype Pointer
    associatedtype Fault: Error

    /// The next argument, an integer of `bytes` bytes after the default promotions, zero-extended.
    mutating func nextInteger(bytes: Int) throws(Fault) -> UInt64
    mutating func nextPointer() throws(Fault) -> Pointer
    mutating func address(of pointer: Pointer) -> UInt64
    mutating func bytes(at pointer: Pointer, count: Int) throws(Fault) -> [UInt8]
    /// The bytes up to the terminator, which is not among them, and at most `limit` of them: no byte after is touched.
    mutating func string(at pointer: Pointer, limit: Int) throws(Fault) -> [UInt8]
    /// The function or variable that the pointer lies in. A call may be a function's last instruction, so of a return
    /// address the byte before counts; the offset is that of the address itself.
    mutating func symbol(at pointer: Pointer, returnAddress: Bool) -> KernelSymbol?
    /// The number that stands for the pointer where `%p` hides the address: the same on every run.
    mutating func identity(of pointer: Pointer) -> UInt32
    /// `%pV`: the format of the `struct va_format`; from here on arguments come from its list.
    mutating func enterNested(at pointer: Pointer) throws(Fault) -> [UInt8]
    /// The end of a `%pV`: arguments come from the outer list again.
    mutating func leaveNested()
    /// `%pd`: at most `depth` names, the entry's own first. nil where dentries are not known.
    mutating func dentryNames(at pointer: Pointer, depth: Int) throws(Fault) -> DentryNames?
}

extension FormatSource {
    public mutating func dentryNames(at pointer: Pointer, depth: Int) throws(Fault) -> DentryNames? { nil }
}

/// A name of the kernel's symbol table and where in it an address lies.
public struct KernelSymbol: Sendable, Equatable {
    public var name: String
    public var offset: UInt64
    public var size: UInt64
    /// The module's name; nil for the kernel proper.
    public var module: String?

    public init(name: String, offset: UInt64 = 0, size: UInt64, module: String? = nil) {
        self.name = name
        self.offset = offset
        self.size = size
        self.module = module
    }
}

public struct DentryNames: Sendable, Equatable {
    public var names: [[UInt8]]
    /// Whether the last name is that of the root.
    public var endsAtRoot: Bool

    public init(names: [[UInt8]], endsAtRoot: Bool) {
        self.names = names
        self.endsAtRoot = endsAtRoot
    }
}

/// What formatting has to know of the target.
public struct TextTarget: Sendable, Equatable {
    public var longBytes: Int
    public var bigEndian: Bool
    public var pageSize: UInt64

    public init(longBytes: Int = 8, bigEndian: Bool = false, pageSize: UInt64 = 4096) {
        self.longBytes = longBytes
        self.bigEndian = bigEndian
        self.pageSize = pageSize
    }

    public static let x86 = TextTarget()
    public static let s390x = TextTarget(bigEndian: true)

    var addressMask: UInt64 { longBytes == 8 ? .max : (1 << (8 * UInt64(longBytes))) - 1 }

    /// IS_ERR_VALUE(): the last 4095 addresses.
    func isError(_ address: UInt64) -> Bool { address > addressMask - 4095 }

    /// An unsigned integer from memory in the target's byte order.
    func integer(_ bytes: some Collection<UInt8>) -> UInt64 {
        let ordered = bigEndian ? Array(bytes) : bytes.reversed()
        return ordered.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
