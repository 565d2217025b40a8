// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

/// System calls on files: what the VFS itself refuses.
struct ProcessTests {
    /// A file that tells what it was asked.
    final class Recorder: OpenFile {
        var calls: [String] = []
        var mapped: [MapRequest] = []
        var refusal: Errno?

        func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
            calls.append("read \(count) at \(position)")
            position += Int64(count)
            return count
        }
        func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
            calls.append("write \(count) at \(position)")
            position += Int64(count)
            return count
        }
        func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int {
            throw command == 1 ? Errno.ENOIOCTLCMD : command == 2 ? .ERESTARTSYS : .EINVAL
        }
        func mmap(_ request: MapRequest) throws {
            if let refusal { throw refusal }
            mapped.append(request)
        }
        func unmap(_ request: MapRequest) throws { calls.append("unmap \(request.length) at \(request.offset)") }
        func release() throws { calls.append("release") }
    }

    private func opened(_ rig: Rig, _ flags: OpenFlags = .readWrite) throws -> (Recorder, Int) {
        let file = Recorder()
        return (file, try rig.user.install(file, flags))
    }

    /// Trace "read and write: positions and pointers": "pread pos=-1 n=4 -> -EINVAL", "lseek region=7 -> -ESPIPE",
    /// "read n=1 -> 1".
    @Test func positions() throws {
        let rig = try Rig()
        let (file, fd) = try opened(rig)
        #expect(throws: Errno.EINVAL) { try rig.user.pread(fd, address: 0, count: 4, position: -1) }
        #expect(throws: Errno.EINVAL) { try rig.user.pwrite(99, address: 0, count: 4, position: -1) }
        #expect(throws: Errno.EBADF) { try rig.user.pwrite(99, address: 0, count: 4, position: 0) }
        #expect(throws: Errno.EINVAL) { try rig.user.pread(fd, address: 0, count: 2, position: .max) }
        #expect(throws: Errno.ESPIPE) { try rig.user.lseek(fd, 0, .current) }
        #expect(try rig.user.pread(fd, address: 0, count: 0, position: 7) == 0)
        #expect(try rig.user.read(fd, address: 0, count: 2) == 2)
        #expect(try rig.user.write(fd, address: 0, count: 3) == 3)
        #expect(try rig.user.pwrite(fd, address: 0, count: 1, position: 40) == 1)
        #expect(try rig.user.read(fd, address: 0, count: 1) == 1)
        #expect(file.calls == ["read 0 at 7", "read 2 at 0", "write 3 at 2", "write 1 at 40", "read 1 at 5"])
    }

    @Test func flagsAndCommands() throws {
        let rig = try Rig()
        let (_, readOnly) = try opened(rig, .readOnly)
        let (_, writeOnly) = try opened(rig, .writeOnly)
        #expect(throws: Errno.EBADF) { try rig.user.pwrite(readOnly, address: 0, count: 1, position: 0) }
        #expect(throws: Errno.EBADF) { try rig.user.read(writeOnly, address: 0, count: 1) }
        #expect(throws: Errno.ENOTTY) { try rig.user.ioctl(readOnly, 1, 0) }
        #expect(throws: Errno.EINTR) { try rig.user.ioctl(readOnly, 2, 0) }
        #expect(throws: Errno.EINVAL) { try rig.user.ioctl(readOnly, 3, 0) }
        #expect(throws: Errno.EBADF) { try rig.user.ioctl(77, 3, 0) }
        #expect(throws: Errno.EBADF) { try rig.user.close(77) }
        let null = try rig.user.openNull()
        #expect(throws: Errno.ENOTTY) { try rig.user.ioctl(null, 3, 0) }
        #expect(try rig.user.read(null, address: 0, count: 9) == 0)
        #expect(try rig.user.write(null, address: 0, count: 9) == 9)
        #expect(try rig.user.stat("/dev/null").kind == .characterDevice)
    }

    /// The lowest number is taken; a mapping keeps the file.
    @Test func referencesToFiles() throws {
        let rig = try Rig()
        let (file, fd) = try opened(rig)
        let (_, next) = try opened(rig)
        #expect((fd, next) == (3, 4))
        let address = try rig.user.mmap(fd, length: 3 * 4096, isShared: true, offset: 8192)
        try rig.user.close(fd)
        #expect(file.calls.isEmpty)
        #expect(try opened(rig).1 == 3)
        try rig.user.munmap(address + 4096, 4096)
        #expect(file.calls == ["unmap 4096 at 12288"])
        try rig.user.munmap(address, 1)
        try rig.user.munmap(address, 3 * 4096)
        #expect(
            file.calls == ["unmap 4096 at 12288", "unmap 4096 at 8192", "unmap 4096 at 16384", "release"])
    }

    /// do_mmap().
    @Test func mapping() throws {
        let rig = try Rig()
        let (file, fd) = try opened(rig)
        let (_, readOnly) = try opened(rig, .readOnly)
        let (_, writeOnly) = try opened(rig, .writeOnly)
        #expect(throws: Errno.EINVAL) { try rig.user.mmap(fd, length: 0, isShared: true) }
        #expect(throws: Errno.EINVAL) { try rig.user.mmap(fd, length: 4096, isShared: true, offset: 1) }
        #expect(throws: Errno.EBADF) { try rig.user.mmap(77, length: 0, isShared: true) }
        #expect(throws: Errno.EACCES) { try rig.user.mmap(readOnly, length: 1, isShared: true) }
        #expect(throws: Errno.EACCES) { try rig.user.mmap(writeOnly, length: 1, isWritable: false, isShared: true) }
        let null = try rig.user.eventfd()
        #expect(throws: Errno.ENODEV) { try rig.user.mmap(null, length: 1, isShared: true) }
        file.refusal = .EINVAL
        #expect(throws: Errno.EINVAL) { try rig.user.mmap(fd, length: 1, isShared: false) }
        file.refusal = nil
        let address = try rig.user.mmap(fd, length: 4097, isWritable: false, isShared: true, offset: 4096)
        #expect(
            file.mapped == [
                MapRequest(
                    address: address, length: 8192, offset: 4096, isReadable: true, isWritable: false, isShared: true)
            ])
        // Nothing was put there: every access faults.
        #expect(throws: Errno.EFAULT) { try rig.memory.read(address, 1) }
        try rig.user.exit()
        #expect(file.calls == ["unmap 8192 at 4096", "release"])
    }

    /// What is left of pages of a driver after a part of them went.
    @Test func partsOfPages() throws {
        final class Pages: MappedPages {
            func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
                (offset..<offset + count).map { UInt8($0 / 4096) }
            }
            func write(_ bytes: [UInt8], at offset: Int) throws { throw Errno.EFAULT }
        }
        let memory = ArrayUserMemory()
        let start = try memory.reserve(4 * 4096, at: nil)
        try memory.map(Pages(), at: start)
        try memory.release(start + 4096, 4096)
        #expect(try memory.read(start, 1) == [0])
        #expect(throws: Errno.EFAULT) { try memory.read(start + 4096, 1) }
        #expect(try memory.read(start + 2 * 4096, 1) == [2])
        #expect(try memory.read(start + 3 * 4096 - 1, 2) == [2, 3])
    }

    /// Trace: "pread … buf=4+fault": memory that ends.
    @Test func anonymousMemory() throws {
        let rig = try Rig()
        let address = try rig.user.mmap(nil, address: 0x1000_0000, length: 8192, isShared: false)
        #expect(address == 0x1000_0000)
        try rig.user.munmap(address + 4096, 4096)
        #expect(throws: Errno.EFAULT) { try rig.memory.write([1, 2, 3, 4, 5, 6, 7, 8], at: address + 4092) }
        #expect(try rig.memory.read(address + 4092, 4) == [1, 2, 3, 4])
        #expect(throws: Errno.EFAULT) { try rig.memory.read(8, 1) }
    }

    /// fs/eventfd.c. Trace "interrupts": "eventfd_read name=intx count=0 -> -EAGAIN".
    @Test func eventfds() throws {
        let rig = try Rig()
        let fd = try rig.user.eventfd()
        let buffer = try rig.memory.allocate(8, at: nil)
        #expect(throws: Errno.EAGAIN) { try rig.user.read(fd, address: buffer, count: 8) }
        #expect(throws: Errno.EINVAL) { try rig.user.read(fd, address: buffer, count: 7) }
        let file = try rig.user.files.eventFile(fd)
        file.signal()
        file.signal(2)
        #expect(try rig.user.read(fd, address: buffer, count: 8) == 8)
        #expect(try rig.memory.read(buffer, 8) == [3, 0, 0, 0, 0, 0, 0, 0])
        #expect(throws: Errno.ESPIPE) { try rig.user.pread(fd, address: buffer, count: 8, position: 0) }
        try rig.memory.write(Array(repeating: 255, count: 8), at: buffer)
        #expect(throws: Errno.EINVAL) { try rig.user.write(fd, address: buffer, count: 8) }
        try rig.memory.write([254] + Array(repeating: 255, count: 7), at: buffer)
        #expect(try rig.user.write(fd, address: buffer, count: 8) == 8)
        #expect(throws: Errno.EAGAIN) { try rig.user.write(fd, address: buffer, count: 8) }
        #expect(file.signal(5) == 1)
        #expect(throws: Errno.EINVAL) { try rig.user.files.eventFile(0) }
        #expect(throws: Errno.EBADF) { try rig.user.files.eventFile(999) }
    }

    /// A blocking read waits; a signal ends it.
    @Test func signals() throws {
        let rig = try Rig()
        let job = rig.user.fork(name: "job")
        var results: [String] = []
        let task = try job.start { process in
            let fd = try process.eventfd(isNonBlocking: false)
            results.append(rig.result { try process.read(fd, address: 0, count: 8) })
        }
        try rig.scheduler.settle()
        #expect(task.wait == .interruptible && task.name == "job")
        #expect(rig.kernel.current == nil)
        try rig.user.kill(job)
        try rig.scheduler.settle()
        #expect(results == ["-EINTR"])
        #expect(throws: Errno.ESRCH) { try rig.user.kill(job) }
        #expect(job.files.numbers == [0, 1, 2, 3])
    }
}
