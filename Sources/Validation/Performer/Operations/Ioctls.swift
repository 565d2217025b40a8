// SPDX-License-Identifier: Apache-2.0

/// `ioctl on=FILE cmd=NAME` with its argument in one of these forms: `arg=N`, `arg=BADPTR`, `in=HEX` (a struct, printed
/// again behind `out=` if the kernel changed it), `name=TEXT`, `container=FILE` (a descriptor in memory), and the fields
/// of struct vfio_irq_set.
extension Operations {
    static let ioctls: [String: OperationRule] = [
        "ioctl": OperationRule { performer, line in
            let name = try performer.text("cmd", of: line)
            guard let command = CommandNames.number(name) else {
                throw performer.problem("the command \"\(name)\" is not known")
            }
            for form in argumentForms where line.has(form.field) {
                return try form.perform(performer, line, command)
            }
            throw performer.problem("the argument is missing (arg=, in=, name=, container=, or argsz= with data=)")
        }
    ]

    private static let argumentForms:
        [(field: String, perform: @Sendable (Performer, TraceOperation, UInt32) throws -> Answer)] = [
            (
                "arg",
                { performer, line, command in
                    let isBad = try performer.text("arg", of: line) == "BADPTR"
                    let argument = isBad ? UserBuffers.bad : UInt64(bitPattern: try performer.number("arg", of: line))
                    return try performer.ioctl(line, command, argument)
                }
            ),
            (
                "in",
                { performer, line, command in
                    let before = try performer.hexadecimal("in", of: line)
                    return try performer.ioctl(line, command, struct: before)
                }
            ),
            (
                "name",
                { performer, line, command in
                    let address = try performer.buffers.place(
                        try performer.bytes("name", of: line) + [0], performer.user)
                    return try performer.ioctl(line, command, address)
                }
            ),
            (
                "container",
                { performer, line, command in
                    let operand = try performer.files.operand(try performer.text("container", of: line), performer.user)
                    let bytes = performer.encoded(UInt64(bitPattern: Int64(operand)), count: 4)
                    return try performer.ioctl(line, command, try performer.buffers.place(bytes, performer.user))
                }
            ),
            (
                "argsz",
                { performer, line, command in
                    let bytes = try performer.interruptSet(line)
                    return try performer.ioctl(line, command, try performer.buffers.place(bytes, performer.user))
                }
            ),
        ]
}

extension Performer {
    /// The ioctl itself. The one that returns a device's descriptor opens a device, that of a buffer a file.
    fileprivate func ioctl(_ line: TraceOperation, _ command: UInt32, _ argument: UInt64) throws -> Answer {
        let name = try text("on", of: line)
        let call = { try self.user.ioctl(try self.files.descriptor(name, self.user), command, argument) }
        if command == CommandNames.number("GROUP_GET_DEVICE_FD"), OpenFiles.kind(of: name) == "group" {
            return try opening("device", call)
        }
        if command == CommandNames.number("DEVICE_GET_GFX_DMABUF"), OpenFiles.kind(of: name) == "device" {
            return try opening("file", call)
        }
        return Answer(try .of(call))
    }

    fileprivate func ioctl(_ line: TraceOperation, _ command: UInt32, struct before: [UInt8]) throws -> Answer {
        let name = try text("on", of: line)
        if command == CommandNames.number("IOMMU_MAP_DMA"), OpenFiles.kind(of: name) == "container", before.count >= 32
        {
            // struct vfio_iommu_type1_dma_map: argsz, flags, vaddr, iova, size.
            let address = decoded(Array(before[8..<16]))
            try buffers.mapWindow(for: address, size: decoded(Array(before[24..<32])), user)
        }
        let address = try buffers.place(before, user)
        var answer = try ioctl(line, command, address)
        let after = try user.load(address, before.count)
        if after != before.map({ Optional($0) }) {
            answer.results = [TraceField("out", written: TraceText.hexadecimal(after))]
        }
        if command == CommandNames.number("DEVICE_GET_REGION_INFO"), !answer.result.isError {
            regionInfo(of: name, after.map { $0 ?? 0 })
        }
        return answer
    }

    /// struct vfio_irq_set and what follows it: pairs of hexadecimal digits are bytes, a name is a descriptor.
    fileprivate func interruptSet(_ line: TraceOperation) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for field in ["argsz", "flags", "index", "start", "count"] {
            bytes += encoded(UInt64(bitPattern: try number(field, of: line)), count: 4)
        }
        let data = try text("data", of: line)
        if let given = TraceText.bytes(hexadecimal: data) { return bytes + given }
        let operand = try files.operand(data, user)
        return bytes + encoded(UInt64(bitPattern: Int64(operand)), count: 4)
    }
}
