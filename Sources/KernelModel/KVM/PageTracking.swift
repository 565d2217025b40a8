// SPDX-License-Identifier: Apache-2.0

/// Pages whose writes by the guest somebody wants to know of, and who.
public struct PageTracking {
    /// A `struct kvm_page_track_notifier_node`.
    public struct Listener {
        public var handle: UInt64
        /// The guest has written bytes at an address of its own.
        public var written: (_ address: UInt64, _ bytes: [UInt8]) throws -> Void

        public init(handle: UInt64, written: @escaping (_ address: UInt64, _ bytes: [UInt8]) throws -> Void) {
            self.handle = handle
            self.written = written
        }
    }

    /// The last that came is the first.
    public internal(set) var listeners: [Listener] = []
    /// How often each page is tracked, by its number.
    public internal(set) var counts: [UInt64: Int] = [:]

    init() {}
}

extension KVMCore {
    /// kvm_page_track_register_notifier().
    public func register(_ listener: PageTracking.Listener, of guest: Guest) {
        guest.tracking.listeners.insert(listener, at: 0)
    }

    /// kvm_page_track_unregister_notifier().
    /// - Returns: whether it was registered.
    public func unregister(_ handle: UInt64, of guest: Guest) -> Bool {
        guard let index = guest.tracking.listeners.firstIndex(where: { $0.handle == handle }) else { return false }
        guest.tracking.listeners.remove(at: index)
        return true
    }

    /// kvm_slot_page_track_add_page().
    public func track(_ frame: UInt64, of guest: Guest) { guest.tracking.counts[frame, default: 0] += 1 }

    /// kvm_slot_page_track_remove_page().
    public func untrack(_ frame: UInt64, of guest: Guest) {
        guard let count = guest.tracking.counts[frame] else {
            kernel.log.message(4, "WARNING: a page that is not tracked in kvm_slot_page_track_remove_page()")
            return
        }
        guest.tracking.counts[frame] = count > 1 ? count - 1 : nil
    }

    /// A processor of the guest writes: the bytes are there, and then everybody hears of it if the page is tracked.
    public func guestWrites(_ bytes: [UInt8], of guest: Guest, at address: UInt64) throws {
        try write(bytes, of: guest, at: address)
        guard guest.tracking.counts[address / Type1.pageSize] != nil else { return }
        for listener in guest.tracking.listeners { try listener.written(address, bytes) }
    }
}

extension Process {
    public func writeAsGuest(_ number: Int, _ bytes: [UInt8], at address: UInt64) throws {
        try call { try kernel.kvm.guestWrites(bytes, of: try kernel.kvm.guest(number), at: address) }
    }
}
