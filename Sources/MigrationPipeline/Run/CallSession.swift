// SPDX-License-Identifier: Apache-2.0
import Machine

/// What a call gave.
struct CallOutcome {
    var value: UInt64
    /// As the function's type prints it.
    var text: String
}

/// The calls of a command line on one machine: the objects they name, and the results they refer to.
struct CallSession {
    let machine: Machine
    private var objects: [String: UInt64] = [:]
    private var results: [UInt64] = []

    init(machine: Machine) { self.machine = machine }

    /// What can be said of calls before the first is made.
    /// - Throws: `InputError` where a function is not there, or a call does not fit it.
    func check(_ calls: [CallExpression]) throws(InputError) {
        for (index, call) in calls.enumerated() {
            let (_, declared) = try function(of: call)
            if let declared, call.arguments.count != declared.parameters.count, !declared.isVariadic {
                let count = declared.parameters.count
                throw problem(
                    call,
                    "\(call.function)() takes \(count) \(count == 1 ? "argument" : "arguments") "
                        + "(\(declared.file):\(declared.line)), not \(call.arguments.count)")
            }
            for case .result(let number) in call.arguments where number < 1 || number > index {
                throw problem(call, "there is no result $\(number) yet; $1 is that of the first call")
            }
        }
    }

    private func function(
        of call: CallExpression
    ) throws(InputError) -> (address: UInt64, declared: DeclaredFunction?) {
        let definitions = machine.program.definitions(named: call.function)
        if definitions.count > 1 {
            let places = definitions.map { "\($0.file):\($0.line)" }.joined(separator: " and ")
            throw problem(call, "\(call.function)() is defined at \(places)")
        }
        guard let address = machine.functionAddress(call.function), machine.isDefined(call.function) else {
            throw problem(
                call,
                "there is no function \(call.function)() in the files given; a static one that nothing uses does not count"
            )
        }
        return (address, machine.program.function(named: call.function))
    }

    private func problem(_ call: CallExpression, _ text: String) -> InputError {
        InputError("--call '\(call.text)': \(text)")
    }

    /// - Throws: `InputError` where the call does not fit the program, `Stop` where the program stops.
    mutating func perform(_ call: CallExpression) throws -> CallOutcome {
        let (address, declared) = try function(of: call)
        let parameters = declared?.parameters ?? []
        var arguments: [UInt64] = []
        for (index, argument) in call.arguments.enumerated() {
            let type = index < parameters.count ? parameters[index].type : nil
            arguments.append(try value(argument, type, call))
        }
        let result = try machine.invoke(address, arguments)
        results.append(result)
        return CallOutcome(value: result, text: text(result, declared?.result))
    }

    // MARK: Results

    private func text(_ value: UInt64, _ type: DeclaredType?) -> String {
        switch type {
        case .void?: return "void"
        case .pointer?:
            if value == 0 { return "NULL" }
            if value > UInt64.max - 4095 { return "ERR_PTR(\(Int64(bitPattern: value)))" }
            return TraceLog.text(value, machine)
        case .boolean?: return value & 1 != 0 ? "true" : "false"
        case .some(let type) where type.isSigned:
            let shift = UInt64(64 - 8 * min(8, type.size ?? 8))
            return "\(Int64(bitPattern: value << shift) >> Int64(shift))"
        default: return "\(value)"
        }
    }

    // MARK: Arguments

    private mutating func value(
        _ argument: CallExpression.Argument, _ type: DeclaredType?, _ call: CallExpression
    ) throws -> UInt64 {
        switch argument {
        case .integer(let value):
            guard let size = type?.size, size < 8 else { return value }
            let shift = UInt64(64 - 8 * size)
            let high = value << shift
            let unsigned = high >> shift
            // As the signed or as the unsigned number that it is written as.
            guard value == unsigned || value == UInt64(bitPattern: Int64(bitPattern: high) >> Int64(shift)) else {
                throw problem(call, "\(Int64(bitPattern: value)) does not fit in \(8 * size) bits")
            }
            return unsigned
        case .string(let text): return try string(text)
        case .user(let size): return try machine.memory.allocate(size, kind: .user, zeroed: true, name: "user buffer")
        case .userText(let text):
            let bytes = Array(text.utf8)
            let address = try machine.memory.allocate(bytes.count, kind: .user, zeroed: true, name: "user buffer")
            try machine.memory.write(bytes, at: address, user: true)
            return address
        case .address(let name):
            guard let address = machine.address(of: name) else {
                throw problem(call, "there is no variable or function \(name) in the files given")
            }
            return address
        case .result(let number):
            guard number >= 1, number <= results.count else {
                throw problem(call, "there is no result $\(number) yet")
            }
            return results[number - 1]
        case .object(let name, let fields): return try object(name, fields, type, call)
        }
    }

    private func string(_ text: String) throws(Stop) -> UInt64 {
        let bytes = Array(text.utf8) + [0]
        let address = try machine.memory.allocate(bytes.count, kind: .kernel, alignment: 1, name: "string")
        try machine.memory.write(bytes, at: address)
        return address
    }

    /// An object of the pointee's type under a name; the first use makes it.
    private mutating func object(
        _ name: String, _ fields: [CallExpression.Field], _ type: DeclaredType?, _ call: CallExpression
    ) throws -> UInt64 {
        if objects[name] == nil {
            guard let pointee = type?.pointee else {
                throw problem(call, "\(name) names an object, but no pointer is expected there")
            }
            if case .function = pointee { throw problem(call, "a function is expected: &\(name)") }
            if let record = pointee.record, !record.isComplete {
                objects[name] = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: name)
            } else {
                // `void *` and the like say nothing of a size; a `char *` is a buffer, as those of sysfs a page.
                var size = pointee.size ?? 4096
                if case .integer(name: "char", _, _) = pointee { size = 4096 }
                objects[name] = try machine.memory.allocate(
                    size, kind: .kernel, alignment: 64, zeroed: true, name: name)
            }
        }
        let address = objects[name] ?? 0
        guard !fields.isEmpty else { return address }
        guard let record = type?.pointee?.record, let layout = machine.program.layout(of: record.description) else {
            throw problem(call, "the members of \(name) are not known in this file")
        }
        for field in fields {
            guard let member = layout.member(field.path) else {
                throw problem(call, "\(record.description) has no member \(field.path)")
            }
            guard member.bits == nil else {
                throw problem(call, "\(field.path) is a bit-field, which cannot be set")
            }
            let place = address &+ UInt64(member.byteOffset)
            if case .array(_, let count?) = member.type, case .string(let text) = field.value {
                guard text.utf8.count <= count else {
                    throw problem(call, "\(field.path) has room for \(count) bytes only")
                }
                // As in C, the end of the string may be what does not fit.
                try machine.memory.write(Array((Array(text.utf8) + [0]).prefix(count)), at: place)
                continue
            }
            let value = try value(field.value, member.type, call)
            try machine.memory.store(place, size: min(8, member.type.size ?? 8), value)
        }
        return address
    }
}
