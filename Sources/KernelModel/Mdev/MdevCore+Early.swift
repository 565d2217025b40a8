// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Before 5.2 the device is registered, and bound, before the driver's create runs; remove runs first and may refuse.
extension MdevCore {
    func createEarly(_ mdev: MdevDevice) throws {
        let ops = mdev.parent.ops
        mdev.device.name = kernel.allocations.fails(.mdevName) ? "" : mdev.uuid
        do {
            try kernel.devices.add(mdev.device)
        } catch let error as Errno {
            try kernel.devices.put(mdev.device)
            throw error
        }
        mdev.state = .added
        mdev.parent.children.append(mdev)
        do {
            try ops?.create?(mdev)
            mdev.state = .created
            do {
                try kernel.devices.add(try ops?.deviceGroups(mdev) ?? [], to: mdev.device)
                try addLinks(of: mdev)
            } catch let error as Errno {
                do {
                    try ops?.remove?(mdev)
                } catch is Errno {}
                throw error
            }
        } catch let error as Errno {
            try delete(mdev)
            try kernel.devices.put(mdev.device)
            throw error
        }
        mdev.isActive = true
        mdev.state = .active
        debug("\(mdev.device.messagePrefix): MDEV: created")
    }

    func removeEarly(_ mdev: MdevDevice, isForced: Bool) throws {
        do {
            try mdev.parent.ops?.remove?(mdev)
        } catch is Errno {
            if !isForced {
                mdev.isActive = true
                throw Errno.EBUSY
            }
        }
        mdev.state = .removing
        try kernel.devices.remove(try mdev.parent.ops?.deviceGroups(mdev) ?? [], from: mdev.device)
        try removeLinks(of: mdev)
        try delete(mdev)
        try kernel.devices.put(mdev.device)
    }
}
