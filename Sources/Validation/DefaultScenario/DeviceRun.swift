// SPDX-License-Identifier: Apache-2.0

/// What an open device is asked and made to do.
struct DeviceRun {
    let session: Session

    func perform() throws {
        let (regionCount, irqCount) = try info()
        // One more than there are: that has to be refused.
        let regions = try (0...regionCount).compactMap { try region($0) }
        let irqs = try (0...irqCount).compactMap { try irq($0) }
        try session.ioctl(on: "device", "DEVICE_RESET", TraceField("arg", 0))
        try session.ioctl(on: "device", "0x3bff", TraceField("arg", 0))
        try session.ioctl(on: "device", "DEVICE_GET_INFO", TraceField("arg", written: "BADPTR"))
        for irq in irqs { try irq.enable(session) }
        for region in regions { try region.perform(session) }
        for region in regions { try region.map(session) }
        try PlaneRun(session: session).perform()
        for irq in irqs { try irq.triggerAndDisable(session) }
    }

    func performBeyondEdges() throws {
        let (regionCount, _) = try info()
        guard regionCount > 0 else { return }
        for region in try (0..<regionCount).compactMap({ try region($0) }) { try region.readBeyond(session) }
    }

    /// struct vfio_device_info: argsz, flags, num_regions, num_irqs, cap_offset. A count that no device has is cut.
    private func info() throws -> (regions: UInt32, irqs: UInt32) {
        guard let bytes = try session.ioctl(on: "device", "DEVICE_GET_INFO", struct: [20, 0, 0, 0, 0]) else {
            return (0, 0)
        }
        return (min(session.word(bytes, 8), 64), min(session.word(bytes, 12), 64))
    }

    /// struct vfio_region_info: argsz, flags, index, cap_offset, size, offset.
    private func region(_ index: UInt32) throws -> RegionRun? {
        var words: [Session.Member] = [32, 0, .word(index), 0, 0, 0, 0, 0]
        guard var bytes = try session.ioctl(on: "device", "DEVICE_GET_REGION_INFO", struct: words) else { return nil }
        let needed = session.word(bytes, 0)
        if needed > 32, needed <= 4096 {
            // There is more to tell than fitted.
            words[0] = .word(needed)
            words += [Session.Member](repeating: 0, count: (Int(needed) - 32 + 3) / 4)
            bytes = try session.ioctl(on: "device", "DEVICE_GET_REGION_INFO", struct: words) ?? bytes
        }
        return RegionRun(
            flags: session.word(bytes, 4), size: session.long(bytes, 16), offset: session.long(bytes, 24),
            areas: MappableAreas(bytes, session).areas)
    }

    /// struct vfio_irq_info: argsz, flags, index, count.
    private func irq(_ index: UInt32) throws -> InterruptRun? {
        guard let bytes = try session.ioctl(on: "device", "DEVICE_GET_IRQ_INFO", struct: [16, 0, .word(index), 0])
        else {
            return nil
        }
        let irq = InterruptRun(index: index, flags: session.word(bytes, 4), count: session.word(bytes, 12))
        return irq.count > 0 ? irq : nil
    }
}

/// One index of interrupts: its first one gets an eventfd, fires, and is taken back.
struct InterruptRun {
    let index: UInt32
    let flags: UInt32
    let count: UInt32

    private var name: String { "irq\(index)" }
    /// VFIO_IRQ_INFO_EVENTFD
    private var hasEventfd: Bool { flags & 1 != 0 }

    /// Flags: DATA_NONE 1, DATA_BOOL 2, DATA_EVENTFD 4, ACTION_TRIGGER 32.
    private func set(_ session: Session, size: Int, flags: UInt64, count: Int, data: String) throws {
        try session.perform(
            "ioctl",
            [
                TraceField("on", written: "device"), TraceField("cmd", written: "DEVICE_SET_IRQS"),
                TraceField("argsz", size), Session.hexadecimal("flags", flags), TraceField("index", index),
                TraceField("start", 0), TraceField("count", count), TraceField("data", written: data),
            ])
    }

    private func readEventfd(_ session: Session) throws {
        try session.perform("eventfd_read", [TraceField("name", written: name)])
    }

    func enable(_ session: Session) throws {
        guard hasEventfd else { return }
        try set(session, size: 24, flags: 0x24, count: 1, data: name)
        try readEventfd(session)
    }

    func triggerAndDisable(_ session: Session) throws {
        guard hasEventfd else { return }
        try readEventfd(session)
        try set(session, size: 21, flags: 0x22, count: 1, data: "01")
        try readEventfd(session)
        try set(session, size: 20, flags: 0x21, count: 0, data: "")
    }
}
