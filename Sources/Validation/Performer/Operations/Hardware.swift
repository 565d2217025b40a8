// SPDX-License-Identifier: Apache-2.0

/// What people do with the machine: `hardware ACTION=KIND id=ID NAME=DETAIL…`. What the kernel makes of it stands below
/// the line.
///
/// - `add=ap-queue id=06.0005`, a domain of an adapter, and `remove=ap-queue`.
/// - `add=subchannel id=0.0.0315`, with `devno=3315 paths=40,41` if wanted, and `remove=subchannel`;
///   `hold=subchannel`: the device does not end programs until `release=subchannel`.
/// - `offline=path id=40`, `online=`, `vary-off=`, `vary-on=`: channel paths of subchannels.
extension Operations {
    static let hardware: [String: OperationRule] = [
        "hardware": OperationRule { performer, line in
            guard let action = line.fields.first, let kind = action.written, action.name != "id" else {
                throw performer.problem("what is to be done with which hardware is missing")
            }
            let id = try performer.text("id", of: line)
            var details: [String: String] = [:]
            for field in line.fields.dropFirst() where field.name != "id" { details[field.name] = field.text }
            return Answer(
                try .ofVoid {
                    try performer.user.changeHardware(kind, action.name, id: id, details: details)
                })
        }
    ]

    /// `sleep ms=100`: what waits for its time in the kernel happens meanwhile.
    static let time: [String: OperationRule] = [
        "sleep": OperationRule { performer, line in
            let time = try performer.count("ms", of: line)
            guard time <= 3_600_000 else { throw performer.problem("nobody sleeps for more than an hour") }
            return Answer(try .ofVoid { try performer.user.sleep(milliseconds: time) })
        }
    ]

    /// The program's own memory, at addresses of its choice; what IOMMU_MAP_DMA names is there.
    static let memory: [String: OperationRule] = [
        "store": OperationRule { performer, line in
            let address = UInt64(bitPattern: try performer.number("at", of: line))
            let bytes = try performer.hexadecimal("data", of: line)
            return Answer(
                try .of {
                    try performer.user.store(address, bytes)
                    return bytes.count
                })
        },
        "load": OperationRule { performer, line in
            let address = UInt64(bitPattern: try performer.number("at", of: line))
            let count = try performer.count("n", of: line)
            var bytes: [UInt8?] = []
            let result = try TraceResult.of {
                bytes = try performer.user.load(address, count)
                return bytes.count
            }
            if result.isError { return Answer(result) }
            return Answer(result, results: [TraceField("data", written: TraceText.hexadecimal(bytes))])
        },
    ]
}
