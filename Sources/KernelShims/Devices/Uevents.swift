// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Variables of uevents that the program's code adds.
extension Kernel {
    /// Calls a callback with an empty `struct kobj_uevent_env`.
    func variables(
        of device: Device, by member: String, of type: String, at address: UInt64, _ machine: Machine
    ) throws -> [KernelModel.KernelLog.Variable] {
        // One of a device that nobody sees into has nothing to say.
        guard device.handle != 0 else { return [] }
        guard let layout = machine.program.layout(of: "struct kobj_uevent_env") else {
            throw Stop.unsupported("\(member)() where struct kobj_uevent_env is not known")
        }
        let environment = try machine.memory.allocate(
            layout.size, kind: .kernel, alignment: 64, zeroed: true, name: "struct kobj_uevent_env")
        let result = try machine.callMember(member, of: type, at: address, [device.handle, environment]) ?? 0
        var all: [KernelModel.KernelLog.Variable] = []
        let count = try machine.field("envp_idx", of: "kobj_uevent_env", at: environment) ?? 0
        if result == 0, let list = machine.member("envp", of: "kobj_uevent_env", at: environment) {
            for index in 0..<count {
                let text = try machine.text(at: try machine.memory.load(list &+ 8 * index, size: 8))
                all.append(Self.variable(text))
            }
        }
        try machine.memory.release(environment, accepting: [.kernel], by: member)
        if result != 0 { throw Errno(rawValue: abs(result)) }
        return all
    }

    /// "KEY=value".
    static func variable(_ text: String) -> KernelModel.KernelLog.Variable {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return .init(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
}

enum UeventFunctions {
    static let all: [KernelFunction] = .table(
        KernelFunction.named(["kobject_uevent", "kobject_uevent_env"], ["i32(ptr, i32)", "i32(ptr, i32, ptr)"]) {
            call throws(Stop) in
            try call.mightSleep()
            let (kernel, machine, kobj) = (try call.kernel, call.machine, try call.value(0))
            try machine.touch(kobj)
            let actions = ["add", "remove", "change", "move", "online", "offline", "bind", "unbind"]
            let number = try call.int(1)
            guard actions.indices.contains(number) else { throw call.badArgument("there is no action \(number)") }
            machine.record(.note("uevent ‘\(actions[number])’ of \(machine.name(of: kobj) ?? "?")"))
            guard let device = kernel.device(ofKobject: kobj, machine) else { return 0 }
            var environment: [KernelModel.KernelLog.Variable] = []
            for text in call.count > 2 ? try kernel.pointers(at: try call.value(2), machine) : [] {
                environment.append(Kernel.variable(try machine.text(at: text)))
            }
            try call.reference.devices.uevent(device, actions[number], environment)
            return 0
        },
        [
            KernelFunction("add_uevent_var", ["i32(ptr, ptr, ...)"]) { call throws(Stop) in
                let (machine, environment) = (call.machine, try call.value(0))
                let type = "kobj_uevent_env"
                let text = try call.formatted(1) + [0]
                guard let list = machine.member("envp", of: type, at: environment),
                    let buffer = machine.member("buf", of: type, at: environment),
                    let lastPointer = machine.member("envp_idx", of: type, at: environment),
                    let end = machine.member("buflen", of: type, at: environment),
                    let index = try machine.field("envp_idx", of: type, at: environment),
                    let used = try machine.field("buflen", of: type, at: environment)
                else { throw .unsupported("add_uevent_var() where struct kobj_uevent_env is not known") }
                // UEVENT_NUM_ENVP and UEVENT_BUFFER_SIZE, as large as the members are.
                if list &+ 8 * (index + 1) > lastPointer || buffer &+ used &+ UInt64(text.count) > end {
                    call.warn("there is no room")
                    return .error(.ENOMEM)
                }
                try call.memory.write(text, at: buffer &+ used)
                try call.memory.store(list &+ 8 * index, size: 8, buffer &+ used)
                try machine.set("buflen", of: type, at: environment, used + UInt64(text.count))
                try machine.set("envp_idx", of: type, at: environment, index + 1)
                return 0
            }
        ])
}
