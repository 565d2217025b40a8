// SPDX-License-Identifier: Apache-2.0
import KernelLevels

@testable import KernelModel

/// A driver of mdevs, written in Swift, with its parent "parent" of class "sample" and types sample-small and
/// sample-large. It registers as its level wants it and notes what it is asked to do.
final class Sample {
    enum Style { case table, driver }

    let rig: Rig
    let style: Style
    var kernel: ReferenceKernel { rig.kernel }
    var level: KernelLevel { kernel.level }
    private(set) var parentDevice: Device
    private(set) var parent: MdevParent?
    private(set) var mdevDriver: MdevDriver?
    private(set) var vfioDevices: [String: VFIODevice] = [:]
    /// "create", "open", "request 0" …
    var events: [String] = []

    // What goes wrong.
    var createError: Errno?
    var registersVFIO = true
    var openError: Errno?
    var removeError: Errno?
    var adjust: (inout VFIODeviceOps) -> Void = { _ in }
    var adjustTable: (inout MdevParentOps) -> Void = { _ in }
    var adjustDriver: (MdevDriver) -> Void = { _ in }
    /// Called in the first open, between two system calls of others.
    var whileCreating: () throws -> Void = {}
    var module: Module?

    static let one = "11111111-aaaa-4aaa-8aaa-000000000001"
    static let two = "11111111-aaaa-4aaa-8aaa-000000000002"

    /// Levels where an ops table is bound by the core's own driver.
    static let tableLevels: [KernelLevel] = [.A0, .A1, .A1s, .A2, .B0, .B1, .B2, .B3]
    /// Levels where drivers are bound to mdevs by themselves.
    static let driverLevels: [KernelLevel] = [.S, .B1, .B2, .B3, .C0, .C1, .D0]
    static let all: [KernelLevel] = [.A0] + later
    /// Where the driver's create comes before the device, and a parent waits for creates and removes.
    static let later: [KernelLevel] = [.A1, .A1s, .A2, .B0, .S, .B1, .B2, .B3, .C0, .C1, .D0]

    static func natural(_ level: KernelLevel) -> Style { tableLevels.contains(level) ? .table : .driver }

    init(_ level: KernelLevel, _ style: Style? = nil) throws {
        rig = try Rig(level)
        self.style = style ?? Sample.natural(level)
        try rig.kernel.bootVFIO()
        let sampleClass = DeviceClass(name: "sample")
        try rig.devices.register(sampleClass)
        parentDevice = rig.device("parent", of: sampleClass)
        try rig.devices.add(parentDevice)
        _ = rig.news()
    }

    static func loaded(_ level: KernelLevel, _ style: Style? = nil) throws -> Sample {
        let sample = try Sample(level, style)
        try sample.load()
        _ = sample.rig.news()
        return sample
    }

    // MARK: Registration

    let groups = [
        MdevTypeGroup(name: "small") { type in [Attribute("device_api", "vfio-pci of \(type.groupNumber)\n")] },
        MdevTypeGroup(name: "large"),
    ]

    func load() throws {
        try registerDriver()
        try registerParent()
    }

    func registerDriver() throws {
        if style == .table { return }
        let driver = makeDriver()
        mdevDriver = driver
        try kernel.mdev.register(driver)
    }

    func registerParent() throws {
        let mdev = kernel.mdev!
        guard let driver = mdevDriver else {
            parent = try mdev.register(parentDevice, table())
            return
        }
        if level.registersTypeArrays {
            let types = [MdevType(name: "small", prettyName: "A small one"), MdevType(name: "large")]
            parent = try mdev.registerParent(parentDevice, driver, types)
        } else if level.registersParentWithDriver {
            driver.typeGroups = groups
            parent = try mdev.register(parentDevice, driver)
        } else {
            var ops = MdevParentOps()
            ops.typeGroups = groups
            ops.deviceDriver = driver
            adjustTable(&ops)
            parent = try mdev.register(parentDevice, ops)
        }
    }

    func unload() throws {
        if let parent, level.registersTypeArrays {
            try kernel.mdev.unregister(parent)
        } else {
            try kernel.mdev.unregister(parentDevice)
        }
        if let mdevDriver { try kernel.mdev.unregister(mdevDriver) }
    }

    func table() -> MdevParentOps {
        var ops = MdevParentOps()
        ops.typeGroups = groups
        ops.create = { [unowned self] _ in
            events.append("create")
            try whileCreating()
            if let createError { throw createError }
        }
        ops.remove = { [unowned self] _ in
            events.append("remove")
            if let removeError { throw removeError }
        }
        ops.open = { [unowned self] _ in
            events.append("open")
            if let openError { throw openError }
        }
        ops.release = { [unowned self] _ in events.append("release") }
        ops.openDevice = { [unowned self] _ in
            events.append("open")
            if let openError { throw openError }
        }
        ops.closeDevice = { [unowned self] _ in events.append("release") }
        ops.ioctl = { _, command, _ in Int(command) }
        ops.request = { [unowned self] _, count in events.append("request \(count)") }
        adjustTable(&ops)
        return ops
    }

    private func makeDriver() -> MdevDriver {
        let driver = MdevDriver(name: "sample", bus: kernel.mdev.bus)
        driver.deviceAPI = "vfio-pci"
        driver.maximalInstances = 2
        driver.driver.owner = module
        driver.probe = { [unowned self] in try probe($0) }
        driver.remove = { [unowned self] in try remove($0) }
        adjustDriver(driver)
        return driver
    }

    private func probe(_ mdev: MdevDevice) throws {
        events.append("create")
        try whileCreating()
        if let createError { throw createError }
        guard registersVFIO else { return }
        let device =
            level.allocatesDevices
            ? try kernel.vfio.allocate(mdev.device, operations()) : VFIODevice(mdev.device, operations())
        do {
            if level.hasEmulatedIOMMU {
                try kernel.vfio.registerEmulated(device)
            } else {
                try kernel.vfio.register(device)
            }
        } catch let error as Errno {
            if level.allocatesDevices { try kernel.vfio.put(device) } else { kernel.vfio.uninitialise(device) }
            throw error
        }
        vfioDevices[mdev.uuid] = device
    }

    private func remove(_ mdev: MdevDevice) throws {
        if let device = vfioDevices[mdev.uuid] {
            try kernel.vfio.unregister(device)
            vfioDevices[mdev.uuid] = nil
            if level.allocatesDevices { try kernel.vfio.put(device) } else { kernel.vfio.uninitialise(device) }
        }
        events.append("remove")
    }

    func operations() -> VFIODeviceOps {
        var ops = VFIODeviceOps(name: "sample")
        let open: (VFIODevice) throws -> Void = { [unowned self] _ in
            events.append("open")
            if let openError { throw openError }
        }
        let close: (VFIODevice) throws -> Void = { [unowned self] _ in events.append("release") }
        (ops.open, ops.openDevice) = (open, open)
        (ops.release, ops.closeDevice) = (close, close)
        ops.ioctl = { _, command, _ in Int(command) }
        ops.request = { [unowned self] _, count in events.append("request \(count)") }
        ops.releaseDevice = { [unowned self] _ in events.append("free") }
        adjust(&ops)
        return ops
    }

    // MARK: What users do

    func path(_ type: String, _ file: String) -> String {
        "/sys/class/mdev_bus/parent/mdev_supported_types/sample-\(type)/\(file)"
    }

    func create(_ uuid: String = one, _ type: String = "small") -> String { rig.write(path(type, "create"), uuid) }

    func remove(_ uuid: String = one, _ text: String = "1") -> String {
        rig.write("/sys/bus/mdev/devices/\(uuid)/remove", text)
    }

    func exists(_ uuid: String = one) -> Bool { (try? rig.user.stat("/sys/bus/mdev/devices/\(uuid)")) != nil }

    func mdev(_ uuid: String = one) -> MdevDevice? { kernel.mdev.devices.first { $0.uuid == uuid } }

    /// Another process does something that may block.
    func job(_ body: @escaping (KernelModel.Process) throws -> Int) throws -> Job {
        let job = Job()
        job.task = try rig.user.fork().start { process in
            do { job.result = "\(try body(process))" } catch let error as Errno { job.result = "-\(error)" }
        }
        try rig.scheduler.settle()
        return job
    }

    func removeJob(_ uuid: String = one) throws -> Job {
        try job { [rig] in try rig.writeFile("/sys/bus/mdev/devices/\(uuid)/remove", "1", $0) }
    }

    // MARK: vfio

    func ioctl(_ fd: Int, _ number: UInt32, _ argument: UInt64 = 0) -> String {
        rig.result { try rig.user.ioctl(fd, 0x3b64 + number, argument) }
    }

    /// An ioctl whose argument points to these bytes; what is there after it.
    func ioctl(_ fd: Int, _ number: UInt32, _ bytes: [UInt8]) throws -> (result: String, bytes: [UInt8]) {
        let address = try rig.memory.allocate(max(bytes.count, 1), at: nil)
        try rig.memory.write(bytes, at: address)
        let result = ioctl(fd, number, address)
        return (result, try rig.memory.read(address, bytes.count))
    }

    func setContainer(_ group: Int, _ container: Int) throws -> String {
        try ioctl(group, 4, numbers(UInt32(truncatingIfNeeded: container))).result
    }

    func status(_ group: Int) throws -> String {
        let (result, bytes) = try ioctl(group, 3, numbers(8, 0))
        return result == "0" ? "\(bytes[4])" : result
    }

    /// VFIO_GROUP_GET_DEVICE_FD.
    func device(_ group: Int, _ name: String = one) throws -> String {
        try ioctl(group, 6, Array(name.utf8) + [0]).result
    }

    struct Session {
        var container: Int
        var group: Int
        var device: Int
    }

    func openGroup(_ number: Int = 0) throws -> Int { try rig.user.open("/dev/vfio/\(number)", .readWrite) }
    func openContainer() throws -> Int { try rig.user.open("/dev/vfio/vfio", .readWrite) }

    /// The whole way to an open device.
    func open(_ uuid: String = one, group number: Int = 0, iommu: UInt64 = 3) throws -> Session {
        let container = try openContainer()
        let group = try openGroup(number)
        guard try setContainer(group, container) == "0", ioctl(container, 2, iommu) == "0",
            let device = Int(try device(group, uuid)), device >= 0
        else { throw Errno.EPERM }
        return Session(container: container, group: group, device: device)
    }

    func close(_ fds: Int...) throws {
        for fd in fds { try rig.user.close(fd) }
        try rig.scheduler.settle()
    }
}

/// What tests expect is said by levels, not by the properties that the model asks.
extension KernelLevel {
    func isUpTo(_ last: KernelLevel) -> Bool { order <= last.order }
    func isFrom(_ first: KernelLevel) -> Bool { order >= first.order }
}

final class Job {
    var task: ModelTask?
    /// nil: it still runs or waits.
    var result: String?
    var isBlocked: Bool { result == nil }
    /// Whether a signal would end the wait.
    var state: String { task?.wait == .interruptible ? "S" : task?.wait == .uninterruptible ? "D" : "-" }
}

/// Numbers as 32-bit words of the machine.
func numbers(_ values: UInt32...) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
}

func long(_ values: UInt64...) -> [UInt8] {
    values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) } }
}
