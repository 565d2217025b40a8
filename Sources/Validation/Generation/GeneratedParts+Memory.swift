// SPDX-License-Identifier: Apache-2.0

/// Memory of the user: what happens to it, and what the device does with it.
extension GeneratedParts {
    /// Memory comes and goes while the device is open.
    func mapping(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("memory mapped and unmapped while open") { script in
            func map(_ iova: UInt64, _ size: UInt64, flags: UInt32 = 3) {
                let words: [Session.Member] = [
                    32, .word(flags), .long(0x2000_0000 + iova), .long(iova), .long(size),
                ]
                script.add("ioctl on=container cmd=IOMMU_MAP_DMA in=\(script.words(words))")
            }
            script.create(type.name, 1)
            script.open(1)
            script.topic = "memory"
            map(0x10_0000, 0x1_0000)
            map(0x20_0000, 0x1000, flags: 1)
            map(0x10_0000, 0x1000)
            map(0x30_0001, 0x1000)
            touch(type, value: 1, &script)
            script.unmap(0x10_0000, 0x1_0000)
            script.unmap(0x20_0000, 0x800)
            touch(type, value: 2, &script)
            script.unmap(0, 0)
            script.unmap(0x20_0000, 0x1000)
            script.close()
            script.remove(1)
        }
    }

    /// The device is told, in every register, where there is memory that it may use, and then the memory goes.
    func pinning(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("memory that the device is told of") { script in
            script.create(type.name, 1)
            script.open(1, asking: type.device)
            // By address and by number: what open() maps.
            let pages: [UInt64] = [1, 0x1000]
            for area in type.device.areas {
                for width in [4, 8] {
                    for position in registerPositions(area, width).prefix(24) {
                        script.topic = "address in region \(area.index) at \(position)"
                        for page in pages {
                            script.write(area.offset + position, page + 1, width)
                            script.write(area.offset + position, page, width)
                        }
                        script.read(area.offset + position, UInt64(width))
                    }
                }
            }
            script.topic = "IOMMU_UNMAP_DMA"
            script.unmap(0x1000, 0x2000)
            readBack(type, &script)
            script.close()
            script.remove(1)
        }
    }

    /// Structs that are written to a device without regions: of all lengths that its code asks for, with small numbers and
    /// addresses in every member.
    func structs(_ type: DriverProfile.MdevType) -> GeneratedScenario? {
        let lengths = values.constants.filter { (3...256).contains($0) }.prefix(12)
        guard type.device.regions.isEmpty, !lengths.isEmpty else { return nil }
        return part("structs for the device") { script in
            script.create(type.name, 1)
            script.open(1, asking: type.device)
            for length in lengths {
                script.topic = "\(length) bytes"
                script.read(0, length)
                for first: UInt64 in [0, 1, 2, 3, 0x1000] {
                    for second: UInt64 in [0x1000, 1, 4] {
                        for width in [4, 8] {
                            let words = [first, second, second == 4 ? 0x1000 : first]
                            let bytes = script.bytes(words, width, filling: Int(length))
                            script.add("pwrite pos=0x0 data=\(bytes)")
                        }
                    }
                }
                script.read(0, length)
            }
            script.topic = "IOMMU_UNMAP_DMA"
            script.unmap(0x1000, 0x2000)
            script.close()
            script.remove(1)
        }
    }
}
