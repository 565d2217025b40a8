// SPDX-License-Identifier: Apache-2.0

extension GeneratedParts {
    /// Reads and writes of every width at the edges of every region, across them and beyond.
    func edges(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        devicePart("edges of the regions of \(type.name)", type) { script in
            let regions = type.device.areas
            for region in regions {
                let end = region.offset + region.size
                script.topic = "inside region \(region.index)"
                for width: UInt64 in [1, 2, 3, 4, 8, 0, 5] {
                    var positions = [region.offset]
                    if region.size > width { positions += [end - width, region.offset + 1] }
                    for position in positions where region.size >= width { both(position, width, &script) }
                }
                script.topic = "the whole region \(region.index)"
                both(region.offset, min(region.size, 4096), &script)
                script.topic = "across the end of region \(region.index)"
                for width: UInt64 in [2, 4, 8] { both(end - 1, width, &script) }
                script.topic = "behind region \(region.index)"
                for width: UInt64 in [1, 4] { both(end, width, &script) }
                both(end + 0x1000, 1, &script)
                for buffer in ["BADPTR", "1+fault", "3+fault"] {
                    let position = Script.hexadecimal(region.offset)
                    for width in [1, 2, 4, 8] where UInt64(width) <= region.size {
                        script.topic = "bad memory for reading region \(region.index)"
                        script.add("pread pos=\(position) n=\(width) buf=\(buffer)")
                        script.topic = "bad memory for writing region \(region.index)"
                        script.add(
                            "pwrite pos=\(position) data=\(script.bytes(0x11, width)) buf=\(buffer)")
                    }
                }
            }
            script.topic = "far beyond all regions"
            let last = regions.map { $0.offset + $0.size }.max() ?? 0
            for position in [last + 0x10_0000, 1 << 40, 9 << 40, 1 << 62] { both(position, 4, &script) }
            position(&script)
        }
    }

    /// read() and write() at the file's own position: what is read says where that is.
    private func position(_ script: inout Script) {
        script.topic = "the file's position"
        func read(_ count: Int) {
            script.add("read n=\(count) buf=\(count)+fault")
            script.add("partial")
        }
        script.add("lseek pos=0")
        for count in [4, 4, 2] { read(count) }
        script.add("lseek current")
        // What is written is read if the position stayed.
        for data in ["00", "5a", "11223344"] {
            script.add("write data=\(data)")
            read(data.count / 2)
        }
        for request in ["lseek pos=-1", "pread pos=-1 n=1", "pwrite pos=-1 data=00"] { script.add(request) }
    }

    private func both(_ position: UInt64, _ width: UInt64, _ script: inout Script) {
        script.read(position, width)
        script.add(
            "pwrite pos=\(Script.hexadecimal(position)) data="
                + TraceText.hexadecimal([UInt8](repeating: 0, count: Int(width))))
    }

    // MARK: Registers

    /// Every register of every region with every value worth trying; once as it is, once with interrupts enabled.
    func registers(_ type: DriverProfile.MdevType, limit: Int) -> [GeneratedScenario] {
        let regions = type.device.areas
        var parts: [GeneratedScenario] = []
        if let configuration = type.device.configuration {
            parts.append(self.configuration(configuration, type))
        }
        for region in regions {
            // Without regions nothing says what a register is.
            for width in type.device.regions.isEmpty ? [1, 2, 4, 8] : [1, 2, 4] {
                let accesses = self.accesses(region, width, limit: limit)
                guard !accesses.isEmpty else { continue }
                let name = "registers of region \(region.index) of \(type.name) by \(width)"
                parts.append(
                    devicePart(name, type) { script in
                        // All that can have an eventfd; the first alone; none.
                        let interrupts = type.device.interrupts.filter(\.hasEventfd)
                        script.enable(Array(interrupts.prefix(width == 2 ? .max : width == 1 ? 1 : 0)))
                        for (number, access) in accesses.enumerated() {
                            script.topic = "region \(region.index) at \(access.position)"
                            script.write(region.offset + access.position, access.value, width)
                            script.read(region.offset + access.position, UInt64(width))
                            if number % 20 == 19 { script.add(script.plane(2, 1)) }
                            if number % 40 == 39 { script.readEventfds(type.device.interrupts) }
                        }
                        script.add(script.plane(2, 1))
                        script.readEventfds(type.device.interrupts)
                    })
            }
        }
        return parts
    }

    private func accesses(
        _ region: DriverProfile.Region, _ width: Int, limit: Int
    ) -> [(position: UInt64, value: UInt64)] {
        let positions = registerPositions(region, width)
        let values = values.values(width)
        let all = positions.count * values.count
        // Evenly spread where it would be too much.
        let step = max(1, (2 * all + limit - 1) / limit)
        let chosen = step % max(1, values.count) == 0 ? step + 1 : step
        return stride(from: 0, to: all, by: chosen).map { (positions[$0 / values.count], values[$0 % values.count]) }
    }

    /// The first bytes, and what the driver's code names.
    func registerPositions(_ region: DriverProfile.Region, _ width: Int) -> [UInt64] {
        var result: Set<UInt64> = []
        let width = UInt64(width)
        guard region.size >= width else { return [] }
        for position in stride(from: 0, to: min(region.size, 0x40) - width + 1, by: Int(width)) {
            result.insert(position)
        }
        for named in values.positions(below: region.size) {
            let start = named / width * width
            for position in stride(from: start, to: start + 24, by: Int(width)) where position + width <= region.size {
                result.insert(position)
            }
        }
        return result.sorted()
    }

    /// A PCI device's configuration space as firmware treats it: base addresses are asked for their size and set,
    /// decoding is switched on, the interrupt line and the capabilities' control words are written.
    private func configuration(
        _ region: DriverProfile.Region, _ type: DriverProfile.MdevType
    ) -> GeneratedScenario {
        devicePart("configuration space of \(type.name)", type) { script in
            script.topic = "configuration"
            let offset = region.offset
            for position in stride(from: 0, to: min(region.size, 64), by: 4) { script.read(offset + position, 4) }
            let bases = stride(from: UInt64(0x10), through: 0x24, by: 4) + [0x30]
            for base in bases {
                for value: UInt64 in [0xffff_ffff, 0xffff_fff0, 0xfeb0_0000, 0xc001, 0, 0x1234_5678] {
                    script.write(offset + base, value, 4)
                    script.read(offset + base, 4)
                }
            }
            for base in bases {
                script.write(offset + base, 0xffff_ffff, 4)
                script.write(offset + base, 0xffff, 2)
                script.write(offset + base + 2, 0xff, 1)
                script.read(offset + base, 4)
            }
            for value: UInt64 in [7, 0, 3, 0xffff, 0x406] {
                script.write(offset + 4, value, 2)
                script.read(offset + 4, 2)
            }
            for (position, values) in [
                (6, [0xffff, 0]), (0x3c, [0xff, 0x0b, 0]), (0x34, [0xff, 0]), (0xc, [0xff, 0]),
            ]
                as [(UInt64, [UInt64])]
            {
                for value in values {
                    script.write(offset + position, value, 1)
                    script.write(offset + position, value, 4)
                    script.read(offset + position, 4)
                }
            }
            // Now that addresses are set, the regions are used.
            for other in type.device.areas {
                script.read(other.offset, min(4, other.size))
                script.write(other.offset, 0, Int(min(4, other.size)))
            }
        }
    }

    // MARK: Mappings

    /// Regions that can be mapped and those that cannot, whole, in part, and beyond their ends.
    func mappings(_ type: DriverProfile.MdevType) -> GeneratedScenario? {
        let regions = type.device.areas
        guard !regions.isEmpty else { return nil }
        return devicePart("mappings of \(type.name)", type) { script in
            for region in regions {
                script.topic = "mapping region \(region.index)"
                let pages = (region.size + 0xfff) & ~0xfff
                let all: [(UInt64, UInt64)] = [
                    (0, pages), (0, 0x1000), (0, pages + 0x1000), (pages, 0x1000), (pages - 0x1000, 0x2000), (0, 0),
                    (0, 1), (0, 1 << 39),
                ]
                for (start, length) in all where length > 0 && length < 1 << 40 {
                    for shared in [1, 0] {
                        script.add(
                            "mmap pos=\(Script.hexadecimal(region.offset + start)) n=\(Script.hexadecimal(length)) "
                                + "shared=\(shared) keep=0")
                    }
                }
                if region.isMappable {
                    script.topic = "using the mapping of region \(region.index)"
                    script.add(
                        "mmap pos=\(Script.hexadecimal(region.offset)) n=\(Script.hexadecimal(pages)) shared=1")
                    script.add("mapped_write off=0x0 data=11223344")
                    script.add("mapped n=16")
                    if pages > 0x1000 { script.add("mapped_write off=0x1000 data=55667788") }
                    script.read(region.offset, min(region.size, 4))
                    script.write(region.offset, 0x99, 1)
                    script.add("mapped n=4")
                }
            }
        }
    }
}
