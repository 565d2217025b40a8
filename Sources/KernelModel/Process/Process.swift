// SPDX-License-Identifier: Apache-2.0

/// A process and its system calls. An `Errno` is what errno says after the call; any other error ended it.
public final class Process {
    public let kernel: ReferenceKernel
    public let name: String
    public let files: FileTable
    /// The task in which it runs, as soon as it has made a system call; signals go there.
    public private(set) var task: ModelTask?
    private(set) var mappings: [Mapping] = []

    /// CAP_SYS_RAWIO.
    public var hasRawIO = true

    struct Mapping {
        var request: MapRequest
        var file: FileDescription?
        var end: UInt64 { request.address + UInt64(request.length) }
    }

    public init(_ kernel: ReferenceKernel, name: String = "exercise", files: FileTable = FileTable()) {
        self.kernel = kernel
        self.name = name
        self.files = files
    }

    /// Runs one system call: `kernel.current` is this process as long as its task is the one that runs. What a signal
    /// interrupts ends with -EINTR: handlers are without SA_RESTART.
    /// - Parameter isPoint: in a race another task may come first.
    func call<Result>(isPoint: Bool = false, _ body: () throws -> Result) throws -> Result {
        if isPoint { try kernel.scheduler.preempt() }
        let running = kernel.scheduler.current
        task = running
        kernel.processes[running.number] = self
        do {
            let result = try body()
            running.hasSignal = false
            return result
        } catch let error as Errno {
            // The handler runs on the way back.
            running.hasSignal = false
            throw error == .ERESTARTSYS || error == .ERESTARTNOHAND ? Errno.EINTR : error
        }
    }

    /// clock_nanosleep(): timers and delayed work come meanwhile. Time passes only where everybody waits.
    /// - Throws: -EINTR after a signal; what ends another task.
    public func sleep(milliseconds: Int) throws {
        try call {
            let scheduler = kernel.scheduler
            let end = scheduler.now + UInt64(milliseconds) * 1_000_000
            let result = try scheduler.wait(for: "its time", isInterruptible: true, until: end) { scheduler.now >= end }
            if result == .interrupted { throw Errno.EINTR }
        }
    }

    // MARK: Processes

    /// fork(): a child that closed every file but 0 to 2.
    public func fork(name: String? = nil) -> Process { Process(kernel, name: name ?? self.name) }

    /// clone() with CLONE_FILES: another thread of control that has the same files. Its mappings are its own.
    public func thread(name: String) -> Process { Process(kernel, name: name, files: files) }

    /// The end of a thread: its mappings go.
    public func exitThread() throws {
        try call {
            let all = mappings
            mappings = []
            for mapping in all { try drop(mapping) }
        }
    }

    /// Runs `body` as a process of its own task.
    @discardableResult
    public func start(_ body: @escaping (Process) throws -> Void) throws -> ModelTask {
        let made = try kernel.scheduler.start(name) { [self] in try body(self) }
        task = made
        return made
    }

    /// kill() with a signal that has a handler: ends an interruptible wait.
    public func kill(_ process: Process) throws {
        guard let task = process.task, !task.isFinished else { throw Errno.ESRCH }
        task.hasSignal = true
    }

    /// exit(): mappings and files go.
    public func exit() throws {
        try call {
            let all = mappings
            mappings = []
            for mapping in all { try drop(mapping) }
            for fd in files.numbers { try files.remove(fd).put() }
        }
    }

    // MARK: Modules

    /// finit_module().
    public func insmod(_ name: String, parameters: String = "") throws {
        try call(isPoint: true) { try kernel.modules.load(name, parameters: parameters) }
    }

    /// delete_module() with O_NONBLOCK.
    public func rmmod(_ name: String) throws {
        try call(isPoint: true) { try kernel.modules.unload(name) }
    }

    // MARK: Memory

    /// mmap(); `file` nil: anonymous. With an address: MAP_FIXED.
    public func mmap(
        _ fd: Int?, address: UInt64? = nil, length: Int, isReadable: Bool = true, isWritable: Bool = true,
        isShared: Bool, offset: Int64 = 0
    ) throws -> UInt64 {
        try call {
            if offset & 4095 != 0 { throw Errno.EINVAL }
            let file = try fd.map { try files[$0] }
            if length <= 0 { throw length == 0 ? Errno.EINVAL : Errno.ENOMEM }
            if length > Int.max - 4095 { throw Errno.ENOMEM }
            let size = (length + 4095) & ~4095
            if let address, address & 4095 != 0 { throw Errno.EINVAL }
            if let file {
                if UInt64(bitPattern: offset) >> 12 > (UInt64.max - UInt64(size)) >> 12 { throw Errno.EOVERFLOW }
                if isShared, isWritable, !file.flags.isWritable { throw Errno.EACCES }
                if !file.flags.isReadable { throw Errno.EACCES }
            }
            if let address { try unmap(address, size) }
            var request = MapRequest(
                address: 0, length: size, offset: UInt64(bitPattern: offset), isReadable: isReadable,
                isWritable: isWritable, isShared: isShared)
            guard let file else {
                request.address = try kernel.userMemory.allocate(size, at: address)
                mappings.append(Mapping(request: request, file: nil))
                return request.address
            }
            request.address = try kernel.userMemory.reserve(size, at: address)
            file.get()
            do {
                try file.file.mmap(request)
            } catch let error as Errno {
                try kernel.userMemory.release(request.address, size)
                try file.put()
                throw error
            }
            mappings.append(Mapping(request: request, file: file))
            return request.address
        }
    }

    /// munmap().
    public func munmap(_ address: UInt64, _ length: Int) throws {
        try call {
            if address & 4095 != 0 || length <= 0 { throw Errno.EINVAL }
            try unmap(address, (length + 4095) & ~4095)
        }
    }

    /// Mappings are cut where only a part of them goes.
    private func unmap(_ address: UInt64, _ size: Int) throws {
        let end = address + UInt64(size)
        let hit = mappings.filter { $0.request.address < end && address < $0.end }
        mappings.removeAll { $0.request.address < end && address < $0.end }
        for mapping in hit {
            let first = mapping.request.address
            var gone = mapping
            let from = max(first, address)
            gone.request.address = from
            gone.request.length = Int(min(mapping.end, end) - from)
            gone.request.offset += from - first
            if first < from {
                var rest = mapping
                rest.request.length = Int(from - first)
                rest.file?.get()
                mappings.append(rest)
            }
            if end < mapping.end {
                var rest = mapping
                rest.request.address = end
                rest.request.length = Int(mapping.end - end)
                rest.request.offset += end - first
                rest.file?.get()
                mappings.append(rest)
            }
            try drop(gone)
        }
    }

    private func drop(_ mapping: Mapping) throws {
        try kernel.userMemory.release(mapping.request.address, mapping.request.length)
        try mapping.file?.file.unmap(mapping.request)
        try mapping.file?.put()
    }
}
