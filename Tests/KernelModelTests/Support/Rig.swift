// SPDX-License-Identifier: Apache-2.0
import KernelLevels

@testable import KernelModel

/// A kernel with a user, and short ways to look at it.
final class Rig {
    let scheduler = ThreadScheduler()
    let memory = ArrayUserMemory()
    let kernel: ReferenceKernel
    let user: Process
    private let buffer: UInt64

    init(_ level: KernelLevel = .D0) throws {
        kernel = ReferenceKernel(level: level, scheduler: scheduler, userMemory: memory)
        user = Process(kernel)
        buffer = try memory.allocate(1 << 16, at: nil)
    }

    deinit { scheduler.abandonOthers() }

    var devices: DeviceCore { kernel.devices }
    var sysfs: Sysfs { kernel.sysfs }

    func device(_ name: String, bus: Bus? = nil, of deviceClass: DeviceClass? = nil, parent: Device? = nil) -> Device {
        let device = Device(name: name, scheduler: scheduler)
        device.bus = bus
        device.deviceClass = deviceClass
        device.parent = parent
        device.release = { _ in }
        return device
    }

    func bus(_ name: String) throws -> Bus {
        let bus = Bus(name: name)
        try devices.register(bus)
        return bus
    }

    /// What the log got since the last time, a line each.
    func news() -> [String] {
        kernel.log.drain().map { entry in
            switch entry {
            case .message(let level, let text): "kmsg \(level) \(text)"
            case .uevent(let action, let path, let environment):
                "uevent \(action) \(path) " + environment.map(\.description).joined(separator: " ")
            }
        }
    }

    // MARK: As the recording program does it

    /// Opens, writes once, closes: the result or the error.
    func write(_ path: String, _ text: String) -> String { result { try self.writeFile(path, text, self.user) } }

    func writeFile(_ path: String, _ text: String, _ process: Process) throws -> Int {
        let fd = try process.open(path, .writeOnly)
        do {
            let result = try put(text, into: fd, process)
            try process.close(fd)
            return result
        } catch let error as Errno {
            try process.close(fd)
            throw error
        }
    }

    func put(_ text: String, into fd: Int, _ process: Process) throws -> Int {
        let bytes = Array(text.utf8)
        let own = try memory.allocate(max(1, bytes.count), at: nil)
        try memory.write(bytes, at: own)
        return try process.write(fd, address: own, count: bytes.count)
    }

    /// Opens, reads once, closes: the text or the error.
    func read(_ path: String) -> String {
        do {
            let fd = try user.open(path, .readOnly)
            let text = Result { try take(fd) }
            try user.close(fd)
            return try text.get()
        } catch { return "-\(error)" }
    }

    func take(_ fd: Int, _ count: Int = 4096) throws -> String {
        let count = try user.read(fd, address: buffer, count: count)
        return String(decoding: try memory.read(buffer, count), as: UTF8.self)
    }

    func result(_ body: () throws -> Int) -> String {
        do { return "\(try body())" } catch { return "-\(error)" }
    }

    /// A directory as the lines of a trace have it.
    func tree(_ path: String, depth: Int = 2) -> [String] {
        var lines: [String] = []
        func walk(_ relative: String, _ depth: Int) throws {
            let full = relative.isEmpty ? path : path + "/" + relative
            let status = try user.lstat(full)
            let shown = relative.isEmpty ? "." : relative
            let mode = String(status.mode, radix: 8)
            switch status.kind {
            case .link: lines.append("\(shown) -> \(try user.readlink(full))")
            case .characterDevice: lines.append("\(shown) char 0\(mode)")
            case .file:
                let value = status.mode & 0o444 == 0 ? "" : " " + read(full).debugDescription
                lines.append("\(shown) 0\(mode)\(value)")
            case .directory:
                lines.append(shown + "/")
                if depth == 0 { return }
                for name in try user.list(full) { try walk(relative.isEmpty ? name : relative + "/" + name, depth - 1) }
            }
        }
        do { try walk("", depth) } catch { lines.append("-\(error)") }
        return lines
    }
}

extension Attribute {
    /// A file that shows a text.
    init(_ name: String, _ text: String) { self.init(name: name, file: SysfsFile(mode: 0o444) { text }) }
}
