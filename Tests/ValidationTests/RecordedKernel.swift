// SPDX-License-Identifier: Apache-2.0
@testable import Validation

/// User space that answers as a trace says: whatever the performer does for a line gets the line's own result, bytes and
/// effects. A performer that does the right calls prints the trace again. It writes down every call.
final class RecordedKernel: UserSpace {
    struct Refusal: SystemCallError {
        var number: Int32
        var name: String?
    }

    /// What a recorded `signal=` stands for.
    struct Oops: Error, CustomStringConvertible { var description: String { "access to address 0x18" } }

    private let entries: [Int: TraceEntry]
    private let lines: [Int]
    weak var performer: Performer?
    /// `CALL ARGUMENT…`, without what happens in the program's memory.
    var calls: [String] = []
    /// Paths that are not there although no line says so.
    var absent: Set<String> = []
    private(set) var fds: [Int: String] = [:]
    private var memory: [UInt64: UInt8?] = [:]
    private(set) var areas: [UInt64: Int] = [:]
    private var nextArea: UInt64 = 0x10_0000
    private var deviceMapping: UInt64?
    private var isDrained: Set<Int> = []
    private var jobs: [Job] = []

    init(_ trace: Trace) {
        entries = Dictionary(trace.entries.map { ($0.line, $0) }) { first, _ in first }
        lines = entries.keys.sorted()
    }

    private var line: Int { performer?.step.line ?? 0 }
    private var entry: TraceEntry? { entries[line] }
    var operation: TraceOperation { entry?.operation ?? TraceOperation("none") }

    private func refusal(_ name: String, number: Int32 = 1) -> Refusal { Refusal(number: number, name: name) }

    private func result() throws -> Int {
        switch operation.result {
        case .value(let value)?: return Int(value)
        case .error(let name)?: throw refusal(name)
        case .killed?: throw Oops()
        case nil: return 0
        }
    }

    // MARK: names

    private var ownPath: String? {
        switch operation.name {
        case "create": operation.field("type").map { "/\($0.text)/create" }
        case "remove": operation.field("uuid").map { "/\($0.text)/remove" }
        default: operation.field("path")?.text
        }
    }

    private func node(_ path: String) -> TraceNode? {
        guard operation.name == "tree", let top = operation.field("path")?.text, path.hasPrefix(top) else { return nil }
        let relative = path == top ? "." : String(path.dropFirst(top.count + 1))
        return nodes.first { $0.path == relative }
    }

    private var nodes: [TraceNode] {
        entry?.effects.compactMap { if case .node(let node) = $0 { node } else { nil } } ?? []
    }

    func lstat(_ path: String) throws -> UserFileStatus {
        guard let node = node(path) else {
            if operation.name == "tree" { _ = try result() }
            return UserFileStatus(.directory, mode: 0o755)
        }
        switch node.kind {
        case .directory: return UserFileStatus(.directory, mode: 0o755)
        case .link: return UserFileStatus(.link, mode: 0o777)
        case .characterDevice(let mode): return UserFileStatus(.characterDevice, mode: mode)
        case .file(let mode, _): return UserFileStatus(.file, mode: mode)
        }
    }

    func stat(_ path: String) throws -> UserFileStatus {
        if operation.name == "exists" || absent.contains(path) {
            calls.append("stat \(path)")
            if absent.contains(path) { throw refusal("ENOENT", number: 2) }
            _ = try result()
        }
        return UserFileStatus(.directory, mode: 0o755)
    }

    func readlink(_ path: String) throws -> String {
        if case .link(let target)? = node(path)?.kind { return target }
        calls.append("readlink \(path)")
        let id = operation.field("id")?.number ?? 0
        guard id >= 0 else { throw refusal("ENOENT", number: Int32(-id)) }
        return "../../kernel/iommu_groups/\(id)"
    }

    func list(_ path: String) throws -> [String] {
        if let node = node(path) {
            let prefix = node.path == "." ? "" : node.path + "/"
            return nodes.map(\.path).filter { $0 != "." && $0.hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count)) }.filter { !$0.contains("/") }
        }
        if path == "/sys/bus/mdev/drivers" {
            return operation.result == .value(0) ? ["a_driver", operation.field("name")?.text ?? ""].sorted() : []
        }
        return ["parent"]
    }

    // MARK: files

    private func newFile(_ what: String) -> Int {
        let fd = (0...).first { fds[$0] == nil } ?? 0
        fds[fd] = what
        return fd
    }

    func open(_ path: String, _ access: UserFileAccess) throws -> Int {
        if node(path) == nil { calls.append("open \(path) \(access)") }
        if let own = ownPath, path.hasSuffix(own), operation.result?.isError == true { _ = try result() }
        if case .file(_, let content?)? = node(path)?.kind, content.hasPrefix("-") {
            throw refusal(String(content.dropFirst()))
        }
        return newFile(path)
    }

    func openNull() throws -> Int { newFile("null") }

    func eventfd() throws -> Int {
        calls.append("eventfd")
        return newFile("eventfd")
    }

    func close(_ fd: Int) throws {
        guard let path = fds.removeValue(forKey: fd) else { throw refusal("EBADF") }
        if !path.hasPrefix("/sys/") { calls.append("close \(path)") }
        if operation.name == "close" { _ = try result() }
    }

    func read(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        let path = fds[fd] ?? ""
        if case .file(_, let content?)? = node(path)?.kind { return put(TraceText.unquoted(content), address) }
        switch operation.name {
        case "eventfd_read":
            _ = try result()
            return put(Performer.bytes(UInt64(operation.field("count")?.number ?? 0), count: 8), address)
        case "available":
            let type = path.split(separator: "/").dropLast().last.map(String.init) ?? ""
            return put(operation.field(type)?.bytes ?? [], address)
        default:
            _ = try result()
            return operation.name == "sysfs_read" ? put(operation.results.first?.bytes ?? [], address) : try result()
        }
    }

    func write(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        let bytes = try load(address, count).map { $0 ?? 0 }
        calls.append("write \(fds[fd] ?? "?") \(TraceText.quoted(bytes))")
        return try result()
    }

    func lseek(_ fd: Int, offset: Int64, from origin: UserSeekOrigin) throws -> Int64 {
        calls.append("lseek \(offset) \(origin)")
        return Int64(try result())
    }

    func pread(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        calls.append("pread \(position) \(count)\(address == UserBuffers.bad ? " bad" : "")")
        let length = try { () throws -> Int in
            if operation.field("buf")?.text.hasSuffix("+fault") == true { putPartial(address) }
            return try result()
        }()
        if let value = operation.field("value")?.number {
            return put(Performer.bytes(UInt64(value), count: count), address)
        }
        if let data = operation.results.first?.text, let bytes = TraceText.pattern(hexadecimal: data) {
            for (index, byte) in bytes.enumerated() { memory[address + UInt64(index)] = .some(byte) }
        }
        return length
    }

    private func putPartial(_ address: UInt64) {
        let next = lines.first { $0 > line && entries[$0]?.operation?.name == "partial" }
        let text = next.flatMap { entries[$0]?.operation?.field("data")?.text } ?? ""
        _ = put(TraceText.bytes(hexadecimal: text) ?? [], address)
    }

    func pwrite(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        calls.append("pwrite \(position) \(count)\(address == UserBuffers.bad ? " bad" : "")")
        if operation.has("signal") { throw Oops() }
        return try result()
    }

    func ioctl(_ fd: Int, _ command: UInt32, _ argument: UInt64) throws -> Int {
        calls.append("ioctl \(fds[fd] ?? "\(fd)") 0x\(String(command, radix: 16))")
        // What is asked silently: any region is at 0x1000.
        if operation.name != "ioctl" { return put(Performer.bytes(0x1000, count: 8), argument + 24) &* 0 }
        if operation.has("argsz") || operation.has("container") {
            let count = operation.has("argsz") ? 24 : 4
            calls.append("with " + TraceText.hexadecimal(try load(argument, count)))
        }
        let value = try result()
        if let out = operation.results.first, let bytes = TraceText.bytes(hexadecimal: out.text) {
            _ = put(bytes, argument)
        }
        return command == 0x3b6a ? newFile("device") : value
    }

    // MARK: memory

    func mmap(_ fd: Int?, _ request: MappingRequest) throws -> UInt64 {
        guard let fd else {
            let address = request.address ?? nextArea
            if request.address == nil { nextArea += 1 << 20 } else { calls.append("mmap \(address) \(request.length)") }
            areas[address] = request.length
            return address
        }
        calls.append(
            "mmap \(fds[fd] ?? "?") \(request.offset) \(request.length)\(request.isShared ? " shared" : "")"
                + (request.isWritable ? " writable" : ""))
        _ = try result()
        let address = nextArea
        nextArea += 1 << 30
        if deviceMapping == nil { deviceMapping = address }
        return address
    }

    func munmap(_ address: UInt64, length: Int) throws {
        calls.append(address == deviceMapping ? "munmap device" : "munmap \(address)")
        areas[address] = nil
        if address == deviceMapping { deviceMapping = nil }
    }

    func load(_ address: UInt64, _ count: Int) throws -> [UInt8?] {
        if address == deviceMapping, let data = operation.field("data")?.text {
            return TraceText.pattern(hexadecimal: data) ?? []
        }
        return (0..<UInt64(count)).map { memory[address + $0] ?? .some(0) }
    }

    func store(_ address: UInt64, _ bytes: [UInt8]) throws {
        if address == deviceMapping { calls.append("store \(TraceText.hexadecimal(bytes))") }
        _ = put(bytes, address)
    }

    private func put(_ bytes: [UInt8], _ address: UInt64) -> Int {
        for (index, byte) in bytes.enumerated() { memory[address + UInt64(index)] = .some(byte) }
        return bytes.count
    }

    // MARK: modules, jobs, what the kernel says

    func insmod(_ name: String, parameters: String) throws {
        calls.append("insmod \(name) \(parameters)")
        _ = try result()
    }

    func rmmod(_ name: String) throws {
        calls.append("rmmod \(name)")
        _ = try result()
    }

    final class Job: UserJob {
        unowned let kernel: RecordedKernel
        let pid: Int
        var body: (() throws -> Void)?

        init(kernel: RecordedKernel, pid: Int, body: @escaping () throws -> Void) {
            self.kernel = kernel
            self.pid = pid
            self.body = body
        }

        /// Runs when the trace says that it ends.
        var state: UserJobState {
            let operation = kernel.operation
            guard operation.name == "job_end" else {
                return operation.field("state")?.text == "S" ? .interruptible : .uninterruptible
            }
            try? body?()
            body = nil
            return .ended
        }

        func signal() throws { kernel.calls.append("signal \(pid)") }
    }

    func startJob(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob {
        let job = Job(kernel: self, pid: 700 + jobs.count) { [unowned self] in try body(self) }
        jobs.append(job)
        return job
    }

    func settle() throws {}

    /// Effects come once, and pids and majors have numbers here.
    func drain() -> [KernelEvent] {
        guard isDrained.insert(line).inserted else { return [] }
        return entry?.effects.compactMap { effect in
            switch effect {
            case .message(let level, let text):
                return .message(level: level, text: text.replacing("PID", with: "\(700 + max(0, jobs.count - 1))"))
            case .uevent(let action, let path, let environment):
                return .uevent(
                    action: action, path: path,
                    environment: [("ACTION", action), ("DEVPATH", path), ("SEQNUM", "1"), ("MINOR", "2")]
                        + environment.map { ($0.name, $0.written ?? "") })
            case .node: return nil
            }
        } ?? []
    }

    func died(of fault: any Error) { calls.append("died") }
}

extension RecordedKernel {
    /// Performs a trace's own scenario on it.
    static func replay(_ text: String, _ prepare: (RecordedKernel) -> Void = { _ in }) throws -> (
        trace: Trace, kernel: RecordedKernel
    ) {
        let trace = try Trace(parsing: text, file: "trace")
        let kernel = RecordedKernel(trace)
        prepare(kernel)
        let performer = Performer(kernel, file: "trace")
        kernel.performer = performer
        return (try performer.perform(Scenario(trace, file: "trace")), kernel)
    }
}
