// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Variables on the stacks of tasks: their entries and bytes are handed out and taken back in order.
extension Memory {
    /// - Returns: the variable's address. Its bytes are uninitialised.
    func openVariable(
        _ index: Int, host: UInt, size: UInt32, alignment: Int, label: UInt32, isLive: Bool, site: UInt32
    ) -> UInt64 {
        let generation = (Address.generation(of: table[index].base) + 1) & Address.lastGeneration
        let base = Address.base(index: index, generation: generation, kernel: true, alignment: alignment)
        var entry = ObjectEntry(base: base)
        entry.delta = UInt64(host) &- base
        entry.size = size
        entry.kind = .stack
        entry.label = label
        entry.state = isLive ? .live : .outOfScope
        if isLive {
            entry.open(writable: true)
            memset(self.host(entry, base) + HostArena.span, 0xff, Int(size))
        }
        table[index] = entry
        let sites = sites + index * Memory.sitesPerEntry
        sites[0] = site
        sites[1] = 0
        return base
    }

    /// A block with the variable begins (again) or ends.
    func setScope(_ address: UInt64, isLive: Bool) {
        let index = Address.index(of: address)
        guard table[index].kind == .stack, table[index].base == address else { return }
        if isLive {
            table[index].state = .live
            table[index].open(writable: true)
            memset(host(table[index], address) + HostArena.span, 0xff, Int(table[index].size))
        } else {
            table[index].state = .outOfScope
            table[index].close()
        }
    }

    /// Eight bytes in the target's order at a host address of the stack.
    func putWord(_ host: UInt, _ value: UInt64, undefined: UInt64) {
        guard let place = UnsafeMutableRawPointer(bitPattern: host) else { return }
        place.storeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian, as: UInt64.self)
        (place + HostArena.span).storeBytes(
            of: isBigEndian ? undefined.bigEndian : undefined.littleEndian, as: UInt64.self)
    }
}
