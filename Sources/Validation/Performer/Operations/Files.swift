// SPDX-License-Identifier: Apache-2.0

/// Character devices; the names of what is open follow the rules of `OpenFiles`.
extension Operations {
    static let files: [String: OperationRule] = [
        "open": OperationRule { performer, line in
            // With `uuid=` it is the group of an mdev (an extension: recorded lines have its number).
            if line.has("uuid") {
                let link = MdevSubject.path(try performer.text("uuid", of: line)) + "/iommu_group"
                return try performer.opening("group") {
                    let number = try performer.user.readlink(link).split(separator: "/").last ?? ""
                    return try performer.user.open("/dev/vfio/\(number)", .readwrite)
                }
            }
            let path = try performer.text("path", of: line)
            return try performer.opening(OpenFiles.kind(ofPath: path)) {
                try performer.user.open(path, .readwrite)
            }
        },
        "close": OperationRule { performer, line in
            let name = try performer.text("what", of: line)
            let user = performer.user
            try performer.unmap(beforeClosing: name)
            let result = try TraceResult.ofVoid {
                _ = try performer.files.descriptor(name, user)
                guard let fd = performer.files.remove(name) else { throw PerformerErrno.badFile }
                try user.close(fd)
            }
            performer.forget(name)
            try performer.files.closeSilent(user)
            if !performer.files.hasContainer { try performer.buffers.releaseWindows(user) }
            return Answer(result)
        },
        "eventfd_read": OperationRule { performer, line in
            let user = performer.user
            let name = try performer.text("name", of: line)
            let fd = try performer.files.operand(name, user)
            let address = try performer.buffers.place([], size: 8, user)
            let result = try TraceResult.of { try user.read(fd, address: address, count: 8) }
            var answer = Answer(result.isError ? result : .value(0))
            let bytes = try user.load(address, 8)
            answer.answers = [TraceField("count", performer.decoded(bytes.map { $0 ?? 0 }))]
            return answer
        },
    ]
}

extension Performer {
    /// A call that returns a new descriptor prints 0 for it: its number varies.
    func opening(_ kind: String, _ call: () throws -> Int) throws -> Answer {
        var opened: Int?
        let result = try TraceResult.of {
            let fd = try call()
            opened = fd
            return 0
        }
        if let opened { files.add(kind, opened) }
        return Answer(result)
    }

    /// A number in the byte order of the machine.
    func encoded(_ value: UInt64, count: Int) -> [UInt8] {
        user.isBigEndian ? Self.bytes(value, count: count).reversed() : Self.bytes(value, count: count)
    }

    func decoded(_ bytes: [UInt8]) -> UInt64 {
        Self.little(user.isBigEndian ? bytes.prefix(8).reversed() : bytes)
    }

    static func little(_ bytes: [UInt8]) -> UInt64 {
        bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func bytes(_ value: UInt64, count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
}
