// SPDX-License-Identifier: Apache-2.0

extension GeneratedParts {
    /// What a device remembers: registers over a reset, over closing and opening again; and what the files of parent, types
    /// and mdev say at each turn of its life. Interrupts are left enabled when it is closed.
    func states(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("what a device of \(type.name) remembers") { script in
            script.create(type.name, 1)
            look(type, &script)
            script.open(1)
            script.topic = "interrupts"
            script.enable(type.device.interrupts)
            look(type, &script)
            fill(type, &script)
            script.topic = "DEVICE_RESET"
            script.add("ioctl on=device cmd=DEVICE_RESET arg=0")
            readAll(type, &script)
            fill(type, &script)
            script.create(type.name, 2)
            look(type, &script)
            script.readEventfds(type.device.interrupts)
            script.close()
            look(type, &script)
            // By now nobody listens any more.
            script.open(1)
            readAll(type, &script)
            fill(type, &script)
            script.readEventfds(type.device.interrupts)
            script.topic = "interrupts"
            script.enable(type.device.interrupts)
            fill(type, &script)
            script.readEventfds(type.device.interrupts)
            // VFIO_IRQ_SET_ACTION_TRIGGER with nothing: taken back.
            for interrupt in type.device.interrupts {
                script.interrupts(index: interrupt.index, flags: 0x21, count: 0)
            }
            fill(type, &script)
            script.readEventfds(type.device.interrupts)
            script.remove(2)
            look(type, &script)
            script.close()
            script.remove(1)
            look(type, &script)
        }
    }

    /// All files that can be read, as they are now.
    private func look(_ type: DriverProfile.MdevType, _ script: inout Script) {
        script.topic = "attributes"
        for file in profile.parentFiles where file.mode & 0o444 != 0 && !Self.isAction(file.path) {
            script.add("sysfs_read path=\(file.path)")
        }
        for file in type.attributes where file.mode & 0o444 != 0 && !Self.isAction(file.path) {
            script.add("sysfs_read path=\(MdevSubject.path(Script.uuid(1)))/\(file.path)")
        }
    }

    /// Small numbers in all registers, in rising order and in falling order: some only take others' word.
    private func fill(_ type: DriverProfile.MdevType, _ script: inout Script) {
        for region in type.device.areas {
            for width in [1, 4] {
                let positions = registerPositions(region, width).prefix(24)
                for (value, order) in [(1 as UInt64, Array(positions)), (3, positions.reversed())] {
                    for position in order {
                        script.topic = "region \(region.index) at \(position)"
                        script.write(region.offset + position, value, width)
                    }
                }
            }
        }
        readAll(type, &script)
    }

    private func readAll(_ type: DriverProfile.MdevType, _ script: inout Script) {
        for region in type.device.areas {
            let width = region.size < 4 ? 1 : 4
            for position in registerPositions(region, width).prefix(24) {
                script.topic = "region \(region.index) at \(position)"
                script.read(region.offset + position, UInt64(width))
            }
        }
    }

    /// Time passes while the device is open, is closed and is no more.
    func passing(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("time that passes") { script in
            script.create(type.name, 1)
            script.sleep()
            script.open(1, asking: type.device)
            script.enable(type.device.interrupts)
            for _ in 0..<2 {
                readBack(type, &script)
                touch(type, value: 1, &script)
                script.sleep()
                script.readEventfds(type.device.interrupts)
                readBack(type, &script)
            }
            script.topic = "DEVICE_RESET"
            script.add("ioctl on=device cmd=DEVICE_RESET arg=0")
            script.sleep()
            readBack(type, &script)
            script.close()
            script.sleep()
            script.remove(1)
            script.sleep()
        }
    }

    /// The first bytes of each region.
    func readBack(_ type: DriverProfile.MdevType, _ script: inout Script) {
        for area in type.device.areas {
            script.topic = "region \(area.index)"
            script.read(area.offset, min(8, area.size))
        }
    }
}
