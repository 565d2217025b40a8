// SPDX-License-Identifier: Apache-2.0

/// Reading and writing the device; where, says `Positions`.
extension Operations {
    static let regions: [String: OperationRule] = [
        "pread": OperationRule { performer, line in
            let user = performer.user
            let position = try performer.position(line)
            let count = try performer.count("n", of: line)
            // What the driver does not write is no result of it: 0xee shows. A number that is printed is 0 before.
            let address = try performer.buffer(line, count, filler: line.has("value") ? 0 : 0xee)
            let result = try TraceResult.of {
                try user.pread(try performer.device(line), address: address, count: count, position: position)
            }
            var answer = Answer(result)
            if line.has("value") {
                answer.answers = [TraceField("value", written: try performer.value(address, count))]
            } else if performer.printsBytes(line), case .value(let length) = result, length > 0 {
                let bytes = try user.load(address, min(Int(length), count))
                answer.results = [TraceField("data", written: TraceText.hexadecimal(bytes))]
            }
            return answer
        },
        // Without `data=` it is `n=` zeros.
        "pwrite": OperationRule { performer, line in
            let position = try performer.position(line)
            let bytes =
                line.has("data")
                ? try performer.hexadecimal("data", of: line)
                : [UInt8](repeating: 0, count: try performer.count("n", of: line))
            let address = try performer.buffer(line, bytes.count, bytes)
            let user = performer.user
            return Answer(
                try .of {
                    try user.pwrite(
                        try performer.device(line), address: address, count: bytes.count, position: position)
                })
        },
        // At the file's own position; what is read is not printed.
        "read": OperationRule { performer, line in
            let count = try performer.count("n", of: line)
            let address = try performer.buffer(line, count)
            return Answer(
                try .of { try performer.user.read(try performer.device(line), address: address, count: count) })
        },
        "write": OperationRule { performer, line in
            let bytes = try performer.hexadecimal("data", of: line)
            let address = try performer.buffer(line, bytes.count, bytes)
            return Answer(
                try .of { try performer.user.write(try performer.device(line), address: address, count: bytes.count) })
        },
        "lseek": OperationRule { performer, line in
            let isCurrent = line.has("current")
            let position = isCurrent ? 0 : try performer.position(line)
            return Answer(
                try .of {
                    try performer.user.lseek(
                        try performer.device(line), offset: position, from: isCurrent ? .current : .start)
                })
        },
        // What reached the memory before the fault.
        "partial": OperationRule(leavesEffects: true) { performer, _ in
            let bytes = try performer.buffers.partialBytes(performer.user)
            var answer = Answer(bytes == nil ? TraceResult(PerformerErrno.fault) : .value(0))
            answer.answers = [TraceField("data", written: TraceText.hexadecimal(bytes ?? []))]
            return answer
        },
    ]
}

extension Performer {
    /// `device`, or what `on=` says (an extension: a recorded scenario uses one device at a time).
    func device(_ line: TraceOperation) throws -> Int {
        try files.descriptor(line.field("on")?.text ?? "device", user)
    }

    /// Where a line reads to or writes from: `buf=BADPTR`, `buf=K+fault`, else good memory.
    fileprivate func buffer(
        _ line: TraceOperation, _ count: Int, _ bytes: [UInt8] = [], filler: UInt8 = 0
    ) throws -> UInt64 {
        guard let kind = line.field("buf")?.text else {
            return try buffers.place(bytes, size: count, filler: filler, user)
        }
        if kind == "BADPTR" { return UserBuffers.bad }
        guard kind.hasSuffix("+fault"), let good = Int(kind.dropLast(6)), (1...4096).contains(good) else {
            throw problem("\"buf=\(kind)\" is neither BADPTR nor a number from 1 to 4096 and \"+fault\"")
        }
        let address = try buffers.beforeEdge(good, user)
        if !bytes.isEmpty { try user.store(address, Array(bytes.prefix(good))) }
        return address
    }

    /// A little-endian number as `0x%08x` prints it.
    fileprivate func value(_ address: UInt64, _ count: Int) throws -> String {
        let bytes = try user.load(address, min(count, 8))
        let padded = bytes + [UInt8?](repeating: 0, count: max(0, 4 - bytes.count))
        return "0x" + TraceText.hexadecimal(padded.reversed())
    }
}
