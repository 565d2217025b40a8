// SPDX-License-Identifier: Apache-2.0
import Machine

/// Names of kobjects and devices. The name is the first member of a kobject, and the kobject that of a device, so that
/// kobject_name() and dev_name() of the headers find it by themselves.
enum NameFunctions {
    static let all: [KernelFunction] =
        .table(
            KernelFunction.named(["kobject_set_name"], ["i32(ptr, ptr, ...)"], canFail: true) {
                call throws(Stop) in
                if call.mustFail { return .error(.ENOMEM) }
                try call.kernel.setName(try call.value(0), try call.formatted(1), call.machine)
                return 0
            },
            [
                KernelFunction("kobject_set_name_vargs", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
                    if call.mustFail { return .error(.ENOMEM) }
                    try call.kernel.setName(try call.value(0), try call.formatted(1, list: 2), call.machine)
                    return 0
                }
            ])
}

extension Kernel {
    /// Gives a kobject, or the device that starts with one, its name.
    public func setName(_ object: UInt64, _ name: [UInt8], _ machine: Machine) throws(Stop) {
        let text = try machine.memory.allocate(name.count + 1, kind: .kernel, alignment: 1, name: "name")
        try machine.memory.write(name + [0], at: text)
        try machine.memory.store(object, size: 8, text)
    }

    /// The name in a kobject's memory; nil where there is none.
    func objectName(_ object: UInt64, _ memory: Memory) -> String? {
        guard let text = try? memory.load(object, size: 8), text != 0,
            let name = try? memory.cString(at: text, limit: 256)
        else { return nil }
        return String(decoding: name, as: UTF8.self)
    }
}
