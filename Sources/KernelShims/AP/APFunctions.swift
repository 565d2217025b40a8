// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Instructions of the adjunct processors (header inlines around assembly) and the bus that finds them.
enum APFunctions {
    static let all: [KernelFunction] = .table(questions, queues, bus)

    private static let questions: [KernelFunction] = [
        KernelFunction("ap_instructions_available", ["i1()", "i32()"]) { call throws(Stop) in
            .bool(try call.kernel.adjunct.hasInstructions)
        },
        KernelFunction("test_facility", ["i32(i64)"]) { call throws(Stop) in
            .bool(try call.kernel.adjunct.facilities.contains(try call.value(0)))
        },
        KernelFunction("ap_qci", ["i32(ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.EOPNOTSUPP) }
            // The bus is there before any driver of it is.
            _ = try call.kernel.ownBus("ap", call.machine)
            let configuration = try call.reference.ap.configuration
            try call.kernel.write(configuration, at: try call.value(0), call.machine)
            return 0
        },
    ]

    /// s390x returns structs through memory that the caller has.
    private static let queues: [KernelFunction] = [
        KernelFunction("ap_tapq", ["void(ptr, i32, ptr)"]) { call throws(Stop) in
            let info = try call.value(2)
            if info != 0 { try call.memory.store(info, size: 8, 0) }
            try call.write(try call.reference.ap.test(try call.queueID(1)), at: try call.value(0))
            return 0
        },
        KernelFunction("ap_zapq", ["void(ptr, i32)"]) { call throws(Stop) in
            try call.write(try call.reference.ap.reset(try call.queueID(1)), at: try call.value(0))
            return 0
        },
        // The address of the indicator is virtual, later physical.
        KernelFunction("ap_aqic", ["void(ptr, i32, i64, ptr)", "void(ptr, i32, i64, i64)"]) { call throws(Stop) in
            let interrupt = APQueue.Interrupt(control: try call.value(2), notification: try call.value(3))
            let status = try call.reference.ap.setInterrupt(interrupt, of: try call.queueID(1))
            try call.write(status, at: try call.value(0))
            return 0
        },
    ]

    private static let bus: [KernelFunction] = [
        KernelFunction("ap_driver_register", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let driver = try call.apDriver()
            let bus = try kernel.ownBus("ap", machine)
            let ap = try call.reference.ap
            ap.drivers[driver] = try kernel.adjunctDriver(at: try call.value(0), machine)
            try machine.set("bus", of: "device_driver", at: driver, bus)
            try machine.set("owner", of: "device_driver", at: driver, try call.value(1))
            try machine.set("name", of: "device_driver", at: driver, try call.value(2))
            let result = try kernel.addDriver(driver, bus: bus, by: call.name, fails: call.mustFail, machine)
            if result != 0 { ap.drivers[driver] = nil }
            return result
        },
        KernelFunction("ap_driver_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let driver = try call.apDriver()
            try call.kernel.removeDriver(driver, by: call.name, call.machine)
            try call.reference.ap.drivers[driver] = nil
            return 0
        },
        // With a reference to the device, which is its first member; only those that have a driver are found.
        KernelFunction("ap_get_qdev", ["ptr(i32)"]) { call throws(Stop) in
            guard let queue = try call.reference.ap.queue(try call.queueID(0)), queue.device.driver != nil else {
                return 0
            }
            try call.kernel.getDevice(queue.device.handle, by: call.name, call.machine)
            return queue.handle
        },
        KernelFunction("ap_owned_by_def_drv", ["i32(i32, i32)"]) { call throws(Stop) in
            let (card, domain) = (try call.int(0), try call.int(1))
            guard (0..<APMask.count).contains(card), (0..<APMask.count).contains(domain) else { return .error(.EINVAL) }
            return .bool(try call.reference.ap.isDefault(APQueueID(card: card, domain: domain)))
        },
        KernelFunction("ap_apqn_in_matrix_owned_by_def_drv", ["i32(ptr, ptr)"]) { call throws(Stop) in
            .bool(try call.reference.ap.hasDefault(try call.adjunctMask(0), try call.adjunctMask(1)))
        },
    ]

    static let variables = [
        KernelVariable("ap_perms_mutex") { machine, address throws(Stop) in
            // An empty list of those who wait: initialised.
            let offset = machine.program.layout(of: "struct mutex")?.offset(of: "wait_list") ?? 16
            let list = address &+ UInt64(offset)
            try machine.memory.store(list, size: 8, list)
            try machine.memory.store(list &+ 8, size: 8, list)
        }
    ]
}

extension Kernel {
    /// A lock that the kernel itself has initialised.
    func prepareLock(_ address: UInt64, _ kind: LockKind, _ machine: Machine) {
        _ = locks.initialise(
            address, kind: kind, class: LockClass(.fixed(address: address)), task: LockTask(0), site: LockSite(0))
    }
}

extension KernelCall {
    fileprivate func queueID(_ index: Int) throws(Stop) -> APQueueID { APQueueID(number: try value(index)) }

    func adjunctMask(_ index: Int) throws(Stop) -> APMask {
        APMask(bytes: try memory.bytes(at: try value(index), count: APMask.count / 8))
    }

    fileprivate func apDriver() throws(Stop) -> UInt64 {
        guard let driver = machine.member("driver", of: "ap_driver", at: try value(0)) else {
            throw .unsupported("\(name)() without the members of struct ap_driver")
        }
        return driver
    }
}
