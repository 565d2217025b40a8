// SPDX-License-Identifier: Apache-2.0

/// Files by their paths, each opened and closed within the operation.
extension Operations {
    static let sysfs: [String: OperationRule] = [
        "sysfs_write": OperationRule { performer, line in
            Answer(
                try performer.writeFile(
                    try performer.text("path", of: line), try performer.bytes("data", of: line)))
        },
        "sysfs_read": OperationRule { performer, line in
            let (result, bytes) = try performer.readFile(try performer.text("path", of: line))
            guard !result.isError else { return Answer(result) }
            return Answer(result, results: [TraceField("data", text: bytes)])
        },
        "sysfs_open": OperationRule { performer, line in
            let mode = try performer.text("mode", of: line)
            guard let access = UserFileAccess(rawValue: mode) else {
                throw performer.problem("\"mode=\(mode)\" is none of read, write, readwrite")
            }
            let path = try performer.text("path", of: line)
            let user = performer.user
            return Answer(try .ofVoid { try user.close(try user.open(path, access)) })
        },
        "exists": OperationRule { performer, line in
            let path = MdevSubject.path(try performer.text("uuid", of: line))
            return Answer(try .ofVoid { _ = try performer.user.stat(path) })
        },
        "tree": OperationRule { performer, line in
            let path = try performer.text("path", of: line)
            let result = try TraceResult.ofVoid { _ = try performer.user.lstat(path) }
            var answer = Answer(result)
            if !result.isError {
                var walk = TreeWalk(performer: performer, base: path)
                try walk.visit("", depth: try performer.treeDepth(line))
                answer.nodes = walk.nodes
            }
            return answer
        },
    ]
}

extension Performer {
    /// `depth=N` if the line has it (an extension: recorded lines do not); else as deep as what was recorded under
    /// the line, but at least the top's own entries; else everything.
    func treeDepth(_ line: TraceOperation) throws -> Int {
        if line.has("depth") { return try count("depth", of: line) }
        return step.recordedDepth.map { max($0, 1) } ?? .max
    }

    func writeFile(_ path: String, _ bytes: [UInt8]) throws -> TraceResult {
        let address = try buffers.place(bytes, user)
        return try .of { try Self.write(path, address: address, count: bytes.count, user) }
    }

    static func write(_ path: String, address: UInt64, count: Int, _ user: any UserSpace) throws -> Int {
        let fd = try user.open(path, .write)
        let result = try TraceResult.resultOrError { try user.write(fd, address: address, count: count) }
        try user.close(fd)
        return try result.get()
    }

    /// Up to 4096 bytes.
    func readFile(_ path: String, count: Int = 4096) throws -> (TraceResult, [UInt8]) {
        let address = try buffers.place([], size: count, user)
        let result = try TraceResult.of {
            let fd = try user.open(path, .read)
            let result = try TraceResult.resultOrError { try user.read(fd, address: address, count: count) }
            try user.close(fd)
            return try result.get()
        }
        guard case .value(let length) = result, length > 0 else { return (result, []) }
        return (result, try user.load(address, Int(length)).map { $0 ?? UInt8(ascii: "?") })
    }
}

extension TraceResult {
    /// Keeps an errno for later; a fault passes through.
    static func resultOrError<Value>(_ call: () throws -> Value) throws -> Result<Value, any Error> {
        do {
            return .success(try call())
        } catch let error as any SystemCallError {
            return .failure(error)
        }
    }
}
