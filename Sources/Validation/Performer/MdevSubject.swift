// SPDX-License-Identifier: Apache-2.0

/// Which type and which mdev a line is about that names none.
///
/// 1. A type belongs to the first parent in `/sys/class/mdev_bus` that has it; when none has it any more, to the one
///    that had it last.
/// 2. A line that names no mdev is about the oldest that is there; one that names no type about the type of this mdev.
///    Without an mdev: about the last type that was named, and the last UUID.
struct MdevSubject {
    struct Living: Equatable {
        var uuid: String
        var type: String
    }

    private static let parents = "/sys/class/mdev_bus"
    private var directories: [String: String] = [:]
    private var living: [Living] = []
    private var last: Living?

    static func path(_ uuid: String) -> String { "/sys/bus/mdev/devices/\(uuid)" }

    /// Rule 1.
    mutating func directory(ofType type: String, _ user: any UserSpace) throws -> String {
        let found = try TraceResult.resultOrError { try user.list(Self.parents) }
        for parent in (try? found.get()) ?? [] {
            let path = "\(Self.parents)/\(parent)/mdev_supported_types/\(type)"
            if try !TraceResult.ofVoid({ _ = try user.stat(path) }).isError {
                directories[type] = path
                return path
            }
        }
        return directories[type] ?? "\(Self.parents)/none/mdev_supported_types/\(type)"
    }

    /// The UUID is the first 36 bytes, and lower case.
    mutating func created(_ type: String, _ text: [UInt8], _ result: TraceResult) {
        let subject = Living(uuid: String(decoding: text.prefix(36), as: UTF8.self).lowercased(), type: type)
        last = subject
        if !result.isError { living.append(subject) }
    }

    /// What a task of a race made.
    mutating func take(_ other: MdevSubject) {
        living += other.living.filter { !living.contains($0) }
        last = other.last ?? last
    }

    /// Forgets those that are gone.
    mutating func update(_ user: any UserSpace) throws {
        var there: [Living] = []
        for subject in living {
            if try !TraceResult.ofVoid({ _ = try user.stat(Self.path(subject.uuid)) }).isError { there.append(subject) }
        }
        living = there
    }

    /// Rule 2.
    mutating func subject(_ user: any UserSpace) throws -> Living? {
        try update(user)
        return living.first ?? last
    }
}
