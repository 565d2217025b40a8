// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import KernelShims
import Testing

@testable import MigrationPipeline

/// Drivers of several levels from init to exit, by what their users do.
@Suite struct ModelRunTests {
    private static let uuid = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001"

    @Test(arguments: [("pond-a2", KernelLevel.A2), ("pond-b2", .B2), ("pond-d0", .D0)])
    func `an mdev is made, opened, mapped, closed and removed`(_ fixture: String, _ level: KernelLevel) throws {
        let run = try ModelRun(fixture: fixture)
        #expect(run.level == level)
        let (user, memory, uuid) = (run.user, run.reference.userMemory, Self.uuid)
        try user.insmod(run.moduleName)
        let types = "/sys/devices/pond/mdev_supported_types"
        let names = try user.list(types)
        #expect(names.count == 2)
        let small = try #require(names.first { $0.hasSuffix("small") })
        let large = try #require(names.first { $0.hasSuffix("large") })
        #expect(try run.read("\(types)/\(small)/available_instances") == "7\n")
        let name = try run.read("\(types)/\(small)/name")
        switch level {
        case .D0:
            #expect(name == "a small pond\n")
            #expect(try run.read("\(types)/\(large)/name") == "large\n")
            #expect(try run.read("\(types)/\(small)/description") == "wet: small\n")
        case .B2: #expect(name == "0 of pond\n")
        default: #expect(name == "\(small) of pond\n")
        }

        #expect(throws: Errno.EBUSY) { try run.write("\(types)/\(large)/create", uuid) }
        try run.write("\(types)/\(small)/create", uuid)
        #expect(throws: Errno.EEXIST) { try run.write("\(types)/\(small)/create", uuid) }
        let path = "/sys/bus/mdev/devices/\(uuid)"
        #expect(try run.read("\(path)/frogs") == "0\n")

        let (container, group, device) = try run.openDevice(path, uuid)
        let buffer = try memory.allocate(4096, at: nil)
        try memory.write(run.bytes(16), at: buffer)
        #expect(try user.ioctl(device, 0x3b6b, buffer) == 0)
        #expect(try memory.read(buffer, 16) == [16, 1, 3, 1].flatMap(run.bytes))
        #expect(throws: Errno.ENOTTY) { try user.ioctl(device, 0x3b6f, buffer) }
        try memory.write([1, 2, 3], at: buffer)
        #expect(try user.pwrite(device, address: buffer, count: 3, position: 100) == 3)
        #expect(try user.pread(device, address: buffer + 16, count: 8, position: 99) == 8)
        #expect(try memory.read(buffer + 16, 8) == [0, 1, 2, 3, 0, 0, 0, 0])

        // Shared pages: what one side writes the other reads.
        let mapped = try user.mmap(device, length: 3 * 4096, isShared: true)
        #expect(try run.read("\(path)/frogs") == "2\n")
        #expect(try memory.read(mapped + 101, 2) == [2, 3])
        try memory.write([9], at: mapped + 4096 + 5)
        #expect(try user.pread(device, address: buffer, count: 1, position: 5) == 1)
        #expect(try memory.read(buffer, 1) == [9])
        #expect(throws: Errno.EFAULT) { try memory.read(mapped + 2 * 4096, 1) }
        #expect(throws: Errno.EINVAL) { try user.mmap(device, length: 4096, isShared: true, offset: 4096) }
        try user.munmap(mapped, 3 * 4096)
        #expect(try run.read("\(path)/frogs") == "1\n")

        for fd in [device, group, container] { try user.close(fd) }
        #expect(try run.read("\(path)/frogs") == "0\n")
        try run.write("\(path)/remove", "1")
        #expect(throws: Errno.ENOENT) { try user.lstat(path) }
        // An exit with an mdev that is left.
        try run.write("\(types)/\(small)/create", uuid)
        try user.rmmod(run.moduleName)
        #expect(throws: Errno.ENOENT) { try user.lstat("/sys/devices/pond") }
        #expect(run.kernel.registrations(run.machine) == [])
        #expect(run.machine.memory.unreleased.map(\.summary) == [])
        // Up to A2 create comes before the device has a driver.
        let prefix = level == .A2 ? "mdev" : "pond"
        let messages = run.machine.events.compactMap { event in
            if case .message(6, let text) = event { text } else { nil }
        }
        #expect(
            messages.filter { $0.hasSuffix("dug below pond") }
                == Array(
                    repeating: "\(prefix) \(uuid): dug below pond", count: 2))
    }
}
