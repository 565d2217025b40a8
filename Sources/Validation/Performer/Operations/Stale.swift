// SPDX-License-Identifier: Apache-2.0

/// Attribute files that were opened before; rules at `StaleFiles`.
extension Operations {
    static let stale: [String: OperationRule] = [
        // The field's name says which piece, its value how long it is.
        "write_part": OperationRule { performer, line in
            guard let field = line.fields.first else {
                throw performer.problem("there is no \"first=\" or \"second=\"")
            }
            let count = try performer.count(field.name, of: line)
            let (fd, bytes) = try performer.staleFiles.nextPart(count, performer)
            return Answer(try performer.write(fd, bytes))
        },
        "write_stale": OperationRule { performer, line in
            let attribute = try performer.text("attr", of: line)
            let bytes = Array((attribute == "create" ? StaleFiles.freshUUID : "1").utf8)
            return Answer(try performer.write(try? performer.staleFiles.fd(attribute), bytes))
        },
        "read_stale": OperationRule { performer, line in
            let attribute = try performer.text("attr", of: line)
            let address = try performer.buffers.place([], size: 64, performer.user)
            return Answer(
                try .of { try performer.user.read(try performer.staleFiles.fd(attribute), address: address, count: 64) }
            )
        },
    ]
}

extension Performer {
    fileprivate func write(_ fd: Int?, _ bytes: [UInt8]) throws -> TraceResult {
        let address = try buffers.place(bytes, user)
        return try .of {
            guard let fd else { throw PerformerErrno.badFile }
            return try user.write(fd, address: address, count: bytes.count)
        }
    }
}
