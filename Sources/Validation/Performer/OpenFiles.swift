// SPDX-License-Identifier: Apache-2.0

/// Which file a name in a line means.
///
/// 1. An `open` of `/dev/vfio/vfio` makes a `container`, of `/dev/vfio/N` a `group`, of anything else a `file`,
///    GROUP_GET_DEVICE_FD a `device`. The first of a kind that is open has the plain name, the next is `group2`, and so
///    on: the first name that is free.
/// 2. A container that is named and not open is opened silently. A group or device is not: its line would be there.
/// 3. Where a descriptor is an operand: a number is that number, `closed` one that nothing has, a path is opened
///    silently, `container`, `group`, `device` are those of rule 1, and any other name is an eventfd, made silently when
///    it is first named.
/// 4. What was opened silently by rule 3 is closed when, after a `close`, no container, group or device is left.
struct OpenFiles {
    static let kinds = ["container", "group", "device", "file"]

    private(set) var fds: [String: Int] = [:]
    /// Opened for an operand: a path or an eventfd.
    private var silent: [String: Int] = [:]

    /// A descriptor that no process of a test ever has.
    static let closed = 999

    subscript(_ name: String) -> Int? { fds[name] }

    static func kind(of name: String) -> String? {
        kinds.first { name.hasPrefix($0) && (name == $0 || Int(name.dropFirst($0.count)) != nil) }
    }

    static func kind(ofPath path: String) -> String {
        if path == "/dev/vfio/vfio" { return "container" }
        // A group has no directory of its own there.
        return path.hasPrefix("/dev/vfio/") && !path.dropFirst(10).contains("/") ? "group" : "file"
    }

    /// Rule 1.
    mutating func add(_ kind: String, _ fd: Int) {
        var name = kind
        var number = 1
        while fds[name] != nil {
            number += 1
            name = "\(kind)\(number)"
        }
        fds[name] = fd
    }

    /// Rules 1 and 2.
    mutating func descriptor(_ name: String, _ user: any UserSpace) throws -> Int {
        if let fd = fds[name] { return fd }
        guard Self.kind(of: name) == "container" else { throw PerformerErrno.badFile }
        let fd = try user.open("/dev/vfio/vfio", .readwrite)
        fds[name] = fd
        return fd
    }

    /// Rule 3.
    mutating func operand(_ name: String, _ user: any UserSpace) throws -> Int {
        if let number = Int(name) { return number }
        if name == "closed" { return Self.closed }
        if Self.kind(of: name) != nil { return try descriptor(name, user) }
        return try silent(name) {
            if name == "/dev/null" { return try user.openNull() }
            return try name.hasPrefix("/") ? user.open(name, .readwrite) : user.eventfd()
        }
    }

    private mutating func silent(_ name: String, _ open: () throws -> Int) throws -> Int {
        if let fd = silent[name] { return fd }
        let fd = try open()
        silent[name] = fd
        return fd
    }

    var names: [String] { Array(fds.keys) }

    var hasContainer: Bool { fds.keys.contains { Self.kind(of: $0) == "container" } }

    /// Forgets a name, whatever closing it gives: the descriptor is gone in any case.
    mutating func remove(_ name: String) -> Int? { fds.removeValue(forKey: name) }

    /// What a task of a race did to the files that were there when it began.
    mutating func take(_ other: OpenFiles, since start: OpenFiles) {
        for (name, fd) in start.fds where other.fds[name] != fd && fds[name] == fd { fds[name] = nil }
        for (name, fd) in other.fds.sorted(by: { $0.key < $1.key }) where start.fds[name] != fd {
            if let kind = Self.kind(of: name) { add(kind, fd) }
        }
        for (name, fd) in start.silent where other.silent[name] != fd { silent[name] = nil }
        for (name, fd) in other.silent where start.silent[name] != fd && silent[name] == nil { silent[name] = fd }
    }

    /// Rule 4.
    mutating func closeSilent(_ user: any UserSpace) throws {
        guard fds.isEmpty else { return }
        for fd in silent.values.sorted() { _ = try TraceResult.ofVoid { try user.close(fd) } }
        silent = [:]
    }

    /// What the end of a process does: all of them, in the order of their numbers.
    mutating func closeAll(_ user: any UserSpace) throws {
        let all = (Array(fds.values) + Array(silent.values)).sorted()
        fds = [:]
        silent = [:]
        for fd in all { _ = try TraceResult.ofVoid { try user.close(fd) } }
    }
}
