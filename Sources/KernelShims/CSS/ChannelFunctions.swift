// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// The bus of subchannels, and what the kernel does with subchannels for their drivers.
enum ChannelFunctions {
    static let all: [KernelFunction] = .table(drivers, states, functions, paths)

    private static let drivers: [KernelFunction] = [
        KernelFunction("css_driver_register", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, table) = (try call.kernel, call.machine, try call.value(0))
            guard let offset = machine.offset(of: "drv", in: "css_driver"),
                let channels = try call.reference.channels
            else { throw .unsupported("\(call.name)() without the members of struct css_driver") }
            let bus = try kernel.ownBus("css", machine)
            try machine.set("bus", of: "device_driver", at: table &+ offset, bus)
            var made: Driver?
            let result = try kernel.addDriver(
                table &+ offset, bus: bus, by: call.name, fails: call.mustFail, machine
            ) { driver in
                made = driver
                channels.add(kernel.cssDriver(driver, at: table, machine))
            }
            if result != 0, let made { channels.forget(made) }
            return result
        },
        KernelFunction("css_driver_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let driver = try call.value(0) &+ (machine.offset(of: "drv", in: "css_driver") ?? 0)
            let model = kernel.devices.drivers[driver]?.model
            try kernel.removeDriver(driver, by: call.name, machine)
            if let model { try call.reference.channels?.forget(model) }
            return 0
        },
        KernelFunction("css_sched_sch_todo", ["void(ptr, i32)"]) { call throws(Stop) in
            guard let todo = Subchannel.Todo(rawValue: try call.int(1)) else {
                throw call.badArgument("there is no todo \(try call.int(1))")
            }
            try call.kernel.schedule(todo, of: try call.subchannel(), call.machine)
            return 0
        },
        KernelFunction("css_sch_device_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (subchannel, channels) = (try call.subchannel(), try call.reference.channels)
            return try call.perform { try channels?.unregister(subchannel) }
        },
        KernelFunction("css_sch_is_valid", ["i32(ptr)"]) { call throws(Stop) in
            // dnv is the last bit of the flags' second byte.
            .bool(try call.memory.load(try call.value(0) &+ 5, size: 1) & 1 != 0)
        },
    ]

    private static let states: [KernelFunction] = [
        KernelFunction("cio_enable_subchannel", ["i32(ptr, i32)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENODEV) }
            let parameter = UInt32(truncatingIfNeeded: try call.value(1))
            return try call.channelStatus { try $0.enable(parameter) }
        },
        KernelFunction("cio_disable_subchannel", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENODEV) }
            return try call.channelStatus { try $0.disable() }
        },
        KernelFunction("cio_update_schib", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENODEV) }
            return try call.channelStatus { try $0.update() }
        },
        KernelFunction("cio_commit_config", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENODEV) }
            return try call.channelStatus { try $0.commit() }
        },
    ]

    private static let functions: [KernelFunction] = [
        KernelFunction("cio_cancel", ["i32(ptr)"]) { call throws(Stop) in
            try call.channelStatus { try $0.cancel() }
        },
        KernelFunction("cio_halt", ["i32(ptr)"]) { call throws(Stop) in
            if try call.value(0) == 0 { return .error(.ENODEV) }
            return try call.channelStatus { try $0.halt() }
        },
        KernelFunction("cio_clear", ["i32(ptr)"]) { call throws(Stop) in
            if try call.value(0) == 0 { return .error(.ENODEV) }
            return try call.channelStatus { try $0.clear() }
        },
        KernelFunction("cio_cancel_halt_clear", ["i32(ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.EIO) }
            let place = try call.value(1)
            var retries = Int(Int32(truncatingIfNeeded: try call.memory.load(place, size: 4)))
            let result = try call.channelStatus { try $0.cancelHaltClear(&retries) }
            try call.memory.store(place, size: 4, UInt64(UInt32(truncatingIfNeeded: retries)))
            return result
        },
    ]

    private static let paths: [KernelFunction] = [
        // (struct chsc_ssd_info *, struct chp_link *)
        KernelFunction("chp_ssd_get_mask", ["i32(ptr, ptr)"]) { call throws(Stop) in
            let (machine, memory) = (call.machine, call.memory)
            let (info, link) = (try call.value(0), try call.value(1))
            guard let list = machine.offset(of: "chpid", in: "chsc_ssd_info"),
                let addresses = machine.offset(of: "fla", in: "chsc_ssd_info"),
                let wantedMask = machine.member("fla_mask", of: "chp_link", at: link),
                let wanted = machine.member("fla", of: "chp_link", at: link)
            else { throw .unsupported("\(call.name)() without the members of struct chp_link") }
            let (paths, valid) = (try memory.load(info, size: 1), try memory.load(info &+ 1, size: 1))
            for index in 0..<UInt64(8) {
                let mask = UInt64(0x80) >> index
                let path = info &+ list &+ 4 * index
                guard paths & mask != 0, try memory.load(path &+ 1, size: 1) == memory.load(link &+ 1, size: 1),
                    try memory.load(path &+ 3, size: 1) == memory.load(link &+ 3, size: 1)
                else { continue }
                if valid & mask != 0 {
                    let address = try memory.load(info &+ addresses &+ 2 * index, size: 2)
                    if try address & memory.load(wantedMask, size: 4) != memory.load(wanted, size: 2) { continue }
                }
                return mask
            }
            return 0
        }
    ]

    static let variables: [KernelVariable] = [
        // Of one CPU.
        KernelVariable("cio_irb") { machine, address throws(Stop) in
            try machine.memory.fill(address, count: machine.memory.size(of: address) ?? 0, with: 0)
        },
        KernelVariable("css_general_characteristics") { machine, address throws(Stop) in
            try machine.memory.fill(address, count: machine.memory.size(of: address) ?? 0, with: 0)
            for facility in ["dynio", "mcss", "fcs", "fcx"] {
                try machine.setBits(facility, of: "css_general_char", at: address, 1)
            }
        },
    ]
}

extension KernelCall {
    /// The subchannel that is the first argument.
    func subchannel() throws(Stop) -> Subchannel {
        let address = memory.whole(try value(0))
        if let known = try kernel.channelObjects.subchannels[address] { return known }
        try machine.touch(address)
        throw badArgument("\(memory.place(address)) is no subchannel")
    }

    /// With what the driver has set of it, and back.
    fileprivate func channelStatus(_ body: (Subchannel) throws -> Void) throws(Stop) -> UInt64 {
        let subchannel = try subchannel()
        try machine.fetch(subchannel)
        let before = subchannel.block
        let result = try status { try body(subchannel) }
        if result == 0 || subchannel.block != before { try machine.tell(subchannel) }
        return result
    }
}

extension Kernel {
    /// How the model calls a `struct css_driver`.
    fileprivate func cssDriver(_ driver: Driver, at table: UInt64, _ machine: Machine) -> CSSDriver {
        let made = CSSDriver(driver)
        @Sendable func perform(_ member: String, _ machine: Machine, _ arguments: [UInt64]) throws {
            guard let callback = try machine.callback(member, of: "css_driver", at: table) else { return }
            try machine.call(callback, arguments)
        }
        made.types = (try? types(at: table, machine)) ?? []
        made.probe = { [unowned self, unowned machine] subchannel in
            try probe(subchannel.device, machine) { () throws(Stop) in
                try machine.callMember("probe", of: "css_driver", at: table, [subchannel.handle])
            }
        }
        made.remove = { [unowned machine] in
            _ = try machine.callMember("remove", of: "css_driver", at: table, [$0.handle])
        }
        made.shutdown = { [unowned machine] in
            _ = try machine.callMember("shutdown", of: "css_driver", at: table, [$0.handle])
        }
        made.event = { [unowned machine] in try perform("sch_event", machine, [$0.handle, $1 ? 1 : 0]) }
        made.interrupt = { [unowned machine] subchannel, response in
            if let place = machine.address(of: "cio_irb") { try machine.memory.write(response, at: place) }
            _ = try machine.callMember("irq", of: "css_driver", at: table, [subchannel.handle])
        }
        made.pathEvent = { [unowned machine] subchannel, path, event in
            guard let layout = machine.program.layout(of: "struct chp_link") else {
                throw Stop.unsupported("chp_event() where struct chp_link is not known")
            }
            let link = try machine.memory.allocate(
                layout.size, kind: .kernel, zeroed: true, name: "struct chp_link")
            try machine.memory.store(link &+ 3, size: 1, UInt64(path))
            try perform("chp_event", machine, [subchannel.handle, link, UInt64(event.rawValue)])
            try machine.memory.release(link, accepting: [.kernel], by: "chp_event")
        }
        return made
    }

    /// `subchannel_type`: up to the entry without flags.
    private func types(at table: UInt64, _ machine: Machine) throws(Stop) -> [Int] {
        guard let layout = machine.program.layout(of: "struct css_device_id") else { return [] }
        var entry = try machine.pointer("subchannel_type", of: "css_driver", at: table)
        var result: [Int] = []
        while entry != 0, try machine.field("match_flags", of: "css_device_id", at: entry) ?? 0 != 0 {
            result.append(Int(try machine.field("type", of: "css_device_id", at: entry) ?? 0))
            entry &+= UInt64(layout.size)
        }
        return result
    }

    /// css_sched_sch_todo(): a worker does it; something more important goes first.
    fileprivate func schedule(
        _ todo: Subchannel.Todo, of subchannel: Subchannel, _ machine: Machine
    ) throws(Stop) {
        guard subchannel.todo.rawValue < todo.rawValue else { return }
        let isQueued = subchannel.todo != .nothing
        try tellTodo(todo, of: subchannel, machine)
        if isQueued { return }
        let reference = try reference(machine)
        reference.devices.get(subchannel.device)
        try tellReferences(of: subchannel.device, machine)
        try start("worker of cio", machine) { [unowned(unsafe) machine] () throws(Stop) in
            let todo = subchannel.todo
            try self.tellTodo(.nothing, of: subchannel, machine)
            _ = try self.model(machine) {
                try reference.channels?.perform(todo, of: subchannel)
                try reference.devices.put(subchannel.device)
            }
        }
    }

    private func tellTodo(
        _ todo: Subchannel.Todo, of subchannel: Subchannel, _ machine: Machine
    ) throws(Stop) {
        subchannel.todo = todo
        if let place = machine.member("todo", of: "subchannel", at: subchannel.handle) {
            try machine.memory.store(place, size: 4, UInt64(todo.rawValue))
        }
        if let work = machine.member("todo_work", of: "subchannel", at: subchannel.handle) {
            try setPending(work, todo != .nothing, machine)
        }
    }
}
