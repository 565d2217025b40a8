// SPDX-License-Identifier: Apache-2.0

/// `struct vfio_irq_set`, the head of VFIO_DEVICE_SET_IRQS.
public struct IRQSet: Hashable, Sendable {
    public var argsz: UInt32
    public var flags: UInt32
    public var index: UInt32
    public var start: UInt32
    public var count: UInt32

    public init(argsz: UInt32, flags: UInt32, index: UInt32, start: UInt32, count: UInt32) {
        self.argsz = argsz
        self.flags = flags
        self.index = index
        self.start = start
        self.count = count
    }

    /// vfio_set_irqs_validate_and_prepare(): how many bytes of data follow. nil where they were not asked for
    /// (`data_size` is NULL) and there are none.
    public func dataSize(interrupts: Int32, indices: Int32, wantsData: Bool = true) throws -> Int? {
        let head: UInt32 = 20
        let (dataMask, actionMask): (UInt32, UInt32) = (7, 7 << 3)
        if argsz < head || index >= UInt32(bitPattern: indices) || count >= UInt32.max - start
            || flags & ~(dataMask | actionMask) != 0
        {
            throw Errno.EINVAL
        }
        // The C code compares unsigned numbers.
        let limit = UInt32(bitPattern: interrupts)
        if start >= limit || start &+ count > limit { throw Errno.EINVAL }
        let size: UInt64
        switch flags & dataMask {
        case 1: size = 0
        case 2: size = 1
        case 4: size = 4
        default: throw Errno.EINVAL
        }
        if size == 0 { return wantsData ? 0 : nil }
        if UInt64(argsz - head) < UInt64(count) * size || !wantsData { throw Errno.EINVAL }
        return Int(UInt64(count) * size)
    }
}
