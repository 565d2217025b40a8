// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Objects of the program end and begin again where they are: the code has their addresses.
extension Memory {
    /// The module that an object belongs to goes.
    func unload(_ index: Int, module: Int) {
        guard table[index].state == .live else { return }
        table[index].close()
        table[index].state = .unloaded
        let site = sites + index * Memory.sitesPerEntry + 8
        captureSite(site)
        // The last of the eight is never a position: it says whose object this was.
        site[7] = UInt32(module)
    }

    /// An object is as it was before anything ran, all zero.
    func renew(_ index: Int) {
        let entry = table[index]
        let host = host(entry, entry.base)
        memset(host, 0, Int(entry.size))
        memset(host + HostArena.span, 0, Int(entry.size))
        table[index].state = .live
        if entry.kind.isPlain { table[index].open(writable: entry.kind != .constant) }
    }

    /// "the module pond was unloaded"; nil for what was not.
    func unloading(_ index: Int) -> String? {
        guard table[index].state == .unloaded else { return nil }
        let module = Int(sites[index * Memory.sitesPerEntry + 15])
        let name = unloaded[module] ?? ""
        return name.isEmpty ? "the module was unloaded" : "the module \(name) was unloaded"
    }
}
