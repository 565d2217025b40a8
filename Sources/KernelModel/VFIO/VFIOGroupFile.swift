// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// An open /dev/vfio/N.
public final class VFIOGroupFile: OpenFile {
    public let group: VFIOGroup
    private let core: VFIOCore
    private var level: KernelLevel { core.level }
    private var memory: any UserMemory { core.kernel.userMemory }

    /// vfio_group_fops_open(): one at a time.
    init(_ group: VFIOGroup, _ core: VFIOCore) throws {
        self.group = group
        self.core = core
        if group.isOpen { throw Errno.EBUSY }
        // Left from an earlier open: a file of a device keeps the container.
        if !core.level.deviceHoldsGroupFile, group.container != nil { throw Errno.EBUSY }
        group.isOpen = true
        group.fileReferences = 1
        if !core.level.groupGoesWithLastDevice { group.references += 1 }
    }

    public func release() throws {
        if level.deviceHoldsGroupFile {
            try core.putFile(of: group)
        } else {
            try core.dropContainerUser(of: group)
            group.isOpen = false
            try core.put(group)
        }
    }

    public func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int {
        switch command {
        case VFIOCommand.groupGetStatus: try getStatus(argument)
        case VFIOCommand.groupSetContainer: try setContainer(argument)
        case VFIOCommand.groupUnsetContainer: try core.unsetContainer(of: group)
        case VFIOCommand.groupGetDeviceDescriptor: return try getDevice(argument)
        default: throw Errno.ENOTTY
        }
        return 0
    }

    /// struct vfio_group_status: argsz, flags.
    private func getStatus(_ argument: UInt64) throws {
        var status = UserStruct(bytes: try memory.read(argument, 8), isBigEndian: core.isBigEndian)
        if status.number(0, 4) < 8 { throw Errno.EINVAL }
        if group.iommuGroup == nil { throw Errno.ENODEV }
        let viable: UInt64 = core.isViable(group) ? 1 : 0
        let set: UInt64 = group.container == nil ? 0 : 2
        status.set(viable | set, at: 4, 4)
        try memory.write(status.bytes, at: argument)
    }

    private func setContainer(_ argument: UInt64) throws {
        let number = UserStruct(bytes: try memory.read(argument, 4), isBigEndian: core.isBigEndian).number(0, 4)
        let descriptor = Int32(truncatingIfNeeded: number)
        if descriptor < 0, level.refusesNegativeDescriptor { throw Errno.EINVAL }
        if !level.looksUpContainerFirst { try checkCanJoin() }
        guard let files = core.kernel.current?.files else { throw Errno.EBADF }
        let file = try files[Int(descriptor)].file
        if level.looksUpContainerFirst { try checkCanJoin() }
        guard let container = (file as? VFIOContainerFile)?.container else { throw Errno.EINVAL }
        if level.looksUpContainerFirst { try core.requireRawIO(for: group) }
        try core.attach(group, to: container)
    }

    private func checkCanJoin() throws {
        if group.containerUsers > 0 || group.container != nil { throw Errno.EINVAL }
        if group.iommuGroup == nil { throw Errno.ENODEV }
        if !level.looksUpContainerFirst { try core.requireRawIO(for: group) }
    }

    private func getDevice(_ argument: UInt64) throws -> Int {
        try core.getDevice(of: group, named: try name(at: argument))
    }

    /// strndup_user() of at most a page.
    private func name(at address: UInt64) throws -> String {
        var text: [UInt8] = []
        while text.count < 4096 {
            let here = address &+ UInt64(text.count)
            let chunk = min(64, 4096 - Int(here & 4095), 4096 - text.count)
            let bytes = try memory.read(here, 1) + ((try? memory.read(here, chunk))?.dropFirst() ?? [])
            if let end = bytes.firstIndex(of: 0) {
                return String(decoding: text + bytes[..<end], as: UTF8.self)
            }
            text += bytes
        }
        throw Errno.EINVAL
    }
}
