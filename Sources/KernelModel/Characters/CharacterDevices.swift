// SPDX-License-Identifier: Apache-2.0

/// `struct cdev`: what opening a node of its numbers gives.
public final class CharacterDevice {
    public var owner: Module?
    /// open() of its file_operations.
    public var open: (DeviceNumber, OpenFlags) throws -> any OpenFile
    public internal(set) var first: DeviceNumber?
    public internal(set) var count = 0

    public init(owner: Module?, open: @escaping (DeviceNumber, OpenFlags) throws -> any OpenFile) {
        self.owner = owner
        self.open = open
    }
}

/// Numbers of character devices and who has them: fs/char_dev.c.
public final class CharacterDevices {
    private struct Region {
        var name: String
        var first: DeviceNumber
        var count: Int
    }

    private static let majors = 512
    private static let minors = 1 << 20
    private var regions: [Region] = []
    private var devices: [CharacterDevice] = []
    private let log: KernelLog
    private let modules: ModuleLoader

    init(log: KernelLog, modules: ModuleLoader) {
        self.log = log
        self.modules = modules
    }

    // MARK: Numbers

    /// alloc_chrdev_region().
    public func allocate(_ name: String, baseMinor: Int, count: Int) throws -> DeviceNumber {
        try register(name, major: 0, baseMinor, count)
    }

    /// register_chrdev_region(). All or, for an `Errno`, none.
    public func register(_ name: String, from first: DeviceNumber, count: Int) throws {
        // A range may go over into the next majors.
        var made: [DeviceNumber] = []
        var rest = count
        var number = first
        while rest > 0 {
            let part = min(rest, Self.minors - number.minor)
            do {
                _ = try register(name, major: number.major, number.minor, part)
            } catch let error as Errno {
                for known in made { regions.removeAll { $0.first == known } }
                throw error
            }
            made.append(number)
            rest -= part
            number = DeviceNumber(major: number.major + 1, minor: 0)
        }
    }

    /// __register_chrdev_region(); major 0: one that is free.
    private func register(_ name: String, major wanted: Int, _ baseMinor: Int, _ count: Int) throws -> DeviceNumber {
        if wanted >= Self.majors {
            log.message(
                3,
                "CHRDEV \"\(name)\" major requested (\(wanted)) is greater than the maximum (\(Self.majors - 1))")
            throw Errno.EINVAL
        }
        if count > Self.minors - baseMinor {
            log.message(
                3,
                "CHRDEV \"\(name)\" minor range requested (\(baseMinor)-\(baseMinor + count - 1)) is out of range of "
                    + "maximum range (0-\(Self.minors - 1)) for a single major")
            throw Errno.EINVAL
        }
        var major = wanted
        if major == 0 {
            let candidates = Array((234..<255).reversed()) + Array((384..<512).reversed())
            guard let free = candidates.first(where: { one in !regions.contains { $0.first.major == one } }) else {
                log.message(3, "CHRDEV \"\(name)\" dynamic allocation region is full")
                throw Errno.EBUSY
            }
            major = free
        }
        let isTaken = regions.contains {
            $0.first.major == major && $0.first.minor < baseMinor + count && baseMinor < $0.first.minor + $0.count
        }
        if isTaken { throw Errno.EBUSY }
        let first = DeviceNumber(major: major, minor: baseMinor)
        regions.append(Region(name: name, first: first, count: count))
        return first
    }

    /// unregister_chrdev_region(); nothing for what is not registered just so.
    public func unregister(_ first: DeviceNumber, count: Int) {
        var rest = count
        var number = first
        while rest > 0 {
            let part = min(rest, Self.minors - number.minor)
            regions.removeAll { $0.first == number && $0.count == part }
            rest -= part
            number = DeviceNumber(major: number.major + 1, minor: 0)
        }
    }

    /// The name under which a number was registered, as /proc/devices has it.
    public func name(of number: DeviceNumber) -> String? {
        regions.first {
            $0.first.major == number.major && $0.first.minor <= number.minor
                && number.minor < $0.first.minor + $0.count
        }?.name
    }

    // MARK: Devices

    /// cdev_add().
    public func add(_ device: CharacterDevice, _ first: DeviceNumber, count: Int) throws {
        device.first = first
        device.count = count
        devices.append(device)
    }

    /// cdev_del(). Files that are open go on.
    public func remove(_ device: CharacterDevice) {
        devices.removeAll { $0 === device }
        device.first = nil
    }

    /// chrdev_open(): the one with the smallest range around the number.
    func open(_ number: DeviceNumber, _ flags: OpenFlags) throws -> (file: any OpenFile, owner: Module?) {
        let found = devices.filter { device in
            guard let first = device.first else { return false }
            return first.major == number.major && first.minor <= number.minor
                && number.minor < first.minor + device.count
        }
        guard let device = found.min(by: { $0.count < $1.count }), modules.tryGet(device.owner) else {
            throw Errno.ENXIO
        }
        do {
            return (try device.open(number, flags), device.owner)
        } catch let error as Errno {
            modules.put(device.owner)
            throw error
        }
    }
}
