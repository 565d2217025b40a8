// SPDX-License-Identifier: Apache-2.0

/// Mappings of the device's regions; rules at `DeviceMapping`.
extension Operations {
    static let mappings: [String: OperationRule] = [
        "mmap": OperationRule { performer, line in
            let length = try performer.count("n", of: line, upTo: 1 << 40)
            let isShared = line.has("shared") ? try performer.number("shared", of: line) != 0 : true
            // A region named by its number is looked at and no more.
            let isKept = isShared && performer.mapping == nil && line.has("pos") && !line.has("keep")
            let file = line.field("on")?.text ?? "device"
            let request = MappingRequest(
                length: length, isWritable: isKept, isShared: isShared, offset: try performer.position(line))
            var address: UInt64?
            let result = try TraceResult.ofVoid {
                address = try performer.user.mmap(try performer.device(line), request)
            }
            if isKept, let address {
                performer.mapping = DeviceMapping(address: address, length: length, file: file)
            } else if let address, line.has("keep") || file != "device" {
                // Extensions of the format, in which nothing stays behind.
                try performer.user.munmap(address, length: length)
            }
            return Answer(result)
        },
        "mapped": OperationRule(leavesEffects: true) { performer, line in
            let count = try performer.count("n", of: line)
            guard let mapping = performer.mapping else { return Answer(TraceResult(PerformerErrno.fault)) }
            var answer = Answer(0)
            let bytes = try performer.user.load(mapping.address, min(count, mapping.length))
            answer.answers = [TraceField("data", written: TraceText.hexadecimal(bytes))]
            if performer.marksMapping {
                performer.mapping?.isMarked = true
                try performer.user.store(mapping.address, Array(DeviceMapping.mark.prefix(mapping.length)))
            }
            if performer.isLastLook {
                performer.mapping = nil
                try performer.user.munmap(mapping.address, length: mapping.length)
            }
            return answer
        },
        // An extension of the format: the program writes into the mapping.
        "mapped_write": OperationRule { performer, line in
            let bytes = try performer.hexadecimal("data", of: line)
            let offset = line.has("off") ? try performer.count("off", of: line, upTo: 1 << 40) : 0
            guard let mapping = performer.mapping, offset + bytes.count <= mapping.length else {
                return Answer(TraceResult(PerformerErrno.fault))
            }
            performer.mapping?.isMarked = true
            performer.mapping?.isMarkedByLine = true
            try performer.user.store(mapping.address + UInt64(offset), bytes)
            return Answer(bytes.count)
        },
    ]
}

extension Performer {
    /// The scenario has its own `mapped_write`.
    private var writesItself: Bool {
        mapping?.isMarkedByLine == true || upcoming.contains { $0.operation?.name == "mapped_write" }
    }

    fileprivate var marksMapping: Bool {
        guard let mapping, !mapping.isMarked else { return false }
        return !writesItself
    }

    /// No further line looks at the mapping before a file is closed. Unknown while the steps behind are.
    fileprivate var isLastLook: Bool {
        guard !upcoming.isEmpty, !writesItself else { return false }
        return !upcoming.lazy.compactMap(\.operation).prefix { $0.name != "close" }.contains { $0.name == "mapped" }
    }
}
