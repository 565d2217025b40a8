// SPDX-License-Identifier: Apache-2.0

/// Where in a device a line reads or writes.
///
/// 1. `region=N off=X` is `N << 40 | X`, the way PCI devices of vfio number their regions.
/// 2. `pos=` is a number, `A<<B`, or the name of a region (`bar0` to `bar5`, `rom`, `config`, `vga`, `regionN`) with or
///    without `+0xOFFSET`. A region is where the last DEVICE_GET_REGION_INFO said; if nobody asked, it is asked silently.
/// 3. The bytes read are printed if the position is `region=` or a plain number; the line with a name, a shift or `-1`
///    tells only the result. With `value=` it is the number that was read that is printed.
struct Positions {
    /// By the name of the device's file and the region's index.
    private var offsets: [String: [UInt32: Int64]] = [:]

    static let regionShift: Int64 = 40
    private static let names: [String: UInt32] = [
        "bar0": 0, "bar1": 1, "bar2": 2, "bar3": 3, "bar4": 4, "bar5": 5, "rom": 6, "config": 7, "vga": 8,
    ]

    static func index(_ name: some StringProtocol) -> UInt32? {
        names[String(name)] ?? (name.hasPrefix("region") ? UInt32(name.dropFirst(6)) : nil)
    }

    /// struct vfio_region_info: argsz, flags, index, cap_offset, size, offset.
    mutating func learn(_ file: String, _ info: [UInt8], isBigEndian: Bool) {
        guard info.count >= 32 else { return }
        let number = { (bytes: ArraySlice<UInt8>) in Performer.little(isBigEndian ? bytes.reversed() : Array(bytes)) }
        offsets[file, default: [:]][UInt32(number(info[8..<12]))] = Int64(bitPattern: number(info[24..<32]))
    }

    func offset(_ file: String, _ index: UInt32) -> Int64? { offsets[file]?[index] }

    mutating func forget(_ file: String) { offsets[file] = nil }
}

extension Performer {
    func regionInfo(of file: String, _ info: [UInt8]) { positions.learn(file, info, isBigEndian: user.isBigEndian) }

    /// What closing a file makes void.
    func forget(_ name: String) { positions.forget(name) }

    func position(_ line: TraceOperation) throws -> Int64 {
        if line.has("region") {
            let region = try number("region", of: line)
            return region << Positions.regionShift &+ (line.has("off") ? try number("off", of: line) : 0)
        }
        let text = try text("pos", of: line)
        if let number = TraceText.number(text) { return number }
        let shift = text.components(between: "<<")
        if let shift, let value = TraceText.number(shift.0), let by = Int64(shift.1) { return value << by }
        let sum = text.components(between: "+")
        let name = sum?.0 ?? text[...]
        guard let index = Positions.index(name), let addend = TraceText.number(sum?.1 ?? "0") else {
            throw problem("\"pos=\(text)\" is no position")
        }
        return try regionOffset(index) + addend
    }

    private func regionOffset(_ index: UInt32) throws -> Int64 {
        if let offset = positions.offset("device", index) { return offset }
        let request =
            encoded(32, count: 4) + encoded(0, count: 4) + encoded(UInt64(index), count: 4) + encoded(0, count: 20)
        let address = try buffers.place(request, user)
        let result = try TraceResult.of {
            let fd = try files.descriptor("device", user)
            return try user.ioctl(fd, CommandNames.number("DEVICE_GET_REGION_INFO") ?? 0, address)
        }
        if !result.isError { regionInfo(of: "device", try user.load(address, 32).map { $0 ?? 0 }) }
        return positions.offset("device", index) ?? 0
    }

    /// Rule 3.
    func printsBytes(_ line: TraceOperation) -> Bool {
        if line.has("buf") || line.has("value") { return false }
        return line.has("region") || line.field("pos")?.number.map { $0 >= 0 } ?? false
    }
}

extension String {
    fileprivate func components(between separator: String) -> (Substring, Substring)? {
        guard let range = firstRange(of: separator) else { return nil }
        return (self[..<range.lowerBound], self[range.upperBound...])
    }
}
