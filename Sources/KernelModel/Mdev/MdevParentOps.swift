// SPDX-License-Identifier: Apache-2.0

/// `struct mdev_parent_ops`, up to B3. A closure that is nil is a NULL pointer. An `Errno` thrown is an error returned.
public struct MdevParentOps {
    /// `device_driver`, B1 to B3: who is bound in place of the core's own driver.
    public var deviceDriver: MdevDriver?
    /// `dev_attr_groups`, files of the parent.
    public var parentGroups: [AttributeGroup] = []
    /// `mdev_attr_groups`, files of each mdev.
    public var deviceGroups: (MdevDevice) throws -> [AttributeGroup] = { _ in [] }
    /// `supported_type_groups`; nil is NULL.
    public var typeGroups: [MdevTypeGroup]?

    public var create: ((MdevDevice) throws -> Void)?
    public var remove: ((MdevDevice) throws -> Void)?
    /// For each file, up to B1.
    public var open: ((MdevDevice) throws -> Void)?
    public var release: ((MdevDevice) throws -> Void)?
    /// For the first and the last file, B2 and B3.
    public var openDevice: ((MdevDevice) throws -> Void)?
    public var closeDevice: ((MdevDevice) throws -> Void)?
    public var read: ((MdevDevice, _ buffer: UInt64, _ count: Int, _ position: inout Int64) throws -> Int)?
    public var write: ((MdevDevice, _ buffer: UInt64, _ count: Int, _ position: inout Int64) throws -> Int)?
    public var ioctl: ((MdevDevice, _ command: UInt32, _ argument: UInt64) throws -> Int)?
    public var mmap: ((MdevDevice, MapRequest) throws -> Void)?
    /// A mapping that `mmap` made goes: no member of the C struct, but what the mapping itself has for it.
    public var unmap: ((MdevDevice, MapRequest) throws -> Void)?
    public var request: ((MdevDevice, _ count: UInt32) throws -> Void)?

    public init() {}
}

/// One of `supported_type_groups`.
public struct MdevTypeGroup {
    /// nil is NULL, which is refused.
    public var name: String?
    /// The files, whose show and store are given the type.
    public var attributes: (MdevType) throws -> [Attribute]

    public init(name: String?, attributes: @escaping (MdevType) throws -> [Attribute] = { _ in [] }) {
        self.name = name
        self.attributes = attributes
    }
}
