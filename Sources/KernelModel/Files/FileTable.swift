// SPDX-License-Identifier: Apache-2.0

/// `struct file`: what an fd or a mapping refers to.
public final class FileDescription {
    public let file: any OpenFile
    public let flags: OpenFlags
    public internal(set) var position: Int64 = 0
    public internal(set) var references = 1
    /// Told when the last reference went, after the file's release.
    let onRelease: () -> Void

    public init(_ file: any OpenFile, _ flags: OpenFlags, onRelease: @escaping () -> Void = {}) {
        self.file = file
        self.flags = flags
        self.onRelease = onRelease
    }

    /// fget() of the kernel's own.
    public func get() { references += 1 }

    /// fput().
    public func put() throws {
        references -= 1
        guard references == 0 else { return }
        try file.release()
        onRelease()
    }
}

/// The files of a process.
public final class FileTable {
    /// RLIMIT_NOFILE.
    private static let limit = 1024
    private var files: [Int: FileDescription] = [:]

    public init() {
        for fd in 0...2 { files[fd] = FileDescription(NullFile(), .readWrite) }
    }

    /// get_unused_fd() and fd_install(): the lowest number that is free.
    public func install(_ file: FileDescription) throws -> Int {
        guard let fd = (0..<Self.limit).first(where: { files[$0] == nil }) else { throw Errno.EMFILE }
        files[fd] = file
        return fd
    }

    /// get_unused_fd(), for who installs the file later.
    func checkRoom() throws { if files.count >= Self.limit { throw Errno.EMFILE } }

    /// fdget().
    public subscript(_ fd: Int) -> FileDescription {
        get throws { try files[fd].orThrow(.EBADF) }
    }

    public var numbers: [Int] { files.keys.sorted() }

    func remove(_ fd: Int) throws -> FileDescription { try files.removeValue(forKey: fd).orThrow(.EBADF) }

    /// eventfd_ctx_fdget().
    public func eventFile(_ fd: Int) throws -> EventFile {
        guard let file = try self[fd].file as? EventFile else { throw Errno.EINVAL }
        return file
    }
}
