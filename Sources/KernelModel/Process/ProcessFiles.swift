// SPDX-License-Identifier: Apache-2.0

extension Process {
    /// What one read or write transfers at most (MAX_RW_COUNT).
    private static let largestTransfer = 0x7fff_f000

    // MARK: Opening and closing

    /// open().
    public func open(_ path: String, _ flags: OpenFlags) throws -> Int {
        try call(isPoint: true) {
            switch try kernel.place(at: path, followsLast: true) {
            case .sysfs(let node):
                if node.isDirectory { return try openDirectory(flags) }
                let file = try SysfsOpenFile(node, flags, userMemory: kernel.userMemory)
                return try files.install(FileDescription(file, flags))
            case .directory:
                return try openDirectory(flags)
            case .null:
                return try files.install(FileDescription(NullFile(), flags))
            case .device(let node):
                let (file, owner) = try kernel.characters.open(node.number, flags)
                let modules = kernel.modules
                let description = FileDescription(file, flags) { modules.put(owner) }
                return try files.install(description)
            }
        }
    }

    private func openDirectory(_ flags: OpenFlags) throws -> Int {
        if flags.isWritable { throw Errno.EISDIR }
        return try files.install(FileDescription(DirectoryFile(), flags))
    }

    public func close(_ fd: Int) throws { try call(isPoint: true) { try files.remove(fd).put() } }

    /// eventfd().
    public func eventfd(_ count: UInt64 = 0, isNonBlocking: Bool = true, isSemaphore: Bool = false) throws -> Int {
        try call {
            let file = EventFile(kernel, count: count, isNonBlocking: isNonBlocking, isSemaphore: isSemaphore)
            return try files.install(FileDescription(file, .readWrite))
        }
    }

    /// open("/dev/null", O_RDWR).
    public func openNull() throws -> Int { try open("/dev/null", .readWrite) }

    /// anon_inode_getfd(): called by the kernel for the process whose system call runs.
    public func install(_ file: any OpenFile, _ flags: OpenFlags = .readWrite) throws -> Int {
        try files.install(FileDescription(file, flags))
    }

    // MARK: Reading and writing

    public func read(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        try call(isPoint: true) {
            let file = try files[fd]
            var position = file.position
            let result = try read(file, address, count, &position)
            file.position = position
            return result
        }
    }

    public func write(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        try call(isPoint: true) {
            let file = try files[fd]
            var position = file.position
            let result = try write(file, address, count, &position)
            file.position = position
            return result
        }
    }

    public func pread(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        try call(isPoint: true) {
            if position < 0 { throw Errno.EINVAL }
            let file = try files[fd]
            if !file.file.takesPositions { throw Errno.ESPIPE }
            var position = position
            return try read(file, address, count, &position)
        }
    }

    public func pwrite(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        try call(isPoint: true) {
            if position < 0 { throw Errno.EINVAL }
            let file = try files[fd]
            if !file.file.takesPositions { throw Errno.ESPIPE }
            var position = position
            return try write(file, address, count, &position)
        }
    }

    /// vfs_read().
    private func read(_ file: FileDescription, _ address: UInt64, _ count: Int, _ position: inout Int64) throws -> Int {
        if !file.flags.isReadable { throw Errno.EBADF }
        try verify(file, count, position)
        return try held(file) { try file.file.read(address, min(count, Self.largestTransfer), at: &position) }
    }

    /// vfs_write().
    private func write(_ file: FileDescription, _ address: UInt64, _ count: Int, _ position: inout Int64) throws -> Int
    {
        if !file.flags.isWritable { throw Errno.EBADF }
        try verify(file, count, position)
        return try held(file) { try file.file.write(address, min(count, Self.largestTransfer), at: &position) }
    }

    /// rw_verify_area().
    private func verify(_ file: FileDescription, _ count: Int, _ position: Int64) throws {
        if count < 0 || position < 0 { throw Errno.EINVAL }
        if file.file.takesPositions, position.addingReportingOverflow(Int64(count)).overflow { throw Errno.EINVAL }
    }

    /// A call keeps its file open: a close meanwhile does not release it.
    private func held<Result>(_ file: FileDescription, _ body: () throws -> Result) throws -> Result {
        file.get()
        do {
            let result = try body()
            try file.put()
            return result
        } catch let error as Errno {
            try file.put()
            throw error
        }
    }

    @discardableResult
    public func lseek(_ fd: Int, _ offset: Int64, _ whence: SeekOrigin) throws -> Int64 {
        try call {
            let file = try files[fd]
            let position = try file.file.seek(to: offset, whence, from: file.position)
            file.position = position
            return position
        }
    }

    public func ioctl(_ fd: Int, _ command: UInt32, _ argument: UInt64) throws -> Int {
        try call(isPoint: true) {
            let file = try files[fd]
            do {
                return try held(file) { try file.file.ioctl(command, argument) }
            } catch let error as Errno where error == .ENOIOCTLCMD {
                throw Errno.ENOTTY
            }
        }
    }

    // MARK: Looking

    public func lstat(_ path: String) throws -> FileStatus {
        try call { try kernel.status(of: kernel.place(at: path, followsLast: false)) }
    }

    public func stat(_ path: String) throws -> FileStatus {
        try call { try kernel.status(of: kernel.place(at: path, followsLast: true)) }
    }

    public func readlink(_ path: String) throws -> String {
        try call {
            guard case .sysfs(let node) = try kernel.place(at: path, followsLast: false) else { throw Errno.EINVAL }
            return try kernel.sysfs.target(of: node)
        }
    }

    /// Names in a directory without "." and "..", in byte order.
    public func list(_ path: String) throws -> [String] {
        try call {
            switch try kernel.place(at: path, followsLast: true) {
            case .sysfs(let node): return try kernel.sysfs.list(node)
            case .directory(let name): return kernel.deviceNodes.list(name)
            case .device, .null: throw Errno.ENOTDIR
            }
        }
    }
}
