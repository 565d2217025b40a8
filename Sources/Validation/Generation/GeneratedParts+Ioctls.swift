// SPDX-License-Identifier: Apache-2.0

extension GeneratedParts {
    /// Every command with every kind of argument.
    func ioctls(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        devicePart("ioctls of \(type.name)", type) { script in
            let device = type.device
            structs(.init(name: "DEVICE_GET_INFO", size: 16, words: 5), indices: [0], &script)
            structs(
                .init(name: "DEVICE_GET_REGION_INFO", size: 32, words: 8), indices: Self.edges(device.regionCount),
                &script)
            structs(
                .init(name: "DEVICE_GET_IRQ_INFO", size: 16, words: 4), indices: Self.edges(device.irqCount), &script)
            structs(.init(name: "DEVICE_GET_PCI_HOT_RESET_INFO", size: 12, words: 8), indices: [0], &script)
            structs(.init(name: "DEVICE_PCI_HOT_RESET", size: 12, words: 4), indices: [0, 1], &script)
            structs(.init(name: "DEVICE_IOEVENTFD", size: 32, words: 8), indices: [0], &script)
            structs(.init(name: "DEVICE_FEATURE", size: 8, words: 8), indices: [0, 1], &script)
            planes(&script)
            script.topic = "DEVICE_RESET"
            for argument in ["0", "1", "BADPTR"] { script.add("ioctl on=device cmd=DEVICE_RESET arg=\(argument)") }
            script.topic = "unknown commands"
            // Those of the same type with other numbers, of another type, with a size and a direction, and what the code knows.
            var commands: [UInt64] = [0, 0x3b00, 0x3b63, 0x3b76, 0x3bff, 0x5401, 0xc008_3b6b, 0x4004_3b6b, 0xffff_ffff]
            let known = values.constants.filter { $0 >> 32 == 0 }
            commands += known.filter { ($0 >> 8) & 0xff == 0x3b }
            commands += (0x3b64...0x3b6a)
            for command in commands {
                for argument in ["0", "BADPTR"] {
                    script.add("ioctl on=device cmd=\(Script.hexadecimal(command)) arg=\(argument)")
                }
            }
            for command in known.filter(Self.isOwn).prefix(24) { own(command, &script) }
        }
    }

    /// `_IO()` and the like with a letter of the driver's.
    private static func isOwn(_ command: UInt64) -> Bool {
        let (letter, size) = (command >> 8 & 0xff, command >> 16 & 0x3fff)
        return letter != 0x3b && (0x21...0x7e).contains(letter) && (command >> 30 == 0) == (size == 0) && size <= 256
    }

    /// The size of what it is given stands in the command.
    private func own(_ command: UInt64, _ script: inout Script) {
        let text = "ioctl on=device cmd=\(Script.hexadecimal(command))"
        script.topic = "command \(Script.hexadecimal(command))"
        for argument in ["0", "1", "BADPTR"] { script.add("\(text) arg=\(argument)") }
        let size = Int(command >> 16 & 0x3fff)
        guard size > 0 else { return }
        for first in [0, UInt64(size), 1, 2, 0x1000] {
            for second: UInt64 in [0, 1, 0x1000] {
                for width in [4, 8] {
                    script.add("\(text) in=\(script.bytes([first, second], width, filling: size))")
                }
            }
        }
    }

    private struct Command {
        var name: String
        /// What argsz has to be at least.
        var size: UInt32
        var words: Int
    }

    /// 0 to one more than there are, and numbers far beyond.
    static func edges(_ count: UInt32) -> [UInt32] { Array(0...count + 1) + [255, 0x7fff_ffff, 0xffff_ffff] }

    /// A struct whose first member is its size, the second flags, the third an index.
    private func structs(_ command: Command, indices: [UInt32], _ script: inout Script) {
        script.topic = command.name
        let text = "ioctl on=device cmd=\(command.name)"
        for argument in ["0", "BADPTR", "-1", "-140737488355328"] { script.add("\(text) arg=\(argument)") }
        func add(argsz: UInt32, flags: UInt32, index: UInt32) {
            var words = [UInt32](repeating: 0, count: max(command.words, 3))
            (words[0], words[1], words[2]) = (argsz, flags, index)
            script.add("\(text) in=\(script.words(words.map { .word($0) }))")
        }
        for argsz in [0, 4, command.size - 1, command.size, command.size + 1, UInt32(command.words) * 4, 4096, .max] {
            add(argsz: argsz, flags: 0, index: indices.first ?? 0)
        }
        for flags: UInt32 in [1, 0xff, .max] { add(argsz: command.size, flags: flags, index: indices.first ?? 0) }
        for index in indices.dropFirst() { add(argsz: command.size, flags: 0, index: index) }
    }

    private func planes(_ script: inout Script) {
        structs(.init(name: "DEVICE_QUERY_GFX_PLANE", size: 64, words: 16), indices: [0], &script)
        script.topic = "DEVICE_QUERY_GFX_PLANE"
        for flags: UInt32 in [1, 2, 3, 4, 5, 6, 7] {
            for plane: UInt32 in [0, 1, 2, 3] { script.add(script.plane(flags, plane)) }
        }
        script.topic = "DEVICE_GET_GFX_DMABUF"
        for id: UInt32 in [0, 1, 2, .max] { script.buffer(id) }
        for argument in ["0", "BADPTR"] { script.add("ioctl on=device cmd=DEVICE_GET_GFX_DMABUF arg=\(argument)") }
    }

    // MARK: Interrupts

    /// Every index with every kind of data and action, counts and places in and out of range.
    func interrupts(_ type: DriverProfile.MdevType) -> GeneratedScenario {
        devicePart("interrupts of \(type.name)", type) { script in
            let device = type.device
            var list = device.interrupts
            for index in Self.edges(device.irqCount) where !list.contains(where: { $0.index == index }) {
                list.append(DriverProfile.Interrupt(index: index, flags: 0, count: 0))
            }
            for interrupt in list {
                script.topic = "interrupt \(interrupt.index)"
                combinations(interrupt, &script)
            }
            script.topic = "SET_IRQS"
            for argument in ["0", "BADPTR", "-1"] {
                script.add("ioctl on=device cmd=DEVICE_SET_IRQS arg=\(argument)")
            }
        }
    }

    private func combinations(_ interrupt: DriverProfile.Interrupt, _ script: inout Script) {
        let index = interrupt.index
        let name = "irq\(index)"
        let actions: [UInt32] = [8, 16, 32]
        for action in actions {
            // In use, with each kind of data, and taken back.
            script.interrupts(index: index, flags: 4 | action, count: 1, data: name)
            script.interrupts(index: index, flags: 1 | action, count: 1)
            script.interrupts(index: index, flags: 2 | action, count: 1, data: "01")
            script.interrupts(index: index, flags: 2 | action, count: 1, data: "00")
            script.add("eventfd_read name=\(name)")
            script.interrupts(index: index, flags: 4 | action, count: 1, data: "-1")
            script.interrupts(index: index, flags: 1 | action, count: 0)
            script.interrupts(index: index, flags: 4 | action, count: 1, data: "closed")
            // Descriptor 0 is one as any other.
            script.interrupts(index: index, flags: 4 | action, count: 1, data: "00000000")
            script.interrupts(index: index, flags: 4 | action, count: 1, data: "/dev/null")
        }
        // Nothing, everything, two actions, two kinds of data.
        for flags: UInt32 in [0, 7, 32, 0x38, 0x3f, 0x40, .max] {
            script.interrupts(index: index, flags: flags, count: 1, data: "01000000")
        }
        for (start, count) in [
            (0, 0), (0, 2), (1, 1), (0, interrupt.count), (0, interrupt.count &+ 1), (interrupt.count, 1), (.max, 1),
            (0, .max), (.max, .max), (1, .max),
        ] as [(UInt32, UInt32)] {
            for action: UInt32 in [0x21, 0x22, 0x24] {
                script.interrupts(
                    index: index, flags: action, start: start, count: count, data: action == 0x21 ? "" : "01000000")
            }
            // Descriptor 1 is no eventfd: what refuses it may be that alone.
            script.interrupts(index: index, flags: 0x24, start: start, count: count, data: name)
        }
        for argsz: UInt32 in [0, 4, 19, 20, 21, 4096, .max] {
            script.interrupts(index: index, flags: 0x24, count: 1, data: name, argsz: argsz)
        }
        script.add("eventfd_read name=\(name)")
        script.interrupts(index: index, flags: 0x21, count: 0)
    }
}
