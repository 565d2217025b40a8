// SPDX-License-Identifier: Apache-2.0
import KernelLevels

extension MdevCore {
    /// The file remove of an mdev.
    func removeFile(of mdev: MdevDevice) -> Attribute {
        Attribute(
            name: "remove", file: SysfsFile(mode: 0o200, store: { [unowned self, unowned mdev] in try store(mdev, $0) })
        )
    }

    /// remove_store().
    private func store(_ mdev: MdevDevice, _ text: [UInt8]) throws -> Int {
        guard let value = UnsignedText.parse(text) else { throw Errno.EINVAL }
        // The first of several writers takes the file away and goes on.
        if value != 0, try removeOwnFile(of: mdev) {
            do {
                try remove(mdev)
            } catch let error as Errno {
                if !level.createsBeforeAdd { try restoreFile(of: mdev) }
                throw error
            }
        }
        return text.count
    }

    /// device_remove_file_self().
    private func removeOwnFile(of mdev: MdevDevice) throws -> Bool {
        guard let file = mdev.device.node?.children["remove"] else { return false }
        return try kernel.sysfs.removeSelf(file)
    }

    private func restoreFile(of mdev: MdevDevice) throws {
        guard let node = mdev.device.node, node.children["remove"] == nil else { return }
        try kernel.sysfs.add("remove", .file(removeFile(of: mdev).file), to: node)
    }

    /// mdev_device_remove(). An error leaves the device without its file remove.
    private func remove(_ mdev: MdevDevice) throws {
        guard devices.contains(where: { $0 === mdev }) else { throw Errno.ENODEV }
        if !mdev.isActive { throw Errno.EAGAIN }
        mdev.isActive = false
        if !level.createsBeforeAdd { return try removeEarly(mdev, isForced: false) }
        guard mdev.parent.tryEnter() else { throw Errno.ENODEV }
        mdev.state = .removing
        // The type and the parent live as long as the caller's reference to the parent's semaphore.
        let parent = mdev.parent
        try removeCommon(mdev)
        parent.leave()
    }

    /// mdev_device_remove_common(): the way of every mdev, by its file or with its parent.
    func removeCommon(_ mdev: MdevDevice) throws {
        mdev.state = .removing
        try removeLinks(of: mdev)
        // Unbinds: the driver's remove unregisters the vfio_device, which waits until it is closed.
        try delete(mdev)
        if let remove = mdev.parent.ops?.remove {
            do {
                try remove(mdev)
            } catch let error as Errno {
                log.message(3, "\(mdev.device.messagePrefix): Remove failed: err=\(error.result)")
            }
        }
        try kernel.devices.put(mdev.device)
    }

    /// mdev_remove_sysfs_files().
    func removeLinks(of mdev: MdevDevice) throws {
        if let node = mdev.device.node {
            if !level.removeFileComesWithDevice { try kernel.sysfs.remove("remove", from: node) }
            try kernel.sysfs.remove("mdev_type", from: node)
        }
        if let list = mdev.type.devicesNode { try kernel.sysfs.remove(mdev.uuid, from: list) }
    }
}
