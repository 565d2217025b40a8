// SPDX-License-Identifier: Apache-2.0

/// One region of a device.
struct RegionRun {
    let flags: UInt32
    let size: UInt64
    let offset: UInt64
    /// What alone of the region can be mapped; empty where all of it can.
    var areas: [MappableAreas.Area] = []

    private var isReadable: Bool { flags & 1 != 0 }
    private var isWritable: Bool { flags & 2 != 0 }
    private var isMappable: Bool { flags & 4 != 0 }
    /// A driver may report anything; what has no end cannot be read there.
    private var isSane: Bool { size > 0 && size < 1 << 40 && offset < 1 << 62 }
    private var saneAreas: [MappableAreas.Area] {
        areas.filter { $0.size > 0 && $0.offset < size && $0.size <= size - $0.offset }
    }
    /// What one access takes.
    private var width: UInt64 { min(size, 4) }

    /// Reads the first and the last bytes and writes the same back.
    func perform(_ session: Session) throws {
        guard isSane else { return }
        var positions = [offset]
        if size > width { positions.append(offset + size - width) }
        for area in saneAreas {
            let ends = [area.offset, area.offset + area.size - min(area.size, 4)].map { offset + $0 }
            positions += ends.filter { !positions.contains($0) }
        }
        for position in positions {
            let bytes = try read(session, position, width)
            if isWritable { try write(session, position, bytes ?? [UInt8](repeating: 0, count: Int(width))) }
        }
        if isReadable { _ = try read(session, offset + size - 1, 1) }
        _ = try read(session, offset, 0)
    }

    func readBeyond(_ session: Session) throws {
        guard isSane else { return }
        _ = try read(session, offset + size, 1)
        _ = try read(session, offset + size - 1, 2)
    }

    /// The region's pages: writes to them, looks, and reads the same by a call. The first that works stays for the rest.
    func map(_ session: Session) throws {
        guard isSane, isMappable, session.performer.mapping == nil else { return }
        let area = saneAreas.first ?? MappableAreas.Area(offset: 0, size: size)
        let length = (area.size + 0xfff) & ~0xfff
        let isMapped = try session.succeeds(
            "mmap",
            [
                Session.hexadecimal("pos", offset + area.offset), Session.hexadecimal("n", length),
                TraceField("shared", 1),
            ])
        guard isMapped else { return }
        try session.perform(
            "mapped_write",
            [Session.hexadecimal("off", 0), TraceField("data", written: TraceText.hexadecimal(DeviceMapping.mark))])
        try session.perform("mapped", [TraceField("n", 16)])
        if isReadable { _ = try read(session, offset + area.offset, min(area.size, width)) }
    }

    private func read(_ session: Session, _ position: UInt64, _ count: UInt64) throws -> [UInt8]? {
        let performed = try session.perform(
            "pread", [Session.hexadecimal("pos", position), TraceField("n", count)])
        let data = performed.results.first { $0.name == "data" }?.written
        // What is undefined is written back as zero.
        return data.flatMap { TraceText.pattern(hexadecimal: $0) }.map { $0.map { $0 ?? 0 } }
    }

    private func write(_ session: Session, _ position: UInt64, _ bytes: [UInt8]) throws {
        try session.perform(
            "pwrite",
            [Session.hexadecimal("pos", position), TraceField("data", written: TraceText.hexadecimal(bytes))])
    }
}
