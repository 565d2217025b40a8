// SPDX-License-Identifier: Apache-2.0

/// What a monitor of virtual machines does with KVM. `guest=N` says which machine, the first one if it is left out; it is
/// created when it is first named.
///
/// `kvm on=group do=attach` and `do=detach` are KVM_DEV_VFIO_GROUP_ADD and _DEL with the descriptor of that group;
/// `kvm on=guest do=write gpa=0x1000 data=…` is a write by a processor of the guest to the guest's memory, which is what
/// the groups' containers have mapped, at the same addresses. `kvm on=guest do=close` closes the machine, which is gone when nobody else holds it.
extension Operations {
    static let guests: [String: OperationRule] = [
        "kvm": OperationRule { performer, line in
            let (file, what) = (try performer.text("on", of: line), try performer.text("do", of: line))
            let guest = try performer.guest(line)
            guard let action = guestActions[what] ?? queueActions[what], (action.isOfGuest) == (file == "guest") else {
                throw performer.problem("\"on=\(file) do=\(what)\" is nothing that can be done")
            }
            return try action.perform(performer, line, guest)
        }
    ]

    struct GuestAction: Sendable {
        /// Something of the guest, not of a file.
        var isOfGuest = true
        let perform: @Sendable (Performer, TraceOperation, Int) throws -> Answer
    }

    private static let guestActions: [String: GuestAction] = [
        "attach": GuestAction(isOfGuest: false) { performer, line, guest in
            Answer(
                try .ofVoid { try performer.user.attachGuest(guest, group: try performer.operand("on", of: line)) })
        },
        "detach": GuestAction(isOfGuest: false) { performer, line, guest in
            Answer(
                try .ofVoid { try performer.user.detachGuest(guest, group: try performer.operand("on", of: line)) })
        },
        "write": GuestAction { performer, line, guest in
            let (address, bytes) = (try performer.number("gpa", of: line), try performer.bytes("data", of: line))
            return Answer(try .ofVoid { try performer.user.writeAsGuest(guest, bytes, at: UInt64(address)) })
        },
        "close": GuestAction { performer, _, guest in
            Answer(try .ofVoid { try performer.user.closeGuest(guest) })
        },
    ]
}

extension Performer {
    fileprivate func guest(_ line: TraceOperation) throws -> Int {
        guard line.has("guest") else { return 1 }
        let guest = try number("guest", of: line)
        guard (1...64).contains(guest) else { throw problem("\"guest=\(guest)\" is out of range") }
        return Int(guest)
    }

    fileprivate func operand(_ name: String, of line: TraceOperation) throws -> Int {
        try files.operand(try text(name, of: line), user)
    }
}
