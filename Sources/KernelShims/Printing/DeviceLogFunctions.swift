// SPDX-License-Identifier: Apache-2.0
import Machine

/// dev_err() and the like: "driver name: text".
enum DeviceLogFunctions {
    static let all: [KernelFunction] = .table(levels, others)

    private static let levels: [KernelFunction] = [
        ("_dev_emerg", 0), ("_dev_alert", 1), ("_dev_crit", 2), ("_dev_err", 3), ("_dev_warn", 4), ("_dev_notice", 5),
        ("_dev_info", 6),
    ].map { name, level in
        KernelFunction(name, ["void(ptr, ptr, ...)"]) { call throws(Stop) in
            call.log(try call.formatted(1), level: level, prefix: try call.devicePrefix(0))
            return 0
        }
    }

    private static let others: [KernelFunction] = .table(
        KernelFunction.named(["dev_printk", "_dev_printk"], ["void(ptr, ptr, ptr, ...)"]) { call throws(Stop) in
            // The level is a string of the kind that printk() has in front.
            let level = try call.memory.cString(at: try call.value(0))
            call.log(level + (try call.formatted(2)), prefix: try call.devicePrefix(1))
            return 0
        },
        [
            KernelFunction("__dynamic_dev_dbg", ["void(ptr, ptr, ptr, ...)"]) { call throws(Stop) in
                let prefix = try call.debugPrefix(0) + (try call.devicePrefix(1))
                call.log(try call.formatted(2), level: 7, prefix: prefix)
                return 0
            },
            KernelFunction("dev_err_probe", ["i32(ptr, i32, ptr, ...)"]) { call throws(Stop) in
                let error = Int32(try call.int(1))
                let name = Errno(result: error)?.name ?? "\(error)"
                // A probe that is put off says so with a lower level.
                let level = Errno(result: error) == .EPROBE_DEFER ? 7 : 3
                let prefix = try call.devicePrefix(0) + "error -\(name): "
                call.log(try call.formatted(2), level: level, prefix: prefix)
                return .int(error)
            },
        ])
}

extension KernelCall {
    /// "driver device: ", as the model knows them; else the name that dev_set_name() gave, or what the machine calls the
    /// object.
    func devicePrefix(_ index: Int) throws(Stop) -> String {
        let device = try value(index)
        if device == 0 { return "(NULL device *): " }
        let kernel = try kernel
        if let model = kernel.modelDevice(device) {
            if !model.name.isEmpty { return "\(model.messagePrefix): " }
            let name = try machine.text(at: try machine.pointer("init_name", of: "device", at: device))
            return "\(model.driverText) \(name.isEmpty ? "(null)" : name): "
        }
        let name = kernel.deviceNames[device] ?? machine.name(of: device) ?? "(unknown)"
        guard let driver = kernel.driverNames[device] else { return "\(name): " }
        return "\(driver) \(name): "
    }
}
