// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// device_add(), device_del() and what they show.
struct DeviceTests {
    /// Trace "load mtty": /devices/virtual/CLASS/NAME, the class link, an empty uevent file.
    @Test func classDeviceWithoutAParent() throws {
        let rig = try Rig()
        let made = try rig.devices.createClass("mtty")
        let device = try rig.devices.createDevice("mtty", of: made)
        #expect(
            rig.news() == [
                "uevent add /class/mtty SUBSYSTEM=class", "uevent add /devices/virtual/mtty/mtty SUBSYSTEM=mtty",
            ])
        #expect(
            rig.tree("/sys/class/mtty/mtty/.") == [
                "./", "subsystem -> ../../../../class/mtty", "uevent 0644 \"\"",
            ])
        #expect(try rig.user.readlink("/sys/class/mtty/mtty") == "../../devices/virtual/mtty/mtty")
        rig.devices.uevent(device, "change", [.init("MDEV_STATE", "registered")])
        try rig.devices.unregister(device)
        try rig.devices.unregister(made)
        #expect(
            rig.news() == [
                "uevent change /devices/virtual/mtty/mtty SUBSYSTEM=mtty MDEV_STATE=registered",
                "uevent remove /devices/virtual/mtty/mtty SUBSYSTEM=mtty", "uevent remove /class/mtty SUBSYSTEM=class",
            ])
        #expect(rig.tree("/sys/devices/virtual") == ["./"])
        #expect(rig.tree("/sys/class") == ["./"])
    }

    /// get_device_parent(): a class's directory below a parent of a bus, none below a parent of a class. Trace (6.1):
    /// "/devices/virtual/mtty/mtty/UUID/vfio-dev/vfio0".
    @Test func glueDirectories() throws {
        let rig = try Rig()
        let bus = try rig.bus("mdev")
        let above = try rig.devices.createClass("mtty")
        let below = try rig.devices.createClass("vfio-dev")
        let parent = try rig.devices.createDevice("mtty", of: above)
        let child = rig.device("uuid", bus: bus, parent: parent)
        try rig.devices.register(child)
        let first = try rig.devices.createDevice("vfio0", of: below, parent: child)
        let second = try rig.devices.createDevice("vfio1", of: below, parent: child)
        let direct = try rig.devices.createDevice("x", of: below, parent: parent)
        #expect(first.node?.path == "/devices/virtual/mtty/mtty/uuid/vfio-dev/vfio0")
        #expect(direct.node?.path == "/devices/virtual/mtty/mtty/x")
        #expect(try rig.user.readlink("/sys/class/vfio-dev/vfio0/device") == "../../../uuid")
        try rig.devices.unregister(first)
        #expect(try rig.user.list("/sys/devices/virtual/mtty/mtty/uuid/vfio-dev") == ["vfio1"])
        try rig.devices.unregister(second)
        #expect(try rig.user.list("/sys/devices/virtual/mtty/mtty/uuid") == ["subsystem", "uevent"])
        #expect(parent.children.map(\.name) == ["uuid", "x"])
    }

    /// devtmpfs and dev_uevent(). Trace: "uevent add /devices/virtual/vfio/0 SUBSYSTEM=vfio DEVNAME=vfio/0",
    /// "tree path=/dev/vfio": "node vfio char 0666".
    @Test func deviceNumbers() throws {
        let rig = try Rig()
        let made = try rig.devices.createClass("vfio")
        made.deviceNode = { "vfio/\($0.name)" }
        let misc = try rig.devices.createClass("misc")
        misc.deviceNode = { "vfio/\($0.name)" }
        misc.deviceMode = { _ in 0o666 }
        try rig.devices.createDevice("vfio", of: misc, number: DeviceNumber(major: 10, minor: 196))
        let number = DeviceNumber(major: 240, minor: 3)
        _ = rig.news()
        try rig.devices.createDevice("0", of: made, number: number)
        #expect(rig.news() == ["uevent add /devices/virtual/vfio/0 SUBSYSTEM=vfio DEVNAME=vfio/0"])
        #expect(rig.tree("/dev/vfio") == ["./", "0 char 0600", "vfio char 0666"])
        #expect(rig.read("/sys/class/vfio/0/dev") == "240:3\n")
        #expect(rig.read("/sys/class/vfio/0/uevent") == "MAJOR=240\nMINOR=3\nDEVNAME=vfio/0\n")
        #expect(rig.read("/sys/class/misc/vfio/uevent") == "MAJOR=10\nMINOR=196\nDEVNAME=vfio/vfio\nDEVMODE=0666\n")
        #expect(try rig.user.readlink("/sys/dev/char/240:3") == "../../devices/virtual/vfio/0")
        #expect(throws: Errno.ENXIO) { try rig.user.open("/dev/vfio/0", .readWrite) }
        try rig.devices.destroyDevice(number, of: made)
        #expect(rig.news() == ["uevent remove /devices/virtual/vfio/0 SUBSYSTEM=vfio DEVNAME=vfio/0"])
        #expect(rig.tree("/dev/vfio") == ["./", "vfio char 0666"])
        #expect(rig.tree("/sys/dev/char", depth: 1) == ["./", "10:196 -> ../../devices/virtual/misc/vfio"])
    }

    /// kobject_synth_uevent() by the file `uevent`.
    @Test(arguments: [KernelLevel.A1s, .D0]) func writtenUevents(level: KernelLevel) throws {
        let rig = try Rig(level)
        let bus = try rig.bus("mdev")
        let device = rig.device("x", bus: bus)
        try rig.devices.register(device)
        _ = rig.news()
        let file = "/sys/devices/x/uevent"
        #expect(rig.write(file, "change\n") == "7")
        let uuid = "0a1b2c3d-0000-1111-2222-333344445555"
        #expect(rig.write(file, "add \(uuid) A=1 B2=x\n") == "\(4 + 36 + 10)")
        #expect(
            rig.news() == [
                "uevent change /devices/x SUBSYSTEM=mdev SYNTH_UUID=0",
                "uevent add /devices/x SUBSYSTEM=mdev SYNTH_UUID=\(uuid) SYNTH_ARG_A=1 SYNTH_ARG_B2=x",
            ])
        #expect(rig.write(file, "changed") == "-EINVAL")
        #expect(rig.write(file, "add \(uuid) A") == "-EINVAL")
        let number = level == .D0 ? ": -22" : ""
        #expect(
            rig.news() == [
                "kmsg 4 synth uevent: /devices/x: unknown uevent action string",
                "kmsg 3 mdev x: uevent: failed to send synthetic uevent\(number)",
                "kmsg 4 synth uevent: /devices/x: incorrect uevent action arguments",
                "kmsg 3 mdev x: uevent: failed to send synthetic uevent\(number)",
            ])
        #expect(rig.write("/sys/bus/mdev/uevent", "add") == "3")
        #expect(rig.news() == ["uevent add /bus/mdev SUBSYSTEM=bus SYNTH_UUID=0"])
    }

    /// A second device of the same name; nothing of it is left.
    @Test func takenName() throws {
        let rig = try Rig()
        let made = try rig.devices.createClass("c")
        try rig.devices.createDevice("x", of: made)
        _ = rig.news()
        #expect(throws: Errno.EEXIST) { try rig.devices.createDevice("x", of: made) }
        #expect(
            rig.news() == [
                "kmsg 4 sysfs: cannot create duplicate filename '/devices/virtual/c/x'",
                "kmsg 3 kobject_add_internal failed for x with -EEXIST, don't try to register things with the same "
                    + "name in the same directory.",
            ])
        #expect(rig.tree("/sys/class/c", depth: 1) == ["./", "x -> ../../devices/virtual/c/x"])
    }

    /// device_add() fails at its files: "remove" is sent although there was no "add" (attrError in core.c).
    @Test func failingFilesUndoTheDevice() throws {
        let rig = try Rig()
        let bus = try rig.bus("b")
        let parent = try rig.devices.registerRoot("root")
        let device = rig.device("x", bus: bus, parent: parent)
        var released = 0
        device.release = { _ in released += 1 }
        device.groups = [AttributeGroup(name: nil, attributes: [Attribute("a", "1"), Attribute("uevent", "2")])]
        _ = rig.news()
        #expect(throws: Errno.EEXIST) { try rig.devices.register(device) }
        #expect(
            rig.news() == [
                "kmsg 4 sysfs: cannot create duplicate filename '/devices/root/x/uevent'",
                "uevent remove /devices/root/x SUBSYSTEM=b",
            ])
        #expect(rig.tree("/sys/devices/root") == ["./", "uevent 0644 \"\""])
        #expect(bus.devices.isEmpty && parent.references == 1 && device.references == 1)
        try rig.devices.put(device)
        #expect(released == 1)
    }

    /// root_device_register(): no uevents.
    @Test func rootDevices() throws {
        let rig = try Rig()
        let root = try rig.devices.registerRoot("css", owner: rig.kernel.modules.module(named: "mdev"))
        #expect(
            rig.tree("/sys/devices/css") == ["./", "module -> ../../module/mdev", "uevent 0644 \"\""])
        try rig.devices.unregisterRoot(root)
        #expect(rig.news().isEmpty)
        #expect(rig.tree("/sys/devices/css") == ["-ENOENT"])
    }

    /// device_release(): whose release is called, and the message where there is none.
    @Test func releases() throws {
        let rig = try Rig()
        let made = try rig.devices.createClass("c")
        var order: [String] = []
        made.release = { order.append("class \($0.name)") }
        let type = DeviceType(name: "t")
        type.release = { order.append("type \($0.name)") }
        for (name, ownType) in [("a", nil), ("b", type)] {
            let device = Device(name: name, scheduler: rig.scheduler)
            device.deviceClass = made
            device.type = ownType
            try rig.devices.register(device)
            rig.devices.get(device)
            try rig.devices.unregister(device)
            order.append("unregistered")
            try rig.devices.put(device)
        }
        #expect(order == ["unregistered", "class a", "unregistered", "type b"])
        _ = rig.news()
        try rig.devices.put(Device(name: "bare", scheduler: rig.scheduler))
        #expect(
            rig.news() == [
                "kmsg 3 Device 'bare' does not have a release() function, it is broken and must be fixed. See "
                    + "Documentation/core-api/kobject.rst."
            ])
    }

    /// Trace (Debian): "node power dir".
    @Test func powerManagementIsAChoice() throws {
        let rig = try Rig()
        rig.devices.hasPowerManagement = true
        let root = try rig.devices.registerRoot("r")
        #expect(rig.tree("/sys/devices/r") == ["./", "power/", "uevent 0644 \"\""])
        try rig.devices.unregisterRoot(root)
    }

    /// class_compat_create_link(). Trace: "node mtty link ../../devices/virtual/mtty/mtty".
    @Test func compatibilityClass() throws {
        let rig = try Rig()
        let links = try rig.devices.registerCompatibilityClass("mdev_bus")
        let made = try rig.devices.createClass("mtty")
        let device = try rig.devices.createDevice("mtty", of: made)
        try rig.devices.link(device, intoCompatibilityClass: links)
        #expect(rig.tree("/sys/class/mdev_bus") == ["./", "mtty -> ../../devices/virtual/mtty/mtty"])
        try rig.devices.unlink(device, fromCompatibilityClass: links)
        #expect(rig.tree("/sys/class/mdev_bus") == ["./"])
    }
}
