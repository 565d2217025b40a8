// SPDX-License-Identifier: Apache-2.0

extension GeneratedParts {
    /// What is made, opened, removed and unloaded beside each other and in orders that nobody expects.
    func lifecycles() -> [GeneratedScenario] {
        guard let type = profile.types.first else { return [] }
        return [
            several(type), twice(type), reopening(type), removing(type), removingWithDeviceLast(type), unloading(type),
            unloadingWithLeft(type),
            binding(type), containers(type), mapping(type), pinning(type), structs(type), passing(type),
            noContainer(type),
            configured(type),
        ].compactMap { $0 }
    }

    /// Each region of an open device is read and written.
    func touch(
        _ type: DriverProfile.MdevType, on device: String = "device", value: UInt8, _ script: inout Script
    ) {
        for region in type.device.areas {
            script.topic = "region \(region.index)"
            let position = Script.hexadecimal(region.offset)
            script.add("pread on=\(device) pos=\(position) n=1")
            script.add("pwrite on=\(device) pos=\(position) data=\(TraceText.hexadecimal([value]))")
            script.add("pread on=\(device) pos=\(position) n=1")
        }
    }

    /// Devices of the same and of other types, whose registers must not be each other's.
    private func several(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("several devices") { script in
            let other = profile.types.last ?? type
            script.create(type.name, 1)
            script.create(type.name, 2)
            script.create(other.name, 3)
            script.open(1)
            script.open(2, suffix: "2", container: "container")
            script.open(3, suffix: "3", container: "container")
            for (suffix, value) in [("", 0x01), ("2", 0x02), ("3", 0x03)] as [(String, UInt8)] {
                touch(suffix == "3" ? other : type, on: "device\(suffix)", value: value, &script)
            }
            for suffix in ["", "2", "3"] {
                touch(suffix == "3" ? other : type, on: "device\(suffix)", value: 0, &script)
                script.topic = "DEVICE_GET_INFO"
                script.add("ioctl on=device\(suffix) cmd=DEVICE_GET_INFO in=\(script.words([16, 0, 0, 0]))")
                script.add("ioctl on=device\(suffix) cmd=DEVICE_RESET arg=0")
            }
            script.close(suffix: "2", container: "container")
            script.remove(2)
            touch(type, value: 0x04, &script)
            touch(other, on: "device3", value: 0x05, &script)
            script.close(suffix: "3", container: "container")
            script.close()
            script.remove(1)
            script.remove(3)
        }
    }

    /// One device, opened twice.
    private func twice(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("one device opened twice", trait: .openingTwice) { script in
            script.create(type.name, 1)
            script.open(1, asking: type.device)
            script.setup("ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\(Script.uuid(1))")
            script.add("ioctl on=group cmd=GROUP_GET_DEVICE_FD name=nothing")
            touch(type, value: 1, &script)
            touch(type, on: "device2", value: 2, &script)
            script.enable(type.device.interrupts)
            script.setup("close what=device")
            touch(type, on: "device2", value: 3, &script)
            script.add("open uuid=\(Script.uuid(1))")
            script.setup("close what=device2")
            script.closeGroup()
            script.setup("close what=container")
            script.remove(1)
        }
    }

    private func reopening(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("opened again after it was closed") { script in
            script.create(type.name, 1)
            for value: UInt8 in 1...3 {
                script.open(1, asking: type.device)
                script.enable(type.device.interrupts)
                touch(type, value: value, &script)
                script.readEventfds(type.device.interrupts)
                script.close()
            }
            // A device outlives the descriptors of its group and container.
            script.open(1)
            script.closeGroup()
            touch(type, value: 4, &script)
            script.setup("close what=container")
            touch(type, value: 5, &script)
            script.setup("close what=device")
            script.remove(1)
            script.create(type.name, 1)
            script.open(1)
            touch(type, value: 6, &script)
            script.close()
            script.remove(1)
        }
    }

    private func removing(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("removed while open", trait: .endingRemoval) { script in
            script.create(type.name, 1)
            script.create(type.name, 2)
            script.open(1, asking: type.device)
            script.enable(type.device.interrupts)
            script.topic = "remove while open"
            script.add("available \(type.name)=")
            script.setup("job_start name=remove arg=\(Script.uuid(1))")
            script.add("job_blocked name=remove")
            // The device counts until its user has closed it.
            script.add("available \(type.name)=")
            touch(type, value: 1, &script)
            script.add("ioctl on=device cmd=DEVICE_GET_INFO in=\(script.words([16, 0, 0, 0]))")
            script.add("exists uuid=\(Script.uuid(1))")
            script.add("job_signal name=remove")
            script.add("job_blocked name=remove")
            script.readEventfds(type.device.interrupts)
            script.setup("close what=device")
            script.add("job_blocked name=remove")
            script.closeGroup()
            script.setup("close what=container")
            script.add("job_blocked name=remove")
            script.add("exists uuid=\(Script.uuid(1))")
            script.remove(2)
        }
    }

    /// Then all that a removal can wait for is over at once, whichever it is.
    private func removingWithDeviceLast(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("removed while open, the device closed last", trait: .removingWhileOpen) { script in
            script.create(type.name, 1)
            script.open(1, asking: type.device)
            script.enable(type.device.interrupts)
            script.topic = "remove while open"
            script.setup("job_start name=remove arg=\(Script.uuid(1))")
            script.add("job_blocked name=remove")
            script.closeGroup()
            script.setup("close what=container")
            script.add("job_blocked name=remove")
            touch(type, value: 1, &script)
            script.add("ioctl on=device cmd=DEVICE_GET_INFO in=\(script.words([16, 0, 0, 0]))")
            script.readEventfds(type.device.interrupts)
            script.setup("close what=device")
            script.add("job_end name=remove")
            script.add("exists uuid=\(Script.uuid(1))")
        }
    }

    private func unloading(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("unloaded while open", trait: .unloadingWhileOpen) { script in
            script.create(type.name, 1)
            script.open(1)
            script.topic = "unload while open"
            let module = profile.modules.last?.name ?? ""
            script.setup("job_start name=rmmod arg=\(module)")
            script.add("job_blocked name=rmmod")
            touch(type, value: 1, &script)
            script.add("sysfs_read path=/sys/module/\(module)/refcnt")
            script.close()
            script.add("job_blocked name=rmmod")
            script.add("exists uuid=\(Script.uuid(1))")
            script.remove(1)
        }
    }

    private func unloadingWithLeft(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("unloaded with mdevs left, and loaded again") { script in
            for number in 1...2 { script.create(type.name, number) }
            script.open(1)
            script.close()
            script.unload(profile.modules)
            script.add("exists uuid=\(Script.uuid(1))")
            script.load(profile.modules)
            script.create(type.name, 1)
            script.open(1)
            touch(type, value: 1, &script)
            script.close()
            script.remove(1)
            // There still, where a driver keeps its module for its mdevs.
            script.add("remove uuid=\(Script.uuid(2)) data=\"1\"")
        }
    }

    /// By the links that lead from the mdev, as its driver has another name after a conversion.
    private func binding(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("unbound and bound again", trait: .bindingAgain) { script in
            let uuid = Script.uuid(1)
            script.create(type.name, 1)
            script.topic = "unbind"
            script.add("sysfs_write path=\(MdevSubject.path(uuid))/driver/unbind data=\"\(uuid)\"")
            script.add("iommu_group uuid=\(uuid)")
            script.topic = "bind"
            script.add("sysfs_write path=/sys/bus/mdev/drivers_probe data=\"\(uuid)\"")
            script.open(1)
            touch(type, value: 1, &script)
            script.close()
            script.remove(1)
            script.add("exists uuid=\(uuid)")
        }
    }

    /// The group goes out of its container, with the device open and without.
    private func containers(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("groups and containers") { script in
            script.create(type.name, 1)
            script.open(1)
            script.topic = "GROUP_UNSET_CONTAINER"
            script.add("ioctl on=group cmd=GROUP_UNSET_CONTAINER arg=0")
            touch(type, value: 1, &script)
            script.setup("close what=device")
            // Up to 5.17 a virtual machine that knows the group keeps it in its container.
            script.setup("kvm on=group do=detach")
            script.add("ioctl on=group cmd=GROUP_UNSET_CONTAINER arg=0")
            script.add("ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\(Script.uuid(1))")
            script.add("ioctl on=group cmd=GROUP_SET_CONTAINER container=container")
            script.setup("ioctl on=container cmd=SET_IOMMU arg=3")
            script.setup("kvm on=group do=attach")
            script.setup("ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\(Script.uuid(1))")
            touch(type, value: 2, &script)
            script.close()
            script.remove(1)
        }
    }

    /// A device that is asked for too early.
    private func noContainer(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        part("opened without a container") { script in
            let uuid = Script.uuid(1)
            script.create(type.name, 1)
            script.setup("open uuid=\(uuid)")
            script.topic = "GROUP_GET_DEVICE_FD"
            script.add("ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\(uuid)")
            script.setup("open path=/dev/vfio/vfio")
            script.add("ioctl on=group cmd=GROUP_SET_CONTAINER container=container")
            script.add("ioctl on=group cmd=GROUP_GET_DEVICE_FD name=\(uuid)")
            script.setup("close what=group")
            script.setup("close what=container")
            script.remove(1)
        }
    }

    /// Attributes are written before the device is opened, while it is, and before it is removed.
    private func configured(_ type: DriverProfile.MdevType) -> GeneratedScenario? {
        let files = type.attributes.filter { $0.mode & 0o222 != 0 && !Self.isAction($0.path) }
        guard !files.isEmpty else { return nil }
        return part("attributes written at each turn") { script in
            let texts = ["1", "0", "2"] + values.constants.filter { (3..<256).contains($0) }.prefix(4).map { "\($0)" }
            for file in files {
                let path = MdevSubject.path(Script.uuid(1)) + "/" + file.path
                script.topic = "attribute \(file.path)"
                func write(_ text: String) { script.add("sysfs_write path=\(path) data=\(Script.quoted(text + "\n"))") }
                for text in texts {
                    script.create(type.name, 1)
                    write(text)
                    script.open(1, asking: type.device)
                    touch(type, value: 1, &script)
                    write(texts[0])
                    write(text)
                    touch(type, value: 2, &script)
                    script.close()
                    write(text)
                    script.open(1)
                    touch(type, value: 3, &script)
                    script.close()
                    script.remove(1)
                    // What was written is all that was done to this one.
                    script.create(type.name, 1)
                    write(text)
                    script.remove(1)
                }
            }
        }
    }
}
