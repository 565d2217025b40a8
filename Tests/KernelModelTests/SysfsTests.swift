// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

/// fs/kernfs and fs/sysfs, as a user sees them.
struct SysfsTests {
    /// kernfs_fop_open(): the mode counts for root too. Trace: "sysfs_open … mode=read -> -EACCES".
    @Test func openLooksAtTheMode() throws {
        let rig = try Rig()
        let root = rig.sysfs.root
        try rig.sysfs.add("create", .file(SysfsFile(mode: 0o200, store: { $0.count })), to: root)
        try rig.sysfs.add("shown", .file(SysfsFile(mode: 0o444) { "24\n" }), to: root)
        for (path, flags) in [
            ("/sys/create", OpenFlags.readOnly), ("/sys/create", .readWrite), ("/sys/shown", .writeOnly),
            ("/sys/shown", .readWrite),
        ] {
            #expect(throws: Errno.EACCES) { try rig.user.open(path, flags) }
        }
        #expect(rig.read("/sys/shown") == "24\n")
        #expect(throws: Errno.EISDIR) { try rig.user.open("/sys", .writeOnly) }
        #expect(rig.read("/sys") == "-EISDIR")
    }

    /// seq_file: one show() per pass from position 0; the rest comes from its buffer.
    @Test func showsOncePerPass() throws {
        let rig = try Rig()
        var shows = 0
        let file = SysfsFile(mode: 0o444) {
            shows += 1
            return "value \(shows)\n"
        }
        try rig.sysfs.add("count", .file(file), to: rig.sysfs.root)
        let fd = try rig.user.open("/sys/count", .readOnly)
        #expect(try rig.take(fd, 3) == "val")
        #expect(try rig.take(fd, 3) == "ue ")
        #expect(try rig.take(fd) == "1\n")
        #expect(try rig.take(fd) == "")
        #expect(shows == 1)
        try rig.user.lseek(fd, 0, .start)
        #expect(try rig.take(fd) == "value 2\n")
        try rig.user.lseek(fd, 6, .start)
        #expect(try rig.take(fd) == "3\n")
        #expect(throws: Errno.EINVAL) { try rig.user.lseek(fd, -1, .start) }
    }

    @Test func showsAtMostAPage() throws {
        let rig = try Rig()
        let file = SysfsFile(mode: 0o444, show: { Array(repeating: 97, count: 5000) })
        try rig.sysfs.add("long", .file(file), to: rig.sysfs.root)
        #expect(rig.read("/sys/long").utf8.count == 4095)
    }

    /// sysfs_kf_write(): nothing is a success without a call; more than a page is cut. Trace: "sysfs_write … data="" -> 0".
    @Test func storesAtMostAPage() throws {
        let rig = try Rig()
        var seen: [Int] = []
        let file = SysfsFile(
            mode: 0o200,
            store: {
                seen.append($0.count)
                return $0.count
            })
        try rig.sysfs.add("store", .file(file), to: rig.sysfs.root)
        #expect(rig.write("/sys/store", "") == "0")
        #expect(seen.isEmpty)
        #expect(rig.write("/sys/store", String(repeating: "x", count: 5000)) == "4096")
        #expect(seen == [4096])
    }

    /// Files without the function that their mode promises: dev_attr_show(), dev_attr_store().
    @Test func missingFunctionsAreIO() throws {
        let rig = try Rig()
        try rig.sysfs.add("empty", .file(SysfsFile(mode: 0o644)), to: rig.sysfs.root)
        #expect(rig.read("/sys/empty") == "-EIO")
        #expect(rig.write("/sys/empty", "1") == "-EIO")
    }

    /// Trace: "write_stale attr=create -> -ENODEV", "read_stale …".
    @Test func filesOutliveTheirRemoval() throws {
        let rig = try Rig()
        let place = try rig.sysfs.add("place", .directory, to: rig.sysfs.root)
        let file = SysfsFile(mode: 0o644, show: { [49] }, store: { $0.count })
        try rig.sysfs.add("file", .file(file), to: place)
        let fd = try rig.user.open("/sys/place/file", .readWrite)
        try rig.sysfs.remove(place)
        #expect(throws: Errno.ENODEV) { try rig.take(fd) }
        #expect(throws: Errno.ENODEV) { try rig.put("1", into: fd, rig.user) }
        #expect(throws: Errno.ENODEV) { try rig.put("", into: fd, rig.user) }
        #expect(throws: Errno.ENOENT) { try rig.user.open("/sys/place/file", .readOnly) }
        #expect(throws: Errno.ENOENT) { try rig.sysfs.add("late", .directory, to: place) }
        try rig.user.close(fd)
    }

    /// kernfs_drain().
    @Test func removalWaitsForCalls() throws {
        let rig = try Rig()
        var mayEnd = false
        let scheduler = rig.scheduler
        let file = SysfsFile(
            mode: 0o200,
            store: { bytes in
                try scheduler.wait(for: "the test") { mayEnd }
                return bytes.count
            })
        let node = try rig.sysfs.add("slow", .file(file), to: rig.sysfs.root)
        let writer = rig.user.fork()
        try writer.start { _ = try rig.writeFile("/sys/slow", "1", $0) }
        try scheduler.settle()
        let remover = try scheduler.start("remover") { try rig.sysfs.remove(node) }
        try scheduler.settle()
        #expect(!remover.isFinished && remover.wait == .uninterruptible)
        #expect(rig.read("/sys/slow") == "-ENOENT")
        mayEnd = true
        try scheduler.settle()
        #expect(remover.isFinished)
    }

    /// kernfs_remove_self(): the second writer comes back when the first is done, having done nothing.
    @Test func aStoreRemovesItsOwnFile() throws {
        let rig = try Rig()
        var results: [Bool] = []
        weak var node: SysfsNode?
        let scheduler = rig.scheduler
        var mayGoOn = false
        let file = SysfsFile(
            mode: 0o200,
            store: { bytes in
                try scheduler.wait(for: "both writers") { mayGoOn }
                if let node { results.append(try rig.sysfs.removeSelf(node)) }
                return bytes.count
            })
        node = try rig.sysfs.add("remove", .file(file), to: rig.sysfs.root)
        for _ in 0..<2 { try rig.user.fork().start { _ = try rig.writeFile("/sys/remove", "1", $0) } }
        try scheduler.settle()
        mayGoOn = true
        try scheduler.settle()
        #expect(results.sorted { $0 && !$1 } == [true, false])
        #expect(rig.write("/sys/remove", "1") == "-ENOENT")
    }

    /// kernfs_get_target_path(). Trace: "node mdev_type link ../mdev_supported_types/mtty-1",
    /// "node mtty link ../../devices/virtual/mtty/mtty".
    @Test func linksAreRelative() throws {
        let rig = try Rig()
        let parent = try rig.sysfs.add("parent", .directory, to: rig.devices.devices)
        let type = try rig.sysfs.add("types", .directory, to: parent)
        let child = try rig.sysfs.add("child", .directory, to: parent)
        try rig.sysfs.add("type", .link(type), to: child)
        try rig.sysfs.add("up", .link(rig.devices.classes), to: child)
        try rig.sysfs.add("child", .link(child), to: type)
        try rig.sysfs.add("child", .link(child), to: rig.devices.classes)
        #expect(try rig.user.readlink("/sys/devices/parent/child/type") == "../types")
        #expect(try rig.user.readlink("/sys/devices/parent/child/up") == "../../../class")
        #expect(try rig.user.readlink("/sys/devices/parent/types/child") == "../child")
        #expect(try rig.user.readlink("/sys/class/child") == "../devices/parent/child")
        #expect(try rig.user.lstat("/sys/class/child").kind == .link)
        #expect(try rig.user.stat("/sys/class/child").kind == .directory)
        #expect(try rig.user.lstat("/sys/class/child/.").kind == .directory)
        #expect(try rig.user.list("/sys/class/child/type//..") == ["child", "types"])
        #expect(throws: Errno.EINVAL) { try rig.user.readlink("/sys/class") }
    }

    @Test func pathsThatLeadNowhere() throws {
        let rig = try Rig()
        try rig.sysfs.add("file", .file(SysfsFile(mode: 0o444) { "" }), to: rig.sysfs.root)
        #expect(throws: Errno.ENOTDIR) { try rig.user.lstat("/sys/file/x") }
        #expect(throws: Errno.ENOTDIR) { try rig.user.lstat("/sys/file/") }
        #expect(throws: Errno.ENOENT) { try rig.user.lstat("/sys/none/x") }
        #expect(throws: Errno.ENOENT) { try rig.user.lstat("") }
        #expect(throws: Errno.ENOTDIR) { try rig.user.list("/sys/file") }
    }

    /// sysfs_warn_dup(), and the link to what is gone.
    @Test func namesAreTakenOnce() throws {
        let rig = try Rig()
        let node = try rig.sysfs.add("x", .directory, to: rig.sysfs.root)
        #expect(throws: Errno.EEXIST) { try rig.sysfs.addObject("x", to: rig.sysfs.root) }
        #expect(
            rig.news() == [
                "kmsg 4 sysfs: cannot create duplicate filename '/x'",
                "kmsg 3 kobject_add_internal failed for x with -EEXIST, don't try to register things with the same "
                    + "name in the same directory.",
            ])
        try rig.sysfs.remove(node)
        #expect(throws: Errno.ENOENT) { try rig.sysfs.add("y", .link(node), to: rig.sysfs.root) }
    }

    /// sysfs_create_groups(): what was made is taken back.
    @Test func groupsAreMadeWholeOrNotAtAll() throws {
        let rig = try Rig()
        let node = try rig.sysfs.add("x", .directory, to: rig.sysfs.root)
        let good = AttributeGroup(name: "vendor", attributes: [Attribute("a", "1")])
        let bad = AttributeGroup(name: nil, attributes: [Attribute("b", "2"), Attribute("b", "3")])
        #expect(throws: Errno.EEXIST) { try rig.sysfs.add([good, bad], to: node) }
        #expect(rig.tree("/sys/x") == ["./"])
        try rig.sysfs.add([good], to: node)
        #expect(rig.tree("/sys/x") == ["./", "vendor/", "vendor/a 0444 \"1\""])
        try rig.sysfs.remove([good], from: node)
        #expect(rig.tree("/sys/x") == ["./"])
    }
}
