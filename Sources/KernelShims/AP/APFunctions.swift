// SPDX-License-Identifier: Apache-2.0
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
            let (machine, address) = (call.machine, try call.value(0))
            guard let layout = machine.program.layout(of: "struct ap_config_info") else {
                throw .unsupported("ap_qci() without the members of struct ap_config_info")
            }
            let adjunct = try call.kernel.adjunct
            try call.memory.fill(address, count: layout.size, with: 0)
            try machine.set("apsc", of: "ap_config_info", at: address, 1)
            try machine.set("apxa", of: "ap_config_info", at: address, 1)
            // Newer headers call them na and nd.
            for (name, value) in [
                ("Na", adjunct.lastAdapter), ("na", adjunct.lastAdapter), ("Nd", adjunct.lastDomain),
                ("nd", adjunct.lastDomain),
            ] {
                try machine.set(name, of: "ap_config_info", at: address, value)
            }
            return 0
        },
    ]

    /// s390x returns structs through memory that the caller has.
    private static let queues: [KernelFunction] = [
        KernelFunction("ap_tapq", ["void(ptr, i32, ptr)"]) { call throws(Stop) in
            let info = try call.value(2)
            if info != 0 { try call.memory.store(info, size: 8, 0) }
            try call.writeQueueStatus(APMachine.noQueue, at: try call.value(0))
            return 0
        },
        KernelFunction("ap_zapq", ["void(ptr, i32)"]) { call throws(Stop) in
            try call.writeQueueStatus(APMachine.noQueue, at: try call.value(0))
            return 0
        },
        KernelFunction("ap_aqic", ["void(ptr, i32, i64, ptr)"]) { call throws(Stop) in
            try call.writeQueueStatus(APMachine.noQueue, at: try call.value(0))
            return 0
        },
    ]

    private static let bus: [KernelFunction] = [
        KernelFunction("ap_driver_register", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine) = (try call.kernel, call.machine)
            let driver = try call.apDriver()
            let bus = try kernel.ownBus("ap", machine)
            try machine.set("bus", of: "device_driver", at: driver, bus)
            try machine.set("owner", of: "device_driver", at: driver, try call.value(1))
            try machine.set("name", of: "device_driver", at: driver, try call.value(2))
            return try kernel.addDriver(driver, bus: bus, by: call.name, fails: call.mustFail, machine)
        },
        KernelFunction("ap_driver_unregister", ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            try call.kernel.removeDriver(try call.apDriver(), by: call.name, call.machine)
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func apDriver() throws(Stop) -> UInt64 {
        guard let driver = machine.member("driver", of: "ap_driver", at: try value(0)) else {
            throw .unsupported("\(name)() without the members of struct ap_driver")
        }
        return driver
    }
}
