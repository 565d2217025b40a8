// SPDX-License-Identifier: Apache-2.0

/// Instructions of a guest for its adjunct processors.
///
/// `kvm on=guest do=qci` prints what the guest has: PQAP(QCI). `kvm on=guest do=pqap id=04.0005 ir=1 isc=3 nib=0x1200` is
/// PQAP(AQIC) for that queue: with `ir=1` its interrupts go to that subclass and are indicated at that address of the
/// guest, with `ir=0` they end; `status=` and `cc=` are what the guest finds after it.
extension Operations {
    static let queueActions: [String: GuestAction] = [
        "qci": GuestAction { performer, _, guest in
            let names = ["adapters", "domains", "control_domains"]
            var masks: [[Int]] = []
            let result = try TraceResult.ofVoid { masks = try performer.processor().adjunctMasks(guest) }
            return Answer(
                result,
                results: zip(names, masks).map { name, mask in
                    TraceField(name, written: mask.map { String($0) }.joined(separator: ","))
                })
        },
        "pqap": GuestAction { performer, line, guest in
            let id = try performer.text("id", of: line)
            let parts = id.split(separator: ".").compactMap { UInt64($0, radix: 16) }
            guard parts.count == 2, parts.allSatisfy({ $0 < 256 }) else {
                throw performer.problem("\"id=\(id)\" is no queue")
            }
            let enables = try performer.number("ir", of: line) != 0
            let subclass = line.has("isc") ? try performer.number("isc", of: line) : 0
            guard (0...7).contains(subclass) else { throw performer.problem("\"isc=\(subclass)\" is out of range") }
            let indicator = line.has("nib") ? try performer.number("nib", of: line) : 0
            // Function code 3; the bit for interrupts is 16 of 64.
            let registers = [
                3 << 24 | parts[0] << 8 | parts[1], (enables ? 1 << 47 : 0) | UInt64(subclass),
                UInt64(bitPattern: indicator),
            ]
            var found: (status: UInt64, condition: Int)?
            let result = try TraceResult.ofVoid { found = try performer.processor().executePQAP(guest, registers) }
            guard let found else { return Answer(result) }
            let status = String(found.status & 0xffff_ffff, radix: 16)
            return Answer(
                result,
                results: [
                    TraceField("status", written: "0x" + String(repeating: "0", count: 8 - status.count) + status),
                    TraceField("cc", found.condition),
                ])
        },
    ]
}

extension Performer {
    fileprivate func processor() throws -> any GuestProcessor {
        guard let processor = user as? any GuestProcessor else { throw PerformerErrno.noDevice }
        return processor
    }
}
