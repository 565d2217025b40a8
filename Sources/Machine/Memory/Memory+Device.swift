// SPDX-License-Identifier: Apache-2.0
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

// Registers of devices, which only the functions for them may touch. They keep what is written to them.
extension Memory {
    /// What the registers of a device hold.
    public func deviceBytes(at address: UInt64, count: Int) throws(Stop) -> [UInt8] {
        guard count > 0 else { return [] }
        return Array(UnsafeRawBufferPointer(start: try device(.read, address, count), count: count))
    }

    /// Writes to the registers of a device, which keep it.
    public func writeDevice(_ bytes: some Collection<UInt8>, at address: UInt64) throws(Stop) {
        guard !bytes.isEmpty else { return }
        let host = try device(.write, address, bytes.count)
        UnsafeMutableRawBufferPointer(start: host, count: bytes.count).copyBytes(from: bytes)
    }

    private func device(_ access: Access, _ address: UInt64, _ count: Int) throws(Stop) -> UnsafeMutableRawPointer {
        let entry = table[Address.index(of: address)]
        let offset = address &- entry.base
        let inside = offset <= UInt64(entry.size) && UInt64(count) <= UInt64(entry.size) - offset
        if entry.state == .live, entry.kind == .device, inside { return host(entry, address) }
        if entry.state == .live, entry.kind == .device {
            throw .fault(
                Fault(
                    .outOfBounds, "\(access.rawValue) of \(count) bytes at \(place(address))",
                    object: history(Address.index(of: address))))
        }
        if let problem = problem(access, address, count) { throw problem }
        throw .fault(
            .wildAccess, "\(access.rawValue) of \(count) bytes at \(place(address)), which is no device memory")
    }
}
