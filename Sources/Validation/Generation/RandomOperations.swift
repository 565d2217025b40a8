// SPDX-License-Identifier: Apache-2.0

/// Sequences of requests to an open device, drawn from what the driver reports, what its code compares with, and what
/// has reached something before.
struct RandomOperations {
    private let profile: DriverProfile
    private let parts: GeneratedParts
    private var random: RandomSource

    /// Values that may lead from where the sequences have come to to what none has reached.
    var frontier: [UInt64] = []

    private static let length = 48

    init(profile: DriverProfile, values: ValueDictionary, seed: UInt64) {
        self.profile = profile
        parts = GeneratedParts(profile: profile, values: values)
        random = RandomSource(seed: seed)
    }

    private var types: [DriverProfile.MdevType] {
        profile.types.filter { type in !type.device.areas.isEmpty || !type.device.interrupts.isEmpty }
    }

    var isPossible: Bool { !types.isEmpty }

    mutating func sequence(_ name: String, from corpus: Corpus) -> GeneratedScenario {
        // Most drivers have types that differ in a size only.
        let types = types
        let type = random.oneIn(4) ? random.pick(types) : types.first
        guard let type else { return GeneratedScenario(name) }
        var script = Script(isBigEndian: profile.isBigEndian)
        // What the driver only prints for its authors is code as well.
        script.load(profile.modules, parameters: random.oneIn(5) ? GeneratedParts.debugging : nil)
        script.create(type.name, 1)
        script.open(1, asking: type.device)
        if random.oneIn(2) {
            let one = random.pick(type.device.interrupts.filter(\.hasEventfd))
            script.enable(random.oneIn(2) ? type.device.interrupts : one.map { [$0] } ?? [])
        }
        // Late entries went further than early ones.
        let latest = Array(corpus.entries.suffix(random.oneIn(2) ? 6 : .max))
        let entry = random.pick(latest)
        var known = entry?.requests ?? []
        if random.oneIn(8) { known = [] }
        script.topic = "random"
        for request in known { script.add(request) }
        switch random.below(4) {
        case 0: scan(type, known, &script)
        case 1: for _ in 0..<6 { fill(type, known, &script) }
        default: for _ in 0..<Self.length { operation(type, known, &script) }
        }
        look(type, &script)
        script.close()
        script.remove(1)
        script.unload(profile.modules)
        return GeneratedScenario(name, steps: script.steps)
    }

    /// Requests to a device of the first type.
    func scenario(_ name: String, requests: [String]) -> GeneratedScenario {
        guard let type = types.first else { return GeneratedScenario(name) }
        var script = Script(isBigEndian: profile.isBigEndian)
        script.load(profile.modules)
        script.create(type.name, 1)
        script.open(1, asking: type.device)
        script.topic = "sequence"
        for request in requests { script.add(request) }
        script.close()
        script.remove(1)
        script.unload(profile.modules)
        return GeneratedScenario(name, steps: script.steps)
    }

    /// Values and those beside them in every register, behind what an entry did. A register gets back what it had as far
    /// as the entry says.
    func sweeps(_ entry: Corpus.Entry, _ constants: [UInt64]) -> [GeneratedScenario] {
        guard let type = types.first else { return [] }
        let looks = parts.values.constants.contains(UInt64(CommandNames.number("DEVICE_QUERY_GFX_PLANE") ?? 0))
        var result: [GeneratedScenario] = []
        for region in type.device.areas {
            for width in [1, 2, 4] {
                let all: UInt64 = 1 << UInt64(8 * width) - 1
                var values: [UInt64] = []
                for constant in constants where constant <= all {
                    for value in [constant, constant + 1, constant &* 2] where value <= all && !values.contains(value) {
                        values.append(value)
                    }
                }
                guard !values.isEmpty else { continue }
                var script = Script(isBigEndian: profile.isBigEndian)
                for position in parts.registerPositions(region, width).prefix(120) {
                    let place = region.offset + position
                    script.topic = "sweep at \(place)"
                    for value in values.prefix(6) {
                        script.write(place, value, width)
                        if looks { script.add(script.plane(2, 1)) }
                    }
                    let start = "pwrite pos=\(Script.hexadecimal(place)) data="
                    let last = entry.requests.last {
                        $0.hasPrefix(start) && $0.utf8.count == start.utf8.count + 2 * width
                    }
                    if let last { script.add(last) } else { script.write(place, 0, width) }
                }
                let name = "sweep of region \(region.index) by \(width)"
                result.append(scenario(name, requests: entry.requests + script.steps.map(\.request)))
            }
        }
        return result
    }

    // MARK: One operation

    private mutating func operation(_ type: DriverProfile.MdevType, _ known: [String], _ script: inout Script) {
        switch random.below(21) {
        case 0..<8: write(type, &script)
        case 8..<11: vary(known, type, &script)
        case 11..<13: read(type, &script)
        case 13..<15: look(type, &script)
        case 15..<17: interrupt(type, &script)
        case 17:
            script.add("ioctl on=device cmd=DEVICE_RESET arg=0")
        case 18: script.readEventfds(type.device.interrupts)
        case 19: script.sleep()
        default: if let request = random.pick(known) { script.add(request) } else { write(type, &script) }
        }
    }

    /// A register of a region.
    private mutating func register(_ type: DriverProfile.MdevType) -> (position: UInt64, width: Int)? {
        guard let region = random.pick(type.device.areas) else { return nil }
        let width = random.pick([1, 1, 2, 2, 4, 4, 8]) ?? 1
        guard region.size >= UInt64(width) else { return nil }
        var position = random.pick(parts.registerPositions(region, width)) ?? 0
        if random.oneIn(8) { position = random.next() % (region.size - UInt64(width) + 1) }
        if random.oneIn(6), let named = random.pick(frontier), named < region.size - UInt64(width) { position = named }
        return (region.offset + position, width)
    }

    private mutating func value(_ width: Int) -> UInt64 {
        if random.oneIn(2), let named = random.pick(frontier) {
            // Masks and limits ask for what is beside them.
            let beside = random.pick([0, 0, 1, .max] as [UInt64]) ?? 0
            return (named &+ beside) & (width >= 8 ? .max : 1 << UInt64(8 * width) - 1)
        }
        return random.oneIn(6) ? random.next() : random.pick(parts.values.values(width)) ?? 0
    }

    private mutating func write(_ type: DriverProfile.MdevType, _ script: inout Script) {
        guard let register = register(type) else { return }
        script.write(register.position, value(register.width), register.width)
    }

    private mutating func read(_ type: DriverProfile.MdevType, _ script: inout Script) {
        guard let register = register(type) else { return }
        script.read(register.position, UInt64(register.width))
    }

    /// A write that reached something, with another value or beside it.
    private mutating func vary(_ known: [String], _ type: DriverProfile.MdevType, _ script: inout Script) {
        guard let register = self.known(known) else { return write(type, &script) }
        var position = register.position
        if random.oneIn(2) {
            let distance = UInt64(register.width * (1 + random.below(8)))
            position = random.oneIn(2) || position < distance ? position &+ distance : position - distance
        }
        script.write(position, value(register.width), register.width)
    }

    private mutating func known(_ known: [String]) -> (position: UInt64, width: Int)? {
        let writes = known.filter { $0.hasPrefix("pwrite pos=0x") }
        guard let request = random.pick(writes) else { return nil }
        let words = request.split(separator: " ")
        guard words.count == 3, let position = UInt64(words[1].dropFirst(6), radix: 16) else { return nil }
        let width = words[2].dropFirst(5).utf8.count / 2
        return width > 0 && width <= 8 ? (position, width) : nil
    }

    /// Every value in one register, and after each a look at what the device makes of it.
    private mutating func scan(_ type: DriverProfile.MdevType, _ known: [String], _ script: inout Script) {
        guard let register = random.oneIn(2) ? self.known(known) ?? register(type) : register(type) else { return }
        let all: UInt64 = register.width >= 8 ? .max : 1 << UInt64(8 * register.width) - 1
        for value in (frontier.filter { $0 <= all } + parts.values.values(register.width)).prefix(80) {
            script.write(register.position, value, register.width)
            look(type, &script)
        }
    }

    /// Several registers beside each other, as modes are set.
    private mutating func fill(_ type: DriverProfile.MdevType, _ known: [String], _ script: inout Script) {
        guard let register = random.oneIn(2) ? self.known(known) ?? register(type) : register(type) else { return }
        let width = UInt64(register.width)
        let before = UInt64(random.below(6)) * width
        let start = register.position >= before ? register.position - before : register.position
        for number in 0..<UInt64(4 + random.below(8)) {
            script.write(start + number * width, value(register.width), register.width)
        }
        look(type, &script)
    }

    /// What makes a driver look at its registers.
    private mutating func look(_ type: DriverProfile.MdevType, _ script: inout Script) {
        script.add(script.plane(2, random.oneIn(4) ? 2 : 1))
        if random.oneIn(3) {
            script.buffer(UInt32(random.below(4)))
        }
    }

    private mutating func interrupt(_ type: DriverProfile.MdevType, _ script: inout Script) {
        guard let interrupt = random.pick(type.device.interrupts) else { return look(type, &script) }
        let action: UInt32 = random.pick([8, 16, 32, 32, 32]) ?? 32
        let count: UInt32 = random.pick([0, 1, 1, 1, interrupt.count]) ?? 1
        switch random.below(3) {
        case 0: script.interrupts(index: interrupt.index, flags: 1 | action, count: count)
        case 1: script.interrupts(index: interrupt.index, flags: 2 | action, count: count, data: "01")
        default:
            script.interrupts(
                index: interrupt.index, flags: 4 | action, count: min(count, 1), data: "irq\(interrupt.index)")
        }
    }
}
