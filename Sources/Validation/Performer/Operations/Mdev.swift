// SPDX-License-Identifier: Apache-2.0

/// Making and removing mdevs by the files of their types.
extension Operations {
    static let mdev: [String: OperationRule] = [
        "create": OperationRule { performer, line in
            let type = try performer.text("type", of: line)
            let text = try performer.bytes("data", of: line)
            let directory = try performer.subject.directory(ofType: type, performer.user)
            let result = try performer.writeFile("\(directory)/create", text)
            performer.subject.created(type, text, result)
            return Answer(result)
        },
        "remove": OperationRule { performer, line in
            let uuid = try performer.text("uuid", of: line)
            let path = "\(MdevSubject.path(uuid))/remove"
            let result = try performer.writeFile(path, try performer.bytes("data", of: line))
            try performer.subject.update(performer.user)
            return Answer(result)
        },
        // The types are the names of the fields.
        "available": OperationRule { performer, line in
            var answer = Answer(0)
            for field in line.fields {
                let directory = try performer.subject.directory(ofType: field.name, performer.user)
                let (result, bytes) = try performer.readFile("\(directory)/available_instances", count: 64)
                answer.answers.append(
                    result.isError
                        ? TraceField(field.name, written: result.description) : TraceField(field.name, text: bytes))
            }
            return answer
        },
        "iommu_group": OperationRule { performer, line in
            let path = "\(MdevSubject.path(try performer.text("uuid", of: line)))/iommu_group"
            var number: Int64 = -22
            let result = try TraceResult.of {
                do {
                    let target = try performer.user.readlink(path)
                    number = target.split(separator: "/").last.flatMap { Int64($0) } ?? 0
                    return 0
                } catch let error as any SystemCallError {
                    number = -Int64(error.number)
                    throw error
                }
            }
            var answer = Answer(result)
            answer.answers = [TraceField("id", number)]
            return answer
        },
    ]
}
