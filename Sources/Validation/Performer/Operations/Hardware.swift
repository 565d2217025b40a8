// SPDX-License-Identifier: Apache-2.0

/// `hardware add=KIND id=ID` and `hardware remove=KIND id=ID`: hardware comes into the machine and goes, as its operator
/// wants it; the kernel notices. `ap-queue` is a domain of an adapter, `04.0005`.
extension Operations {
    static let hardware: [String: OperationRule] = [
        "hardware": OperationRule { performer, line in
            guard let user = performer.user as? any MachineOperator else {
                return Answer(TraceResult(PerformerErrno.noDevice))
            }
            let id = try performer.text("id", of: line)
            if line.has("remove") {
                let kind = try performer.text("remove", of: line)
                return Answer(try .ofVoid { try user.unplug(kind, id) })
            }
            let kind = try performer.text("add", of: line)
            return Answer(try .ofVoid { try user.plug(kind, id) })
        }
    ]
}
