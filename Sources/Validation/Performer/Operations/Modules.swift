// SPDX-License-Identifier: Apache-2.0

extension Operations {
    static let modules: [String: OperationRule] = [
        "insmod": OperationRule { performer, line in
            let name = try performer.text("name", of: line)
            let parameters = try performer.text("params", of: line)
            return Answer(try .ofVoid { try performer.user.insmod(name, parameters: parameters) })
        },
        "rmmod": OperationRule { performer, line in
            let name = try performer.text("name", of: line)
            return Answer(try .ofVoid { try performer.user.rmmod(name) })
        },
        // Which driver mdevs are bound to: the one that was found there when it was recorded, if it is there, else the
        // first by name.
        "mdev_driver": OperationRule { performer, line in
            let directory = "/sys/bus/mdev/drivers"
            let found = try TraceResult.resultOrError { try performer.user.list(directory) }
            let drivers = (try? found.get()) ?? []
            let recorded = line.field("name")?.text
            let name = drivers.first { $0 == recorded } ?? drivers.first
            var answer = Answer(name == nil ? TraceResult(PerformerErrno.noEntry) : .value(0))
            answer.answers = [TraceField("name", written: name ?? "none")]
            return answer
        },
    ]
}
