// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// vfio_mdev: the mdev driver that makes a vfio_device of every mdev and passes its calls on to the parent's ops table.
public final class ShimDriver {
    public let driver: MdevDriver
    /// Its own module up to B0, then mdev.ko.
    public let module: Module?
    private unowned let core: MdevCore
    private var vfio: VFIOCore { core.kernel.vfio }
    private var devices: [ObjectIdentifier: VFIODevice] = [:]

    init(_ core: MdevCore, owner: Module?) {
        self.core = core
        module = owner
        driver = MdevDriver(name: "vfio_mdev", bus: core.bus)
        driver.driver.owner = owner
        driver.probe = { [unowned self] in try probe($0) }
        driver.remove = { [unowned self] in try remove($0) }
    }

    private func probe(_ mdev: MdevDevice) throws {
        let ops = operations(for: mdev)
        if core.level.addsGroupDevices {
            try vfio.addGroupDevice(mdev.device, ops)
            return
        }
        let device = VFIODevice(mdev.device, ops)
        do {
            if core.level.hasEmulatedIOMMU {
                try vfio.registerEmulated(device)
            } else {
                try vfio.register(device)
            }
        } catch let error as Errno {
            vfio.uninitialise(device)
            throw error
        }
        devices[ObjectIdentifier(mdev)] = device
    }

    private func remove(_ mdev: MdevDevice) throws {
        if core.level.addsGroupDevices {
            try vfio.deleteGroupDevice(mdev.device)
            return
        }
        guard let device = devices[ObjectIdentifier(mdev)] else { return }
        try vfio.unregister(device)
        vfio.uninitialise(device)
        devices[ObjectIdentifier(mdev)] = nil
    }

    /// The table is read with each call, as the C code does; an mdev of another sort has none.
    private func operations(for mdev: MdevDevice) -> VFIODeviceOps {
        var result = VFIODeviceOps(name: "vfio-mdev")
        let level = core.level
        func table() -> MdevParentOps { mdev.parent.ops ?? MdevParentOps() }

        if level.opensOnce {
            result.openDevice = { _ in try table().openDevice?(mdev) }
            result.closeDevice = { _ in try table().closeDevice?(mdev) }
        } else {
            result.open = { [unowned self] _ in try open(mdev, table()) }
            result.release = { [unowned self] _ in
                try table().release?(mdev)
                if level.shimHoldsItsModule { core.kernel.modules.put(module) }
            }
        }
        result.ioctl = { _, command, argument in
            guard let ioctl = table().ioctl else {
                if level.shimIgnoresMissingIoctl { return 0 }
                throw Errno.EINVAL
            }
            return try ioctl(mdev, command, argument)
        }
        result.read = { _, buffer, count, position in
            guard let read = table().read else { throw Errno.EINVAL }
            return try read(mdev, buffer, count, &position)
        }
        result.write = { _, buffer, count, position in
            guard let write = table().write else { throw Errno.EINVAL }
            return try write(mdev, buffer, count, &position)
        }
        result.mmap = { _, request in
            guard let mmap = table().mmap else { throw Errno.EINVAL }
            try mmap(mdev, request)
        }
        result.unmap = { _, request in try table().unmap?(mdev, request) }
        if level.shimForwardsRequest {
            result.request = { [unowned self] _, count in
                if let request = table().request {
                    try request(mdev, count)
                } else if count == 0 {
                    core.log.message(
                        5,
                        "\(mdev.device.messagePrefix): No mdev vendor driver request callback support, "
                            + "blocked until released by user")
                }
            }
        }
        return result
    }

    private func open(_ mdev: MdevDevice, _ ops: MdevParentOps) throws {
        guard let open = ops.open else { throw Errno.EINVAL }
        if core.level.shimHoldsItsModule, !core.kernel.modules.tryGet(module) { throw Errno.ENODEV }
        do {
            try open(mdev)
        } catch let error as Errno {
            if core.level.shimHoldsItsModule { core.kernel.modules.put(module) }
            throw error
        }
    }
}
