// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// A process of the reference model as the performer's user space.
public final class ProcessUserSpace: UserSpace {
    public let process: Process
    /// What the kernel logs about a fault: `BUG: …`; nil where it logs nothing. Who executes drivers knows.
    private let oopsText: (any Error) -> String?

    /// What ended an operation was no fault of the driver: what came after it would mean nothing.
    public private(set) var canGoOn = true
    private let isFinal: (any Error) -> Bool

    public init(
        _ process: Process, oopsText: @escaping (any Error) -> String? = { _ in nil },
        isFinal: @escaping (any Error) -> Bool = { _ in false }
    ) {
        self.isFinal = isFinal
        self.process = process
        self.oopsText = oopsText
    }

    private var kernel: ReferenceKernel { process.kernel }

    public var isBigEndian: Bool { kernel.vfio?.isBigEndian ?? false }

    // MARK: files

    public func open(_ path: String, _ access: UserFileAccess) throws -> Int {
        switch access {
        case .read: try process.open(path, .readOnly)
        case .write: try process.open(path, .writeOnly)
        case .readwrite: try process.open(path, .readWrite)
        }
    }

    public func openNull() throws -> Int { try process.openNull() }
    public func eventfd() throws -> Int { try process.eventfd() }
    public func close(_ fd: Int) throws { try process.close(fd) }

    public func read(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        try process.read(fd, address: address, count: count)
    }

    public func write(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        try process.write(fd, address: address, count: count)
    }

    public func pread(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        try process.pread(fd, address: address, count: count, position: position)
    }

    public func pwrite(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        try process.pwrite(fd, address: address, count: count, position: position)
    }

    public func lseek(_ fd: Int, offset: Int64, from origin: UserSeekOrigin) throws -> Int64 {
        switch origin {
        case .start: try process.lseek(fd, offset, .start)
        case .current: try process.lseek(fd, offset, .current)
        case .end: try process.lseek(fd, offset, .end)
        }
    }

    public func ioctl(_ fd: Int, _ command: UInt32, _ argument: UInt64) throws -> Int {
        try process.ioctl(fd, command, argument)
    }

    // MARK: virtual machines

    public func writeAsGuest(_ guest: Int, _ bytes: [UInt8], at address: UInt64) throws {
        try process.writeAsGuest(guest, bytes, at: address)
    }
    public func attachGuest(_ guest: Int, group: Int) throws { try process.attachGuest(guest, group: group) }
    public func detachGuest(_ guest: Int, group: Int) throws { try process.detachGuest(guest, group: group) }
    public func closeGuest(_ guest: Int) throws { try process.closeGuest(guest) }

    public func sleep(milliseconds: Int) throws { try process.sleep(milliseconds: milliseconds) }

    public func changeHardware(_ kind: String, _ action: String, id: String, details: [String: String]) throws {
        try process.changeHardware(kind, HardwareRequest(action, id: id, details: details))
    }

    // MARK: memory

    public func mmap(_ fd: Int?, _ request: MappingRequest) throws -> UInt64 {
        try process.mmap(
            fd, address: request.address, length: request.length, isWritable: request.isWritable,
            isShared: request.isShared, offset: request.offset)
    }

    public func munmap(_ address: UInt64, length: Int) throws { try process.munmap(address, length) }

    public func load(_ address: UInt64, _ count: Int) throws -> [UInt8?] {
        let bytes = try kernel.userMemory.read(address, count)
        guard let defined = try kernel.userMemory.definedness(address, count) else { return bytes }
        return zip(bytes, defined).map { $1 ? $0 : nil }
    }

    public func store(_ address: UInt64, _ bytes: [UInt8]) throws { try kernel.userMemory.write(bytes, at: address) }

    // MARK: names

    public func lstat(_ path: String) throws -> UserFileStatus { UserFileStatus(try process.lstat(path)) }
    public func stat(_ path: String) throws -> UserFileStatus { UserFileStatus(try process.stat(path)) }
    public func readlink(_ path: String) throws -> String { try process.readlink(path) }
    public func list(_ path: String) throws -> [String] { try process.list(path) }

    // MARK: modules

    public func insmod(_ name: String, parameters: String) throws { try process.insmod(name, parameters: parameters) }
    public func rmmod(_ name: String) throws { try process.rmmod(name) }

    // MARK: beside the process

    public func startJob(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob {
        let child = process.fork()
        let oopsText = oopsText
        let task = try child.start { child in
            try body(ProcessUserSpace(child, oopsText: oopsText))
            try child.exit()
        }
        return Job(parent: process, child: child, task: task)
    }

    public func startThread(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob {
        let thread = process.thread(name: name)
        let oopsText = oopsText
        let task = try thread.start { thread in
            try body(ProcessUserSpace(thread, oopsText: oopsText))
            try thread.exitThread()
        }
        return Job(parent: process, child: thread, task: task)
    }

    public func race(_ schedule: [Int]) throws -> [RaceChoice] { try kernel.scheduler.race(schedule) }

    public func settle() throws { try kernel.scheduler.settle() }

    public func drain() -> [KernelEvent] {
        kernel.log.drain().map { entry in
            switch entry {
            case .message(let level, let text): .message(level: level, text: text)
            case .uevent(let action, let path, let environment):
                .uevent(action: action, path: path, environment: environment.map { ($0.key, $0.value) })
            }
        }
    }

    public func died(of fault: any Error) {
        if isFinal(fault) { canGoOn = false }
        if let text = oopsText(fault) { kernel.log.message(1, text) }
    }

    private final class Job: UserJob {
        let parent: Process
        let child: Process
        let task: ModelTask

        init(parent: Process, child: Process, task: ModelTask) {
            self.parent = parent
            self.child = child
            self.task = task
        }

        var pid: Int { task.pid }

        var state: UserJobState {
            if task.isFinished { return .ended }
            return task.wait == .interruptible ? .interruptible : .uninterruptible
        }

        /// Nobody has waited for one that has ended: it takes signals still.
        func signal() throws { if !task.isFinished { try parent.kill(child) } }
    }
}

extension UserFileStatus {
    init(_ status: FileStatus) {
        switch status.kind {
        case .directory: self.init(.directory, mode: UInt32(status.mode))
        case .file: self.init(.file, mode: UInt32(status.mode))
        case .link: self.init(.link, mode: UInt32(status.mode))
        case .characterDevice: self.init(.characterDevice, mode: UInt32(status.mode))
        }
    }
}

extension Errno: SystemCallError {
    public var number: Int32 { rawValue }
}
