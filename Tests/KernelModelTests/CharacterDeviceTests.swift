// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

/// fs/char_dev.c.
struct CharacterDeviceTests {
    @Test func regions() throws {
        let rig = try Rig()
        let numbers = rig.kernel.characters
        let first = try numbers.allocate("a", baseMinor: 0, count: 1 << 20)
        let second = try numbers.allocate("b", baseMinor: 0, count: 1)
        #expect((first.major, second.major) == (254, 253))
        #expect(numbers.name(of: DeviceNumber(major: 254, minor: 77)) == "a")
        #expect(throws: Errno.EBUSY) { try numbers.register("c", from: DeviceNumber(major: 254, minor: 9), count: 1) }
        try numbers.register("c", from: DeviceNumber(major: 253, minor: 1), count: 2)
        #expect(throws: Errno.EINVAL) { try numbers.register("d", from: DeviceNumber(major: 512, minor: 0), count: 1) }
        #expect(throws: Errno.EINVAL) { try numbers.allocate("e", baseMinor: 1, count: 1 << 20) }
        #expect(
            rig.news() == [
                "kmsg 3 CHRDEV \"d\" major requested (512) is greater than the maximum (511)",
                "kmsg 3 CHRDEV \"e\" minor range requested (1-1048576) is out of range of maximum range (0-1048575) "
                    + "for a single major",
            ])
        numbers.unregister(first, count: 1)
        #expect(numbers.name(of: first) == "a")
        numbers.unregister(first, count: 1 << 20)
        #expect(numbers.name(of: first) == nil)
        #expect(try numbers.allocate("f", baseMinor: 0, count: 1).major == 254)
    }

    @Test func noMajorsAreLeft() throws {
        let rig = try Rig()
        var count = 0
        while (try? rig.kernel.characters.allocate("x", baseMinor: 0, count: 1)) != nil { count += 1 }
        #expect(count == 21 + 128)
        #expect(rig.news() == ["kmsg 3 CHRDEV \"x\" dynamic allocation region is full"])
    }

    /// chrdev_open() and the module's reference.
    @Test func opening() throws {
        final class File: OpenFile {}
        let rig = try Rig()
        let module = Module(name: "drv")
        rig.kernel.modules.makeAvailable(module)
        try rig.user.insmod("drv")
        let number = DeviceNumber(major: 200, minor: 5)
        var isRefused = false
        let device = CharacterDevice(owner: module) { _, _ in
            if isRefused { throw Errno.EBUSY }
            return File()
        }
        let made = try rig.devices.createClass("c")
        try rig.devices.createDevice("node", of: made, number: number)
        #expect(throws: Errno.ENXIO) { try rig.user.open("/dev/node", .readWrite) }
        try rig.kernel.characters.add(device, DeviceNumber(major: 200, minor: 0), count: 8)
        let fd = try rig.user.open("/dev/node", .readWrite)
        #expect(fd == 3 && module.references == 1)
        isRefused = true
        #expect(throws: Errno.EBUSY) { try rig.user.open("/dev/node", .readWrite) }
        #expect(module.references == 1)
        rig.kernel.characters.remove(device)
        try rig.user.close(fd)
        #expect(module.references == 0)
        #expect(throws: Errno.ENXIO) { try rig.user.open("/dev/node", .readWrite) }
        #expect(throws: Errno.ENOTDIR) { try rig.user.open("/dev/node/x", .readWrite) }
        #expect(throws: Errno.ENOENT) { try rig.user.open("/dev/none", .readWrite) }
    }
}
