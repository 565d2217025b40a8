// SPDX-License-Identifier: Apache-2.0

/// A kind of hardware that can be put into the machine and taken out while it runs.
public protocol PluggableHardware {
    /// - Parameter id: as sysfs names it. `Errno.EINVAL` for what is no name.
    func plug(_ id: String) throws
    func unplug(_ id: String) throws
}

extension ReferenceKernel {
    /// By the name of the kind.
    var pluggable: [String: any PluggableHardware] { ["ap-queue": ap] }
}

extension APBus: PluggableHardware {
    public func plug(_ id: String) throws { try add(APQueueID(id).orThrow(.EINVAL)) }
    public func unplug(_ id: String) throws { try remove(APQueueID(id).orThrow(.EINVAL)) }
}

extension Process {
    /// What an administrator of the machine below does; no system call.
    /// - Throws: `Errno.ENODEV` for a kind that nobody knows.
    public func plug(_ kind: String, _ id: String) throws {
        try call { try kernel.pluggable[kind].orThrow(.ENODEV).plug(id) }
    }

    public func unplug(_ kind: String, _ id: String) throws {
        try call { try kernel.pluggable[kind].orThrow(.ENODEV).unplug(id) }
    }
}
