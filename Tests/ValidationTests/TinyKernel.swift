// SPDX-License-Identifier: Apache-2.0
@testable import Validation

/// A kernel with one driver of two types, as little as the default scenario needs. Its device has a readable and
/// writable region of 8 bytes at 0x100 (the last byte is never defined), a mappable one at 0x2000, and one interrupt.
final class TinyKernel: UserSpace {
    struct Refusal: SystemCallError {
        var number: Int32
        var name: String?
        static let noEntry = Refusal(number: 2, name: "ENOENT")
        static let invalid = Refusal(number: 22, name: "EINVAL")
        static let again = Refusal(number: 11, name: "EAGAIN")
    }
    struct OutOfBounds: Error {}

    /// What a read beyond the first region ends in.
    var faultsBeyond = false
    /// Parts of the driver's code that were reached: 1 to 3 ask for a value each in three registers, one after the other.
    private(set) var reached: Set<Int> = []
    private var isLoaded = false
    private var mdev: (uuid: String, type: String)?
    private var fds: [Int: String] = [:]
    private var memory = TinyMemory()
    private var nextArea: UInt64 = 0x10_0000
    private var region = [UInt8](repeating: 0x5a, count: 8)
    private var mapping: UInt64?
    private var trigger: Int?
    private var counts: [Int: UInt64] = [:]
    private var events: [KernelEvent] = []

    private static let top = "/sys/class/mdev_bus"
    private static let types = top + "/tiny/mdev_supported_types"

    /// Directories and files below them.
    private func children(_ path: String) -> [String]? {
        let mdevs = mdev.map { [$0.uuid] } ?? []
        switch path {
        case Self.top: return isLoaded ? ["tiny"] : []
        case "/sys/bus/mdev/drivers": return isLoaded ? ["tiny"] : []
        case "/sys/bus/mdev/devices": return mdevs
        case Self.top + "/tiny/." where isLoaded: return ["mdev_supported_types"]
        case Self.top + "/tiny/./mdev_supported_types" where isLoaded: return ["tiny-1", "tiny-2"]
        default: break
        }
        let plain = path.replacing("/./", with: "/")
        if isLoaded, ["/tiny-1", "/tiny-2"].contains(where: { plain == Self.types + $0 }) {
            return ["available_instances", "create"]
        }
        if isLoaded, path == "/sys/bus/mdev/drivers/tiny" { return [] }
        if let mdev, path == MdevSubject.path(mdev.uuid) || path == MdevSubject.path(mdev.uuid) + "/." {
            return ["remove"]
        }
        return nil
    }

    private func isFile(_ path: String) -> Bool {
        guard let slash = path.lastIndex(of: "/") else { return false }
        if path == "/sys/module/tiny/refcnt" { return isLoaded }
        return children(String(path[..<slash]))?.contains(String(path[path.index(after: slash)...])) == true
            && children(path) == nil
    }

    func lstat(_ path: String) throws -> UserFileStatus {
        if path == Self.top + "/tiny" { return UserFileStatus(.link, mode: 0o777) }
        if children(path) != nil { return UserFileStatus(.directory, mode: 0o755) }
        guard isFile(path) else { throw Refusal.noEntry }
        return UserFileStatus(.file, mode: path.hasSuffix("/available_instances") ? 0o444 : 0o200)
    }

    func stat(_ path: String) throws -> UserFileStatus { try lstat(path) }

    func readlink(_ path: String) throws -> String {
        if path == Self.top + "/tiny" { return "../../devices/tiny" }
        guard let mdev, path == MdevSubject.path(mdev.uuid) + "/iommu_group" else { throw Refusal.noEntry }
        return "../../kernel/iommu_groups/5"
    }

    func list(_ path: String) throws -> [String] {
        guard let names = children(path) else { throw Refusal.noEntry }
        return names
    }

    private func newFile(_ what: String) -> Int {
        let fd = (0...).first { fds[$0] == nil } ?? 0
        fds[fd] = what
        return fd
    }

    func open(_ path: String, _ access: UserFileAccess) throws -> Int {
        guard isFile(path) || path == "/dev/vfio/vfio" || (path == "/dev/vfio/5" && mdev != nil) else {
            throw Refusal.noEntry
        }
        return newFile(path)
    }

    func openNull() throws -> Int { newFile("null") }
    func eventfd() throws -> Int { newFile("eventfd") }

    func close(_ fd: Int) throws {
        if fds.removeValue(forKey: fd) == "device" { events.append(.message(level: 6, text: "tiny: closed")) }
    }

    func read(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        let path = fds[fd] ?? ""
        if path == "eventfd" {
            guard let value = counts.removeValue(forKey: fd) else { throw Refusal.again }
            return put(Performer.bytes(value, count: 8), address)
        }
        return put(Array((mdev == nil || !path.hasSuffix("_instances") ? "1\n" : "0\n").utf8), address)
    }

    func write(_ fd: Int, address: UInt64, count: Int) throws -> Int {
        let path = fds[fd] ?? ""
        let text = String(decoding: try load(address, count).map { $0 ?? 0 }, as: UTF8.self)
        if path.hasSuffix("/create") {
            guard mdev == nil else { throw Refusal.invalid }
            mdev = (text, path.split(separator: "/").dropLast().last.map(String.init) ?? "")
        } else {
            mdev = nil
        }
        events.append(.uevent(action: "change", path: "/devices/tiny", environment: []))
        return count
    }

    func lseek(_ fd: Int, offset: Int64, from origin: UserSeekOrigin) throws -> Int64 { offset }

    func pread(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        if let mapping, position >= 0x2000 {
            for index in 0..<UInt64(count) { memory[address + index] = memory[mapping + index] ?? .some(0) }
            return count
        }
        guard position + Int64(count) <= 0x108 || position >= 0x2000 else {
            if faultsBeyond { throw OutOfBounds() }
            throw Refusal.invalid
        }
        for index in 0..<count {
            let place = Int(position) - 0x100 + index
            let byte = region.indices.contains(place) ? region[place] : 0
            memory[address + UInt64(index)] = .some(place == 7 ? nil : byte)
        }
        return count
    }

    func pwrite(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int {
        for (index, byte) in try load(address, count).enumerated() {
            let place = Int(position) - 0x100 + index
            if region.indices.contains(place) { region[place] = byte ?? 0 }
        }
        let wanted: [(place: Int, value: UInt8)] = [(0, 0x2a), (4, 0x77), (2, 0x13)]
        reached.insert(0)
        reached.formUnion(1..<wanted.prefix { region[$0.place] == $0.value }.count + 1)
        return count
    }

    func ioctl(_ fd: Int, _ command: UInt32, _ argument: UInt64) throws -> Int {
        guard argument != UserBuffers.bad, argument < 1 << 46 else { throw Refusal(number: 14, name: "EFAULT") }
        let words = try (0..<5).map { UInt32(Performer.little(try load(argument + UInt64(4 * $0), 4).map { $0 ?? 0 })) }
        switch (fds[fd] ?? "", command) {
        case (_, CommandNames.number("GROUP_GET_DEVICE_FD")): return newFile("device")
        case ("device", CommandNames.number("DEVICE_GET_INFO")):
            _ = put(Performer.bytes(2, count: 4) + Performer.bytes(1, count: 4), argument + 8)
        case ("device", CommandNames.number("DEVICE_GET_REGION_INFO")):
            guard words[2] < 2 else { throw Refusal.invalid }
            _ = put([words[2] == 0 ? 3 : 7], argument + 4)
            _ = put(Performer.bytes(words[2] == 0 ? 8 : 0x1000, count: 8), argument + 16)
            _ = put(Performer.bytes(words[2] == 0 ? 0x100 : 0x2000, count: 8), argument + 24)
            // The second region has more to tell than fits into the struct.
            if words[2] == 1 { _ = put([40], argument) }
        case ("device", CommandNames.number("DEVICE_GET_IRQ_INFO")):
            guard words[2] == 0 else { throw Refusal.invalid }
            _ = put([7], argument + 4)
            _ = put([1], argument + 12)
        case ("device", CommandNames.number("DEVICE_SET_IRQS")):
            if words[1] == 0x24 { trigger = Int(Performer.little(try load(argument + 20, 4).map { $0 ?? 0 })) }
            if words[1] == 0x22, let trigger { counts[trigger, default: 0] += 1 }
            if words[1] == 0x21 { trigger = nil }
        case ("device", CommandNames.number("DEVICE_RESET")): break
        case ("device", _): throw Refusal(number: 25, name: "ENOTTY")
        default: break
        }
        return 0
    }

    func mmap(_ fd: Int?, _ request: MappingRequest) throws -> UInt64 {
        nextArea += 1 << 21
        let address = request.address ?? nextArea
        if fd != nil {
            for index in 0..<UInt64(16) { memory[address + index] = .some(0) }
            mapping = address
        }
        return address
    }

    func munmap(_ address: UInt64, length: Int) throws { if address == mapping { mapping = nil } }

    func load(_ address: UInt64, _ count: Int) throws -> [UInt8?] {
        (0..<UInt64(count)).map { memory[address + $0] ?? .some(0) }
    }

    func store(_ address: UInt64, _ bytes: [UInt8]) throws { _ = put(bytes, address) }

    private func put(_ bytes: [UInt8], _ address: UInt64) -> Int {
        memory.store(bytes, at: address)
        return bytes.count
    }

    func insmod(_ name: String, parameters: String) throws {
        isLoaded = true
        events.append(.message(level: 6, text: "tiny: loaded with \"\(parameters)\""))
    }

    func rmmod(_ name: String) throws { isLoaded = false }

    /// Nothing blocks here.
    func startJob(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob {
        try body(self)
        return EndedJob()
    }

    private final class EndedJob: UserJob {
        var state: UserJobState { .ended }
        var pid: Int { 7 }
        func signal() throws {}
    }

    func settle() throws {}

    func drain() -> [KernelEvent] {
        defer { events = [] }
        return events
    }

    func died(of fault: any Error) { events.append(.message(level: 1, text: "BUG: out of bounds")) }
}

/// Bytes by pages; nil outside for what was never written, nil inside for what is undefined.
struct TinyMemory {
    private var pages: [UInt64: [UInt8??]] = [:]
    private static let size: UInt64 = 4096
    private static let empty = [UInt8??](repeating: nil, count: Int(size))

    subscript(address: UInt64) -> UInt8?? {
        get { pages[address / Self.size]?[Int(address % Self.size)] ?? nil }
        set { pages[address / Self.size, default: Self.empty][Int(address % Self.size)] = newValue }
    }

    mutating func store(_ bytes: [UInt8], at address: UInt64) {
        var rest = bytes[...]
        var at = address
        while !rest.isEmpty {
            let start = Int(at % Self.size)
            let part = rest.prefix(Int(Self.size) - start)
            pages[at / Self.size, default: Self.empty].replaceSubrange(
                start..<start + part.count, with: part.map { .some(.some($0)) })
            rest = rest.dropFirst(part.count)
            at += UInt64(part.count)
        }
    }
}
