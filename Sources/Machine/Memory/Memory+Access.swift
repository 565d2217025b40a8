// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// What kernel functions do with memory: every call checks bounds, lifetime and (when it reads values) initialisation, and throws the
// fault that the program would have made by doing the same.
extension Memory {
    /// Host address of `count` bytes after the check of bounds and lifetime. `user` lets user memory through, and only it.
    func checked(
        _ access: Access, _ address: UInt64, _ count: Int, user: Bool = false
    ) throws(Stop) -> UnsafeMutableRawPointer {
        let address = user ? address : whole(address)
        let entry = table[Address.index(of: address)]
        let offset = address &- entry.base
        let inside =
            entry.state == .live && offset <= UInt64(entry.size) && UInt64(count) <= UInt64(entry.size) - offset
        let allowed = user ? entry.kind == .user : entry.kind.isPlain && !(access == .write && entry.kind == .constant)
        if inside && allowed {
            accessLog?.note(address, count, isWrite: access == .write)
            return host(entry, address)
        }
        if let problem = problem(access, address, count) {
            if case .fault(let fault) = problem, takesSlack(address, count, fault) { return host(entry, address) }
            throw problem
        }
        throw .fault(.wildAccess, "\(access.rawValue) of \(Memory.bytes(count)) at \(summary(entry))")
    }

    /// An access of bytes behind an object of the heap that are nobody else's either.
    private func takesSlack(_ address: UInt64, _ count: Int, _ fault: Fault) -> Bool {
        guard let onSlack, fault.kind == .outOfBounds else { return false }
        let index = Address.index(of: address)
        let offset = address &- table[index].base
        let slab = UInt64(min(Memory.slabSize(Int(table[index].size)), Int(table[index].reserved)))
        guard table[index].kind == .heap, offset <= slab, UInt64(count) <= slab - offset else { return false }
        onSlack(fault)
        table[index].size = UInt32(slab)
        table[index].open(writable: true)
        return true
    }

    /// The size of the slab object that kmalloc() gives: kmalloc_info of mm/slab_common.c, the same from 4.10 to 6.1 on x86
    /// and s390.
    public static func slabSize(_ size: Int) -> Int {
        if size > 64, size <= 96 { return 96 }
        if size > 128, size <= 192 { return 192 }
        var slab = 8
        while slab < size { slab *= 2 }
        return slab
    }

    /// Reads an integer of 1, 2, 4 or 8 bytes in the target's byte order.
    public func load(_ address: UInt64, size: Int) throws(Stop) -> UInt64 {
        let host = try checked(.read, address, size)
        guard isDefined(host, size) else {
            throw .fault(
                Fault(
                    .uninitialisedArgument,
                    "\(Memory.reader) reads \(Memory.bytes(size)) at \(place(address)) that \(size == 1 ? "was" : "were") never written",
                    object: history(Address.index(of: address))))
        }
        return assemble(host, size)
    }

    /// Writes an integer of 1, 2, 4 or 8 bytes in the target's byte order.
    public func store(_ address: UInt64, size: Int, _ value: UInt64) throws(Stop) {
        let host = try checked(.write, address, size)
        for byte in 0..<size {
            let shift = UInt64(isBigEndian ? size - 1 - byte : byte) * 8
            (host + byte).storeBytes(of: UInt8(truncatingIfNeeded: value >> shift), as: UInt8.self)
        }
        memset(host + HostArena.span, 0, size)
    }

    /// Bytes that must all have been written. `kind` is the fault where one was not.
    public func bytes(
        at address: UInt64, count: Int, undefined kind: FaultKind = .uninitialisedArgument, user: Bool = false
    ) throws(Stop) -> [UInt8] {
        guard count > 0 else { return [] }
        let host = try checked(.read, address, count, user: user)
        if let first = firstUndefined(host, count) {
            let index = Address.index(of: address)
            // Of a bit-field's byte some bits may have been.
            let what =
                (host + HostArena.span + first).load(as: UInt8.self) == 0xff ? "never written" : "written only in part"
            throw .fault(
                Fault(kind, "byte \(first) of \(count) at \(place(address)) was \(what)", object: history(index)))
        }
        return Array(UnsafeRawBufferPointer(start: host, count: count))
    }

    /// Bytes as they lie there, and which of them were written; others are 0.
    public func contents(at address: UInt64, count: Int) throws(Stop) -> (bytes: [UInt8], defined: [Bool]) {
        guard count > 0 else { return ([], []) }
        let host = try checked(.read, address, count)
        let defined = UnsafeRawBufferPointer(start: host + HostArena.span, count: count).map { $0 == 0 }
        let bytes = zip(UnsafeRawBufferPointer(start: host, count: count), defined).map { $1 ? $0 : 0 }
        return (bytes, defined)
    }

    /// Writes bytes, which are initialised from then on.
    public func write(_ bytes: some Collection<UInt8>, at address: UInt64, user: Bool = false) throws(Stop) {
        guard !bytes.isEmpty else { return }
        let count = bytes.count
        let host = try checked(.write, address, count, user: user)
        UnsafeMutableRawBufferPointer(start: host, count: count).copyBytes(from: bytes)
        memset(host + HostArena.span, 0, count)
    }

    /// As memset() does.
    public func fill(_ address: UInt64, count: Int, with byte: UInt8) throws(Stop) {
        guard count > 0 else { return }
        let host = try checked(.write, address, count)
        memset(host, Int32(byte), count)
        memset(host + HostArena.span, 0, count)
    }

    /// Copies bytes together with what is undefined in them, as `memmove()` does.
    public func copy(from source: UInt64, to target: UInt64, count: Int) throws(Stop) {
        guard count > 0 else { return }
        let from = try checked(.read, source, count)
        let to = try checked(.write, target, count)
        memmove(to, from, count)
        memmove(to + HostArena.span, from + HostArena.span, count)
    }

    /// Makes bytes uninitialised again.
    public func forget(_ address: UInt64, count: Int) throws(Stop) {
        guard count > 0 else { return }
        let host = try checked(.write, address, count)
        memset(host + HostArena.span, 0xff, count)
    }

    /// A string up to its zero byte (which is not part of the result) or `limit` bytes.
    public func cString(at address: UInt64, limit: Int = Int.max) throws(Stop) -> [UInt8] {
        var result: [UInt8] = []
        var at = address
        while result.count < limit {
            let byte = UInt8(truncatingIfNeeded: try load(at, size: 1))
            if byte == 0 { break }
            result.append(byte)
            at &+= 1
        }
        return result
    }

    /// Whether `count` bytes at `address` lie in one live object of user space.
    public func isUser(_ address: UInt64, count: Int) -> Bool {
        let entry = table[Address.index(of: address)]
        let offset = address &- entry.base
        return entry.kind == .user && entry.state == .live && offset <= UInt64(entry.size)
            && UInt64(count) <= UInt64(entry.size) - offset
    }

    /// How many of `count` bytes from `address` on are inside one live object of user space.
    public func userBytes(from address: UInt64, count: Int) -> Int {
        let entry = table[Address.index(of: address)]
        let offset = address &- entry.base
        guard entry.kind == .user, entry.state == .live, offset <= UInt64(entry.size) else { return 0 }
        return min(count, Int(UInt64(entry.size) - offset))
    }

    /// Whether all of an object's bytes in the range were written.
    public func isInitialised(_ address: UInt64, count: Int) throws(Stop) -> Bool {
        let host = try checked(.read, address, count)
        return firstUndefined(host, count) == nil
    }

    // MARK: Helpers

    /// "offset 8 of ‘state’ (64 bytes of heap)".
    public func place(_ address: UInt64) -> String {
        let entry = table[Address.index(of: address)]
        guard entry.state != .unused, entry.base >> 32 == address >> 32 else {
            return "0x" + String(address, radix: 16)
        }
        return "offset \(Int64(bitPattern: address &- entry.base)) of \(summary(entry))"
    }

    private func isDefined(_ host: UnsafeMutableRawPointer, _ size: Int) -> Bool { firstUndefined(host, size) == nil }

    func firstUndefined(_ host: UnsafeMutableRawPointer, _ count: Int) -> Int? {
        let shadow = host + HostArena.span
        var at = 0
        while at + 8 <= count {
            if shadow.loadUnaligned(fromByteOffset: at, as: UInt64.self) != 0 { break }
            at += 8
        }
        while at < count {
            if shadow.load(fromByteOffset: at, as: UInt8.self) != 0 { return at }
            at += 1
        }
        return nil
    }

    private func assemble(_ host: UnsafeMutableRawPointer, _ size: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in 0..<size {
            let next = UInt64((host + byte).load(as: UInt8.self))
            value = isBigEndian ? value << 8 | next : value | next << UInt64(byte * 8)
        }
        return value
    }
}
