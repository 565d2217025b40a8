// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

extension Kernel {
    /// The channel subsystem, with two subchannels on two channel paths, where the program knows `struct subchannel`.
    func bootChannels(_ reference: ReferenceKernel, _ machine: Machine) throws(Stop) {
        guard case .s390x = machine.program.target.architecture,
            machine.program.layout(of: "struct subchannel") != nil
        else { return }
        let error = try model(machine) {
            try reference.bootChannels(memory: MachineChannelMemory(machine)) { channels in
                connect(channels, machine)
                try channels.attach(SubchannelID(number: 0x313), deviceNumber: 0x3313, paths: [0x40, 0x41])
                try channels.attach(SubchannelID(number: 0x314), deviceNumber: 0x3314, paths: [0x40])
            }
        }
        if let error { throw .unsupported("the channel subsystem: \(error)") }
    }

    private func connect(_ channels: ChannelSubsystem, _ machine: Machine) {
        channels.onAllocate = { [unowned self, unowned machine] in try makeStruct(of: $0, machine) }
        channels.onRelease = { [unowned self, unowned machine] in try freeStruct(of: $0, machine) }
        channels.onDriver = { [unowned machine] subchannel in
            let driver = subchannel.driver?.driver.handle ?? 0
            let table = driver == 0 ? 0 : driver &- (machine.offset(of: "drv", in: "css_driver") ?? 0)
            try machine.set("driver", of: "subchannel", at: subchannel.handle, table)
        }
        channels.withLock = { [unowned self, unowned machine] subchannel, body in
            let lock = try machine.pointer("lock", of: "subchannel", at: subchannel.handle)
            try withSpinlock(lock, machine, body)
        }
        channels.onFetch = { [unowned machine] in try machine.fetch($0) }
        channels.onTell = { [unowned machine] in try machine.tell($0) }
        channels.onWork = { [unowned self, unowned machine] in
            if channelObjects.task == nil { channelObjects.task = try startInterrupts(channels, machine) }
        }
        channels.startWorker = { [unowned self, unowned machine] name, body in
            try start(name, machine) { () throws(Stop) in _ = try self.model(machine, body) }
        }
    }

    /// Functions are performed and interruptions made whenever nobody else goes on, in interrupt context.
    private func startInterrupts(_ channels: ChannelSubsystem, _ machine: Machine) throws(Stop) -> MachineTask {
        try start("I/O interrupts", machine) { [unowned(unsafe) machine] () throws(Stop) in
            self.locks.setContext(.hardirq, of: LockTask(machine.tasks.current.number))
            while true {
                try self.block(machine, for: "an I/O interrupt") { channels.hasWork }
                _ = try self.model(machine) { try channels.step() }
            }
        }
    }

    // MARK: struct subchannel

    private func makeStruct(of subchannel: Subchannel, _ machine: Machine) throws(Stop) {
        guard let layout = machine.program.layout(of: "struct subchannel"), let dev = layout.offset(of: "dev") else {
            throw .unsupported("subchannels without the members of struct subchannel")
        }
        let name = "subchannel \(subchannel.id)"
        // Its address is what interruptions have for a parameter.
        let address = try machine.memory.allocate(
            layout.size, kind: .kernel, alignment: 64, zeroed: true, name: name, isLow: true)
        let lock = try machine.memory.allocate(64, kind: .kernel, zeroed: true, name: "lock of \(name)")
        channelObjects.memory[address] = [address, lock]
        channelObjects.subchannels[address] = subchannel
        subchannel.handle = address
        if let place = machine.member("schid", of: "subchannel", at: address) {
            try machine.memory.store(place, size: 4, UInt64(subchannel.id.word))
        }
        try machine.set("lock", of: "subchannel", at: address, lock)
        // As the kernel's own driver has left them.
        let paths = UInt64(subchannel.block.control.available)
        for member in ["vpm", "lpm", "opm"] { try machine.set(member, of: "subchannel", at: address, paths) }
        try machine.tellPaths(subchannel)
        try machine.tell(subchannel)
        let device = subchannel.device
        know(device, at: address &+ UInt64(dev), machine)
        devices.devices[device.handle]?.isAnnounced = true
        let bus = try ownBus("css", machine)
        try tellMembers(of: device, machine)
        try machine.set("bus", of: "device", at: device.handle, bus)
        // Before any driver is tried.
        try machine.set("kobj.state_in_sysfs", of: "device", at: device.handle, 1)
    }

    private func freeStruct(of subchannel: Subchannel, _ machine: Machine) throws(Stop) {
        let address = subchannel.handle
        machine.record(.note("subchannel ‘\(subchannel.id)’ is released"))
        if let name = devices.names[subchannel.device.handle] {
            try machine.memory.release(name, accepting: [.heap, .kernel], by: "put_device")
        }
        forgetDevice(at: subchannel.device.handle)
        channelObjects.subchannels[address] = nil
        for memory in channelObjects.memory.removeValue(forKey: address) ?? [] {
            try memoryEnds(memory, machine)
            try machine.memory.release(memory, accepting: [.kernel], by: "css_subchannel_release")
        }
    }

    /// Holds a spinlock of the program while `body` runs. After what is no `Errno` it stays held.
    private func withSpinlock(_ lock: UInt64, _ machine: Machine, _ body: () throws -> Void) throws {
        let request = LockRequest(
            task: LockTask(machine.tasks.current.number), address: lock, kind: .spinlock, mode: .exclusive,
            interrupts: .saved, isTry: false, subclass: 0, memory: .written, site: places.site(machine.stack().first))
        var wereOff: Bool?
        while wereOff == nil {
            switch locks.acquire(request) {
            case .acquired(let off): wereOff = off
            case .refused: throw Stop.unsupported("a lock of a subchannel is refused")
            case .violation(let violation): throw stop(violation, machine)
            case .mustWait:
                try block(machine, for: "the lock of a subchannel") { self.locks.isFree(for: request) }
            }
        }
        channelObjects.lockAround[request.task] = lock
        noteLocks(machine)
        func unlock() throws(Stop) {
            channelObjects.lockAround[request.task] = nil
            if let violation = locks.release(request, interruptsOff: wereOff ?? false) {
                throw stop(violation, machine)
            }
            noteLocks(machine)
        }
        do {
            try body()
        } catch let errno as Errno {
            try unlock()
            throw errno
        }
        try unlock()
    }
}

extension Machine {
    func offset(of member: String, in type: String) -> UInt64? {
        program.layout(of: "struct " + type)?.offset(of: member).map { UInt64($0) }
    }

    /// `schib` and `config` as the model has them.
    func tell(_ subchannel: Subchannel) throws(Stop) {
        let (address, wanted) = (subchannel.handle, subchannel.configuration)
        if let place = member("schib", of: "subchannel", at: address) {
            try memory.write(subchannel.block.bytes, at: place)
        }
        try set("config.mba", of: "subchannel", at: address, wanted.measurementAddress)
        try set("config.intparm", of: "subchannel", at: address, UInt64(wanted.parameter))
        try set("config.mbi", of: "subchannel", at: address, UInt64(wanted.measurementIndex))
        for (member, value) in [
            ("isc", UInt64(wanted.interruptClass)), ("ena", wanted.isEnabled ? 1 : 0),
            ("mme", UInt64(wanted.measurementMode)), ("mp", wanted.isMultipath ? 1 : 0),
            ("csense", wanted.hasConcurrentSense ? 1 : 0), ("mbfc", wanted.hasMeasurementFormat ? 1 : 0),
        ] { try setBits("config.\(member)", of: "subchannel", at: address, value) }
    }

    /// What drivers may have set: `config` and `isc`.
    func fetch(_ subchannel: Subchannel) throws(Stop) {
        let address = subchannel.handle
        func config(_ member: String) throws(Stop) -> UInt64 {
            try field("config.\(member)", of: "subchannel", at: address) ?? 0
        }
        var wanted = SubchannelConfiguration()
        wanted.measurementAddress = try config("mba")
        wanted.parameter = UInt32(truncatingIfNeeded: try config("intparm"))
        wanted.measurementIndex = UInt16(truncatingIfNeeded: try config("mbi"))
        wanted.interruptClass = UInt32(truncatingIfNeeded: try config("isc"))
        wanted.isEnabled = try config("ena") != 0
        wanted.measurementMode = UInt32(truncatingIfNeeded: try config("mme"))
        wanted.isMultipath = try config("mp") != 0
        wanted.hasConcurrentSense = try config("csense") != 0
        wanted.hasMeasurementFormat = try config("mbfc") != 0
        subchannel.configuration = wanted
        if let place = member("isc", of: "subchannel", at: address) {
            subchannel.interruptClass = UInt32(truncatingIfNeeded: try memory.load(place, size: 4) & 7)
        }
    }

    /// `ssd_info`.
    func tellPaths(_ subchannel: Subchannel) throws(Stop) {
        guard let place = member("ssd_info", of: "subchannel", at: subchannel.handle),
            let paths = offset(of: "chpid", in: "chsc_ssd_info")
        else { return }
        try memory.store(place, size: 1, UInt64(subchannel.block.control.installed))
        for (index, path) in subchannel.block.control.paths.enumerated() {
            // struct chp_id: the number is its last byte.
            try memory.store(place &+ paths &+ UInt64(4 * index + 3), size: 1, UInt64(path))
        }
    }
}
