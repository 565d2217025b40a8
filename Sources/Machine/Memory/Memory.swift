// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// All objects of one run: their bytes, which bits of them were ever written, how long they live, and where they came from.
///
/// The execution loop reads `table` directly; everything else goes through the checked calls of `Memory+Access.swift`.
public final class Memory {
    let table: UnsafeMutablePointer<ObjectEntry>
    /// Eight code positions of the allocation and eight of the release for each entry.
    let sites: UnsafeMutablePointer<UInt32>
    let arena: HostArena
    let isBigEndian: Bool

    /// Gives the positions on the stack of the task that runs, innermost first, up to eight.
    var captureSite: (UnsafeMutablePointer<UInt32>) -> Void = { $0.pointee = 0 }

    /// Says where a position is.
    var describePosition: (UInt32) -> StackFrame? = { _ in nil }

    private(set) var nextIndex = Address.kernelIndices.lowerBound
    private var nextUserIndex = Address.userIndices.lowerBound
    /// Released entries, oldest first: an entry is used again only when many others were released after it.
    private var quarantine: [UInt32] = []
    private var quarantineHead = 0
    private static let quarantineLength = 1 << 16
    private(set) var labels: [String]
    private var labelIndices: [String: UInt32] = [:]
    /// Addresses of live heap objects, for the leak report, in order of allocation.
    private(set) var allocations: UInt64 = 0

    /// Where a kernel function may touch the slack behind an object: it is told of the first time, then the slack belongs
    /// to the object. Nil: it is a fault as any other.
    public var onSlack: ((Fault) -> Void)?

    /// Is told of accesses by kernel functions, and of objects that come and go.
    var accessLog: AccessLog?

    /// Objects that have to lie low.
    var low = LowAddresses()

    /// Names of the program's modules that are unloaded now, by their numbers.
    var unloaded: [Int: String] = [:]

    static let sitesPerEntry = 16

    /// `names` get the labels 1, 2, …
    init(isBigEndian: Bool, names: [String]) throws(Stop) {
        self.isBigEndian = isBigEndian
        labels = [""] + names
        guard let arena = HostArena(),
            let table = Memory.reserve(Address.tableSize * MemoryLayout<ObjectEntry>.stride),
            let sites = Memory.reserve(Address.tableSize * Memory.sitesPerEntry * 4)
        else {
            throw .unsupported(
                "this host does not give the machine its address space (about 130 GiB, reserved, not used)")
        }
        self.arena = arena
        self.table = table.bindMemory(to: ObjectEntry.self, capacity: Address.tableSize)
        self.sites = sites.bindMemory(to: UInt32.self, capacity: Address.tableSize * Memory.sitesPerEntry)
    }

    deinit {
        Memory.unreserve(table, Address.tableSize * MemoryLayout<ObjectEntry>.stride)
        Memory.unreserve(sites, Address.tableSize * Memory.sitesPerEntry * 4)
    }

    /// Address space of the host that takes memory only where it is touched; nil where there is none left.
    static func reserve(_ size: Int) -> UnsafeMutableRawPointer? {
        let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        return memory == MAP_FAILED ? nil : memory
    }

    static func unreserve(_ memory: UnsafeMutableRawPointer, _ size: Int) { munmap(memory, size) }

    /// A number for a name, the same for the same name.
    func label(_ name: String) -> UInt32 {
        if let known = labelIndices[name] { return known }
        let index = UInt32(labels.count)
        labels.append(name)
        labelIndices[name] = index
        return index
    }

    /// Of all objects that are there.
    public var bytesInUse: Int { arena.bytesInUse }

    // MARK: Objects

    /// Makes an object of `size` bytes, uninitialised unless `zeroed`. Behind it `slack` bytes are nobody's, as in a slab.
    /// `name` says in faults what it is ("struct mdev_state"). `isLow`: the lower half of the address is enough to find it.
    public func allocate(
        _ size: Int, kind: ObjectKind, alignment: Int = 8, zeroed: Bool = false, name: String = "", slack: Int = 0,
        isLow: Bool = false
    ) throws(Stop) -> UInt64 {
        guard size >= 0, size < 1 << 31 else { throw .unsupported("an object of \(size) bytes") }
        let index: Int
        var generation: UInt64 = 0
        if kind == .user {
            guard nextUserIndex < Address.userIndices.upperBound else {
                throw .unsupported("more than 16,000 user buffers")
            }
            index = nextUserIndex
            nextUserIndex += 1
        } else if quarantine.count - quarantineHead > Memory.quarantineLength {
            index = Int(quarantine[quarantineHead])
            quarantineHead += 1
            if quarantineHead == 1 << 16 {
                quarantine.removeFirst(quarantineHead)
                quarantineHead = 0
            }
            generation = Address.generation(of: table[index].base) + 1
        } else {
            guard nextIndex < Address.kernelIndices.upperBound else {
                throw .unsupported("more than three million objects")
            }
            index = nextIndex
            nextIndex += 1
        }
        let whole = size + slack
        guard let host = arena.reserve(max(whole, 1)) else { throw .unsupported("more memory than the machine has") }
        if zeroed {
            if !host.fresh {
                memset(host.address, 0, whole)
                memset(host.address + HostArena.span, 0, whole)
            }
        } else {
            memset(host.address + HostArena.span, 0xff, whole)
        }
        var base = Address.base(index: index, generation: generation, kernel: kind != .user, alignment: alignment)
        if isLow {
            let upper = base & ~0xffff_ffff
            guard let lower = low.reserve(whole, alignment: alignment, upper: upper) else {
                throw .unsupported("more memory for devices than there are addresses of 31 bits")
            }
            base = upper | lower
        }
        var entry = ObjectEntry(base: base)
        entry.delta = UInt64(UInt(bitPattern: host.address)) &- base
        entry.size = UInt32(size)
        entry.reserved = UInt32(host.reserved)
        entry.kind = kind
        entry.state = .live
        if !name.isEmpty { entry.label = label(name) }
        if kind.isPlain { entry.open(writable: kind != .constant) }
        table[index] = entry
        captureSite(sites + index * Memory.sitesPerEntry)
        accessLog?.begin(base)
        allocations += 1
        return base
    }

    /// Ends an object's life. `accepted` are the kinds that the releasing function may get (`kfree()`: heap).
    public func release(_ address: UInt64, accepting accepted: Set<ObjectKind>, by function: String) throws(Stop) {
        let address = whole(address)
        let index = Address.index(of: address)
        let entry = table[index]
        guard entry.state != .unused, entry.base == address else {
            throw .fault(invalidRelease(address, function))
        }
        if entry.state == .released {
            throw .fault(
                Fault(
                    .doubleFree, "\(function)() of \(summary(entry)) that is released already", object: history(index)))
        }
        guard accepted.contains(entry.kind) else {
            throw .fault(Fault(.invalidFree, "\(function)() of \(summary(entry))", object: history(index)))
        }
        retire(index)
    }

    func retire(_ index: Int) {
        let entry = table[index]
        if entry.reserved > 0 {
            arena.giveBack(host(entry, entry.base), reserved: Int(entry.reserved))
        }
        accessLog?.end(entry.base)
        table[index].close()
        table[index].state = .released
        captureSite(sites + index * Memory.sitesPerEntry + 8)
        // An entry whose generations are used up is never used again.
        if entry.kind != .user, Address.generation(of: entry.base) < Address.lastGeneration {
            quarantine.append(UInt32(index))
        }
    }

    /// Size in bytes of the live object that starts at `address`; nil where there is none.
    public func size(of address: UInt64) -> Int? {
        let address = whole(address)
        let entry = table[Address.index(of: address)]
        return entry.state == .live && entry.base == address ? Int(entry.size) : nil
    }

    /// The live object that contains `address` and the offset in it; nil where there is none.
    public func object(at address: UInt64) -> (base: UInt64, offset: Int, size: Int, kind: ObjectKind)? {
        let address = whole(address)
        let entry = table[Address.index(of: address)]
        guard entry.state == .live, address &- entry.base < UInt64(entry.size) else { return nil }
        return (entry.base, Int(address &- entry.base), Int(entry.size), entry.kind)
    }

    /// A global object at a chosen index: variables and functions of the program.
    func define(
        index: Int, size: Int, kind: ObjectKind, alignment: Int, name: String
    ) throws(Stop) -> UInt64 {
        guard let host = arena.reserve(max(size, 1)) else { throw .unsupported("more memory than the machine has") }
        let base = Address.base(index: index, generation: 0, kernel: true, alignment: alignment)
        var entry = ObjectEntry(base: base)
        entry.delta = UInt64(UInt(bitPattern: host.address)) &- base
        entry.size = UInt32(size)
        entry.kind = kind
        entry.state = .live
        entry.label = label(name)
        if kind.isPlain { entry.open(writable: kind != .constant) }
        table[index] = entry
        nextIndex = max(nextIndex, index + 1)
        return base
    }

    @inline(__always)
    func host(_ entry: ObjectEntry, _ address: UInt64) -> UnsafeMutableRawPointer {
        // The sum is an address inside the arena, which is never zero.
        UnsafeMutableRawPointer(bitPattern: UInt(entry.delta &+ address)).unsafelyUnwrapped
    }

    /// Fills a variable of the program before anything runs; constants as well.
    func place(_ image: [UInt8], at address: UInt64) throws(Stop) {
        let entry = table[Address.index(of: address)]
        guard image.count <= Int(entry.size) else { throw .unsupported("an image larger than its variable") }
        UnsafeMutableRawBufferPointer(start: host(entry, address), count: image.count).copyBytes(from: image)
    }
}
