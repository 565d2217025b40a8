// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine

/// What a call gave.
struct CallOutcome {
    var value: UInt64
    var text: String
    var status: Int32 { Int32(truncatingIfNeeded: value & 0xff) }
}

/// The objects that the calls of a command line share.
struct CallSession {
    let machine: Machine
    private let modules: [IRModule]
    private var objects: [String: UInt64] = [:]
    private var results: [UInt64] = []

    init(machine: Machine, modules: [IRModule]) {
        self.machine = machine
        self.modules = modules
    }

    mutating func perform(_ call: CallExpression) throws -> CallOutcome {
        guard let address = machine.address(of: call.function) else {
            throw InputError("there is no function \(call.function)() in what was given")
        }
        var arguments: [UInt64] = []
        for argument in call.arguments { arguments.append(try value(argument)) }
        let result = try machine.invoke(address, arguments)
        results.append(result)
        return CallOutcome(value: result, text: "\(result)")
    }

    private mutating func value(_ argument: CallExpression.Argument) throws -> UInt64 {
        switch argument {
        case .integer(let value): return value
        case .string(let text):
            let bytes = Array(text.utf8) + [0]
            let address = try machine.memory.allocate(bytes.count, kind: .kernel, alignment: 1, name: "string")
            try machine.memory.write(bytes, at: address)
            return address
        case .user(let size): return try machine.memory.allocate(size, kind: .user, zeroed: true, name: "user buffer")
        case .address(let name):
            guard let address = machine.address(of: name) else { throw InputError("there is no variable \(name)") }
            return address
        case .result(let number):
            guard number >= 1, number <= results.count else { throw InputError("there is no result $\(number) yet") }
            return results[number - 1]
        case .object(let name, _):
            if let known = objects[name] { return known }
            let address = try machine.memory.allocate(4096, kind: .kernel, zeroed: true, name: name)
            objects[name] = address
            return address
        }
    }
}
