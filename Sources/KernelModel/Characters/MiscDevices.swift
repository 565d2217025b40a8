// SPDX-License-Identifier: Apache-2.0

/// `struct miscdevice`: one character device of the major number that many share.
public final class MiscDevice {
    public let name: String
    /// The name below /dev, where it is not the device's own.
    public var nodeName: String?
    /// Permission bits of the node; 0 is 0600.
    public var mode: UInt16 = 0
    public var parent: Device?
    public var groups: [AttributeGroup] = []
    public let files: CharacterDevice
    /// nil: one that is free. Known once it is registered.
    public internal(set) var minor: Int?
    public internal(set) var device: Device?
    /// The C struct.
    public var handle: UInt64 = 0

    public init(
        name: String, minor: Int? = nil, owner: Module? = nil,
        open: @escaping (DeviceNumber, OpenFlags) throws -> any OpenFile
    ) {
        self.name = name
        self.minor = minor
        files = CharacterDevice(owner: owner, open: open)
    }
}

/// drivers/char/misc.c.
public final class MiscDevices {
    public static let major = 10
    /// How many get a number that is free, from this one less one downwards.
    private static let dynamicMinors = 128
    public let deviceClass = DeviceClass(name: "misc")
    private var registered: [MiscDevice] = []
    private let core: DeviceCore
    private let characters: CharacterDevices

    init(_ core: DeviceCore, _ characters: CharacterDevices) throws {
        self.core = core
        self.characters = characters
        deviceClass.deviceNode = { [unowned self] device in
            misc(of: device)?.nodeName ?? device.name.replacing("!", with: "/")
        }
        deviceClass.deviceMode = { [unowned self] device in
            misc(of: device).flatMap { $0.mode == 0 ? nil : $0.mode }
        }
        try core.register(deviceClass)
    }

    private func misc(of device: Device) -> MiscDevice? {
        guard let minor = device.number?.minor else { return nil }
        return registered.first { $0.minor == minor }
    }

    /// misc_register(). `makeDevice`: device_create_with_groups(), for who has structs of devices.
    /// - Throws: `Errno.EBUSY` for a minor number that is taken, or where none is free.
    public func register(_ misc: MiscDevice, _ makeDevice: ((DeviceNumber) throws -> Device)? = nil) throws {
        let isDynamic = misc.minor == nil
        let minor = try misc.minor ?? free()
        if !isDynamic, registered.contains(where: { $0.minor == minor }) { throw Errno.EBUSY }
        misc.minor = minor
        // The device asks for its node's name.
        registered.append(misc)
        let number = DeviceNumber(major: Self.major, minor: minor)
        do {
            misc.device =
                try makeDevice?(number)
                ?? core.createDevice(
                    misc.name, of: deviceClass, parent: misc.parent, number: number, groups: misc.groups)
            try characters.add(misc.files, number, count: 1)
        } catch let error as Errno {
            registered.removeAll { $0 === misc }
            if isDynamic { misc.minor = nil }
            throw error
        }
    }

    private func free() throws -> Int {
        let taken = registered.compactMap(\.minor)
        guard let minor = (0..<Self.dynamicMinors).reversed().first(where: { !taken.contains($0) }) else {
            throw Errno.EBUSY
        }
        return minor
    }

    /// misc_deregister(). `destroyDevice`: device_destroy(). Files that are open go on.
    public func deregister(_ misc: MiscDevice, _ destroyDevice: ((Device) throws -> Void)? = nil) throws {
        characters.remove(misc.files)
        if let device = misc.device { try destroyDevice?(device) ?? core.unregister(device) }
        misc.device = nil
        registered.removeAll { $0 === misc }
    }
}
