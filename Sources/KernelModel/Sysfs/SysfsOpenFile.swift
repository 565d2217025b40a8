// SPDX-License-Identifier: Apache-2.0

/// An open file of /sys: what kernfs and seq_file do for one.
public final class SysfsOpenFile: OpenFile {
    private let node: SysfsNode
    private let file: SysfsFile
    private let userMemory: any UserMemory
    /// What show() gave and was not read yet; with where in the file it is.
    private var buffer: ArraySlice<UInt8> = []
    private var end: Int64 = 0
    /// show() was called and everything of it was read.
    private var isOver = false

    /// open(): kernfs looks at the mode even for root.
    public init(_ node: SysfsNode, _ flags: OpenFlags, userMemory: any UserMemory) throws {
        if node.isRemoved { throw Errno.ENODEV }
        guard case .file(let file) = node.content else { throw Errno.EISDIR }
        if flags.isWritable, file.mode & 0o222 == 0 { throw Errno.EACCES }
        if flags.isReadable, file.mode & 0o444 == 0 { throw Errno.EACCES }
        self.node = node
        self.file = file
        self.userMemory = userMemory
    }

    // MARK: With bytes

    /// read(): show() is called once at position 0, and again where the position is not where reading ended.
    public func bytes(_ count: Int, at position: inout Int64) throws -> [UInt8] {
        if count == 0 { return [] }
        if position == 0 {
            (buffer, end, isOver) = ([], 0, false)
        } else if position != end {
            try skip(to: position)
        }
        var taken = Array(buffer.prefix(count))
        buffer = buffer.dropFirst(taken.count)
        if buffer.isEmpty, taken.count < count {
            do {
                let text = try show()
                let more = text.prefix(count - taken.count)
                taken += more
                buffer = text.dropFirst(more.count)
            } catch let error as Errno where taken.isEmpty {
                throw error
            } catch is Errno {}
        }
        position += Int64(taken.count)
        end = position
        return taken
    }

    /// What the next show() gives: nothing after the first one.
    private func show() throws -> ArraySlice<UInt8> {
        if node.isRemoved { throw Errno.ENODEV }
        if isOver { return [] }
        let text = try call { try file.show.orThrow(.EIO)() }
        isOver = true
        // "fill_read_buffer: … returned bad count" cuts it.
        return text.count >= Sysfs.pageSize ? text.prefix(Sysfs.pageSize - 1) : text[...]
    }

    /// traverse(): reads from the start and throws away.
    private func skip(to position: Int64) throws {
        (buffer, end, isOver) = ([], position, false)
        buffer = try show().dropFirst(Int(clamping: position))
    }

    /// write(): at most a page. Nothing to write gives 0 without a call.
    public func take(_ bytes: [UInt8], at position: inout Int64) throws -> Int {
        if node.isRemoved { throw Errno.ENODEV }
        if bytes.isEmpty { return 0 }
        let count = try call { try file.store.orThrow(.EIO)(Array(bytes.prefix(Sysfs.pageSize))) }
        if count > 0 { position += Int64(count) }
        return count
    }

    /// Counts as under way for whoever removes the file. An oops leaves it so.
    private func call<Result>(_ body: () throws -> Result) throws -> Result {
        node.active += 1
        do {
            let result = try body()
            node.active -= 1
            return result
        } catch let error as Errno {
            node.active -= 1
            throw error
        }
    }

    // MARK: OpenFile

    public func read(_ address: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
        let bytes = try bytes(count, at: &position)
        try userMemory.write(bytes, at: address)
        return bytes.count
    }

    public func write(_ address: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
        let bytes = count == 0 ? [] : try userMemory.read(address, min(count, Sysfs.pageSize))
        return try take(bytes, at: &position)
    }

    /// generic_file_llseek() on an inode of one page.
    public func seek(to offset: Int64, _ whence: SeekOrigin, from position: Int64) throws -> Int64 {
        let base =
            switch whence {
            case .start: Int64(0)
            case .current: position
            case .end: Int64(Sysfs.pageSize)
            }
        let (sum, isOver) = base.addingReportingOverflow(offset)
        if isOver || sum < 0 { throw Errno.EINVAL }
        return sum
    }
}

extension Optional {
    func orThrow(_ error: Errno) throws -> Wrapped {
        guard let self else { throw error }
        return self
    }
}
