// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// An open file whose file_operations are the program's: `struct file` and `struct inode` in the machine's memory.
final class CharacterFile: OpenFile {
    /// The `struct file`.
    let address: UInt64
    private let inode: UInt64
    private let operations: UInt64
    /// fops->owner, held as long as the file is open.
    private let owner: Module?
    private unowned let kernel: Kernel
    private unowned let machine: Machine

    init(
        _ file: UInt64, inode: UInt64, operations: UInt64, owner: Module?, _ kernel: Kernel, _ machine: Machine
    ) {
        address = file
        self.inode = inode
        self.operations = operations
        self.owner = owner
        self.kernel = kernel
        self.machine = machine
    }

    private func operation(_ name: String) throws -> UInt64 {
        try machine.pointer(name, of: "file_operations", at: operations)
    }

    func open() throws {
        let function = try operation("open")
        if function != 0 { try machine.callStatus(function, as: "i32(ptr, ptr)", [inode, address]) }
    }

    func read(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
        try transfer("read", buffer, count, &position)
    }

    func write(_ buffer: UInt64, _ count: Int, at position: inout Int64) throws -> Int {
        try transfer("write", buffer, count, &position)
    }

    private func transfer(_ name: String, _ buffer: UInt64, _ count: Int, _ position: inout Int64) throws -> Int {
        let function = try operation(name)
        if function == 0 {
            if try operation(name + "_iter") != 0 { throw Stop.unsupported("\(name)_iter() of file_operations") }
            throw Errno.EINVAL
        }
        return try machine.withPosition(&position) { place in
            try machine.callSize(function, as: "i64(ptr, ptr, i64, ptr)", [address, buffer, UInt64(count), place])
        }
    }

    func ioctl(_ command: UInt32, _ argument: UInt64) throws -> Int {
        let function = try operation("unlocked_ioctl")
        if function == 0 { throw Errno.ENOTTY }
        return try machine.callSize(function, as: "i64(ptr, i32, i64)", [address, UInt64(command), argument])
    }

    func mmap(_ request: MapRequest) throws {
        let function = try operation("mmap")
        if function == 0 { throw Errno.ENODEV }
        try kernel.map(request, calling: function, with: address, file: address, machine)
    }

    func unmap(_ request: MapRequest) throws { try kernel.unmap(request, machine) }

    func seek(to offset: Int64, _ whence: SeekOrigin, from position: Int64) throws -> Int64 {
        if try operation("llseek") != 0 { throw Stop.unsupported("llseek() of a character device") }
        // Without one, up to 6.0 the default is used; later there is none.
        throw Errno.ESPIPE
    }

    func release() throws {
        let function = try operation("release")
        if function != 0 { try machine.call(function, as: "i32(ptr, ptr)", [inode, address]) }
        try free()
    }

    func free() throws {
        kernel.referenceKernel?.modules.put(owner)
        try machine.memory.release(address, accepting: [.kernel], by: "fput")
        try machine.memory.release(inode, accepting: [.kernel], by: "iput")
    }
}

extension Kernel {
    /// chrdev_open(), without the reference to the cdev's own module, which the model has.
    func openCdev(
        _ cdev: UInt64, _ number: DeviceNumber, _ flags: OpenFlags, _ machine: Machine
    ) throws -> any OpenFile {
        let operations = try machine.pointer("ops", of: "cdev", at: cdev)
        if operations == 0 { throw Errno.ENXIO }
        let owner = modelModule(try machine.pointer("owner", of: "file_operations", at: operations))
        guard try reference(machine).modules.tryGet(owner) else { throw Errno.ENXIO }
        return try openFile(operations, owner, number, flags, cdev: cdev, machine)
    }

    /// A file of the driver's, whose module is held already.
    func openFile(
        _ operations: UInt64, _ owner: Module?, _ number: DeviceNumber, _ flags: OpenFlags, cdev: UInt64 = 0,
        privateData: UInt64 = 0, _ machine: Machine
    ) throws -> any OpenFile {
        for type in ["file", "inode", "file_operations"] where machine.program.layout(of: "struct " + type) == nil {
            throw Stop.unsupported("opening a character device where struct \(type) is not known")
        }
        let inode = try machine.make("inode", name: "struct inode")
        try machine.set("i_rdev", of: "inode", at: inode, UInt64(number.bits))
        // Of the anonymous union.
        try machine.set("i_cdev", of: "inode", at: inode, cdev)
        let file = try machine.make("file", name: "struct file")
        try machine.set("f_op", of: "file", at: file, operations)
        try machine.set("f_inode", of: "file", at: file, inode)
        if privateData != 0 { try machine.set("private_data", of: "file", at: file, privateData) }
        // O_RDONLY, O_WRONLY and O_RDWR, O_NONBLOCK; FMODE_READ and FMODE_WRITE.
        let access: UInt64 = flags.isReadable ? flags.isWritable ? 2 : 0 : 1
        try machine.set("f_flags", of: "file", at: file, access | (flags.isNonBlocking ? 0o4000 : 0))
        try machine.set("f_mode", of: "file", at: file, (flags.isReadable ? 1 : 0) | (flags.isWritable ? 2 : 0))
        let made = CharacterFile(file, inode: inode, operations: operations, owner: owner, self, machine)
        do {
            try made.open()
        } catch let error as Errno {
            try made.free()
            throw error
        }
        return made
    }
}
