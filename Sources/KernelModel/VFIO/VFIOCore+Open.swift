// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Opening and closing devices. What is closed comes to its end before the reference goes that unregistration waits for.
extension VFIOCore {
    /// open() of /dev/vfio/N.
    public func openGroup(minor: Int) throws -> VFIOGroupFile {
        guard let group = group(minor: minor) else { throw Errno.ENODEV }
        try requireRawIO(for: group)
        return try VFIOGroupFile(group, self)
    }

    /// open() of /dev/vfio/vfio.
    public func openContainer() throws -> VFIOContainerFile {
        try kernel.allocations(.container)
        return VFIOContainerFile(self)
    }

    /// VFIO_GROUP_GET_DEVICE_FD.
    func getDevice(of group: VFIOGroup, named name: String) throws -> Int {
        if !level.looksUpDeviceFirst {
            guard group.containerUsers > 0, group.container?.iommu != nil, isViable(group) else { throw Errno.EINVAL }
            try requireRawIO(for: group)
        }
        guard let device = try find(name, in: group) else { throw Errno.ENODEV }
        do {
            // The number is looked for first.
            if level.looksUpDeviceFirst { try kernel.current?.files.checkRoom() }
            return try open(device, of: group)
        } catch let error as Errno {
            putRegistration(device)
            throw error
        }
    }

    /// vfio_device_get_from_name(), with a reference.
    private func find(_ name: String, in group: VFIOGroup) throws -> VFIODevice? {
        // The last that was registered is the first in the list.
        for device in group.devices.reversed() {
            let fits = try device.ops.match.map { try $0(device, name) } ?? (device.device.name == name)
            if fits, tryGetRegistration(device) { return device }
        }
        return nil
    }

    private func open(_ device: VFIODevice, of group: VFIOGroup) throws -> Int {
        if level.deviceHoldsGroupFile {
            guard group.container?.iommu != nil else { throw Errno.EINVAL }
            try requireRawIO(for: group)
            group.fileReferences += 1
            group.containerUsers += 1
        }
        let owner = level.holdsDriverModule ? device.device.driver?.owner : nil
        do {
            if !kernel.modules.tryGet(owner) { throw Errno.ENODEV }
            do {
                try beginUse(of: device, group)
                return try install(device, of: group)
            } catch let error as Errno {
                kernel.modules.put(owner)
                throw error
            }
        } catch let error as Errno {
            if level.deviceHoldsGroupFile {
                group.containerUsers -= 1
                try putFile(of: group)
            }
            throw error
        }
    }

    private func install(_ device: VFIODevice, of group: VFIOGroup) throws -> Int {
        guard let process = kernel.current else {
            throw ModelStop.unsupported("VFIO_GROUP_GET_DEVICE_FD by no process")
        }
        do {
            try process.files.checkRoom()
            try kernel.allocations(.deviceFile)
            let result = try process.install(VFIODeviceFile(device, self))
            if group.kind == .noIOMMU {
                let task = kernel.scheduler.current
                log.message(
                    4,
                    "\(device.device.messagePrefix): vfio-noiommu device opened by user (\(task.name):\(task.pid))")
            }
            if !level.deviceHoldsGroupFile { group.containerUsers += 1 }
            return result
        } catch let error as Errno {
            try endUse(of: device, group)
            throw error
        }
    }

    /// The driver's open.
    private func beginUse(of device: VFIODevice, _ group: VFIOGroup) throws {
        guard level.opensOnce else {
            guard let open = device.ops.open else {
                throw ModelStop.oops("VFIO_GROUP_GET_DEVICE_FD: ops->open is NULL")
            }
            return try open(device)
        }
        guard let set = device.deviceSet else {
            throw ModelStop.oops("VFIO_GROUP_GET_DEVICE_FD: the device has no set: there was no memory for one")
        }
        try set.lock {
            device.openCount += 1
            guard device.openCount == 1 else { return }
            if level.setsKVMBeforeOpen { device.kvm = group.kvm }
            do {
                try device.ops.openDevice?(device)
            } catch let error as Errno {
                device.openCount = 0
                device.kvm = 0
                throw error
            }
            if level.callsDMAUnmap { group.container?.iommu?.register(device) }
        }
    }

    /// The driver's close.
    private func endUse(of device: VFIODevice, _ group: VFIOGroup) throws {
        guard level.opensOnce else {
            guard let release = device.ops.release else { throw ModelStop.oops("close(): ops->release is NULL") }
            return try release(device)
        }
        guard let set = device.deviceSet else {
            throw ModelStop.oops("close(): the device has no set, it was uninitialised")
        }
        try set.lock {
            if device.openCount == 1 {
                try device.ops.closeDevice?(device)
                if level.callsDMAUnmap { group.container?.iommu?.unregister(device) }
            }
            device.openCount -= 1
            if device.openCount == 0 { device.kvm = 0 }
        }
    }

    /// vfio_device_fops_release().
    func close(_ device: VFIODevice) throws {
        guard let group = device.group else { return }
        try endUse(of: device, group)
        if level.holdsDriverModule { kernel.modules.put(device.device.driver?.owner) }
        if level.deviceHoldsGroupFile {
            group.containerUsers -= 1
            putRegistration(device)
            // The file of the group goes after the system call is done.
            try putFile(of: group)
        } else {
            try dropContainerUser(of: group)
            putRegistration(device)
        }
    }
}
