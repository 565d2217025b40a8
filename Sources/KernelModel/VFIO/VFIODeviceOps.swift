// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_device_ops` of all levels. A closure that is nil is a NULL pointer. An `Errno` thrown is an error returned.
public struct VFIODeviceOps {
    public var name: String?

    // MARK: The object, D0

    /// init().
    public var initialise: ((VFIODevice) throws -> Void)?
    /// release() of D0: the last reference is gone, the memory is to be freed.
    public var releaseDevice: ((VFIODevice) throws -> Void)?

    // MARK: Files

    /// Of each file, up to B1, where the core calls the two without looking whether they are there.
    public var open: ((VFIODevice) throws -> Void)?
    public var release: ((VFIODevice) throws -> Void)?
    /// Of the first and the last file, from B2 on.
    public var openDevice: ((VFIODevice) throws -> Void)?
    public var closeDevice: ((VFIODevice) throws -> Void)?
    public var read: ((VFIODevice, _ buffer: UInt64, _ count: Int, _ position: inout Int64) throws -> Int)?
    public var write: ((VFIODevice, _ buffer: UInt64, _ count: Int, _ position: inout Int64) throws -> Int)?
    public var ioctl: ((VFIODevice, _ command: UInt32, _ argument: UInt64) throws -> Int)?
    public var mmap: ((VFIODevice, MapRequest) throws -> Void)?
    /// A mapping that `mmap` made goes: no member of the C struct, but what the mapping itself has for it.
    public var unmap: ((VFIODevice, MapRequest) throws -> Void)?

    // MARK: What the core asks

    /// Somebody wants the device back; called again and again.
    public var request: ((VFIODevice, _ count: UInt32) throws -> Void)?
    /// Whether the device is meant by what was given to `VFIO_GROUP_GET_DEVICE_FD`; an error ends the search.
    public var match: ((VFIODevice, _ name: String) throws -> Bool)?
    /// From C1 on.
    public var dmaUnmap: ((VFIODevice, _ iova: UInt64, _ length: UInt64) throws -> Void)?
    /// From 5.18 on, for features that the core does not know; the argument is where the feature's own data begin.
    public var feature: ((VFIODevice, _ flags: UInt32, _ argument: UInt64, _ size: Int) throws -> Int)?

    public init(name: String? = nil) { self.name = name }
}
