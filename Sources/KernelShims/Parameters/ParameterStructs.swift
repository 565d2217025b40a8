// SPDX-License-Identifier: Apache-2.0
import Machine

/// How a struct kernel_param is set and read: by one of the kernel's types, as an array or a buffer, or by the module's
/// own functions.
enum ParameterAccess {
    case kind(ParameterKind)
    case array
    case buffer
    /// A struct kernel_param_ops of the module.
    case own(UInt64)
}

extension Kernel {
    /// By the address of the `ops`.
    func parameterAccess(_ ops: UInt64, _ machine: Machine) -> ParameterAccess {
        guard let name = machine.symbol(at: ops)?.name, machine.address(of: name) == ops else { return .own(ops) }
        switch name {
        case "param_array_ops": return .array
        case "param_ops_string": return .buffer
        default:
            let kind = ParameterKind.all.first { "param_ops_\($0.name)" == name }
            return kind.map { .kind($0) } ?? .own(ops)
        }
    }

    private func target(_ parameter: UInt64, _ machine: Machine) throws(Stop) -> ParameterTarget {
        ParameterTarget(
            kernel: self, machine: machine,
            name: try machine.text(at: try machine.pointer("name", of: "kernel_param", at: parameter)),
            argument: try machine.pointer("arg", of: "kernel_param", at: parameter))
    }

    /// What `ops->set()` does.
    /// - Returns: the error, or nil.
    func set(_ parameter: UInt64, _ text: [UInt8]?, _ machine: Machine) throws(Stop) -> Errno? {
        let ops = try machine.pointer("ops", of: "kernel_param", at: parameter)
        switch parameterAccess(ops, machine) {
        case .kind(let kind):
            if text == nil, !kind.standsAlone { return .EINVAL }
            return try kind.set(try target(parameter, machine), text)
        case .array: return try setArray(parameter, text, machine)
        case .buffer: return try setBuffer(parameter, text, machine)
        case .own(let ops):
            let isAlone = try machine.field("flags", of: "kernel_param_ops", at: ops) ?? 0
            if text == nil, isAlone & 1 == 0 { return .EINVAL }
            let function = try machine.pointer("set", of: "kernel_param_ops", at: ops)
            if function == 0 { return .EPERM }
            var address: UInt64 = 0
            if let text {
                address = try machine.memory.allocate(text.count + 1, kind: .kernel, alignment: 1, name: "parameter")
                try machine.memory.write(text + [0], at: address)
            }
            let result = try machine.call(function, as: "i32(ptr, ptr)", [address, parameter])
            if address != 0 { try machine.memory.release(address, accepting: [.kernel], by: "parse_args") }
            return Errno(result: Int32(truncatingIfNeeded: result))
        }
    }

    /// What `ops->get()` writes, with its newline.
    func get(_ parameter: UInt64, _ machine: Machine) throws(Stop) -> Result<[UInt8], Errno> {
        let ops = try machine.pointer("ops", of: "kernel_param", at: parameter)
        switch parameterAccess(ops, machine) {
        case .kind(let kind): return .success(try kind.get(try target(parameter, machine)) + [10])
        case .array: return .success(try arrayText(parameter, machine))
        case .buffer:
            let buffer = try machine.pointer("arg", of: "kernel_param", at: parameter)
            let text = try machine.pointer("string", of: "kparam_string", at: buffer)
            return .success(try machine.memory.cString(at: text) + [10])
        case .own(let ops):
            let function = try machine.pointer("get", of: "kernel_param_ops", at: ops)
            if function == 0 { return .failure(.EPERM) }
            let page = try machine.memory.allocate(
                Int(options.pageSize), kind: .kernel, alignment: Int(options.pageSize), zeroed: true, name: "page")
            let result = Int32(
                truncatingIfNeeded: try machine.call(function, as: "i32(ptr, ptr)", [page, parameter]))
            let text = try machine.memory.bytes(at: page, count: max(0, Int(result)))
            try machine.memory.release(page, accepting: [.kernel], by: "param_attr_show")
            return Errno(result: result).map { .failure($0) } ?? .success(text)
        }
    }

    /// What setting the parameter allocated goes, as destroy_params() has it.
    func releaseParameter(_ parameter: UInt64, _ machine: Machine) throws(Stop) {
        switch parameterAccess(try machine.pointer("ops", of: "kernel_param", at: parameter), machine) {
        case .kind(let kind): try releaseText(kind, try target(parameter, machine).argument, machine)
        case .array:
            let array = try elements(try target(parameter, machine).argument, machine)
            for index in 0..<array.most { try releaseText(array.kind, array.first + index * array.size, machine) }
        case .buffer: return
        case .own(let ops):
            guard machine.member("free", of: "kernel_param_ops", at: ops) != nil else { return }
            let function = try machine.pointer("free", of: "kernel_param_ops", at: ops)
            if function == 0 { return }
            try machine.call(function, as: "void(ptr)", [try target(parameter, machine).argument])
        }
    }

    private func releaseText(_ kind: ParameterKind, _ place: UInt64, _ machine: Machine) throws(Stop) {
        guard kind.keepsText else { return }
        let text = try machine.memory.load(place, size: 8)
        guard parameterTexts.remove(text) != nil else { return }
        try machine.memory.release(text, accepting: [.kernel], by: "param_free_charp")
    }

    // MARK: Arrays and buffers

    private func setBuffer(_ parameter: UInt64, _ text: [UInt8]?, _ machine: Machine) throws(Stop) -> Errno? {
        guard let text else { return .EINVAL }
        let target = try target(parameter, machine)
        let room = try machine.field("maxlen", of: "kparam_string", at: target.argument) ?? 0
        if text.count + 1 > room {
            target.complain("string doesn't fit in \(Int64(room) - 1) chars.")
            return .ENOSPC
        }
        let buffer = try machine.pointer("string", of: "kparam_string", at: target.argument)
        try machine.memory.write(text + [0], at: buffer)
        return nil
    }

    private func elements(
        _ array: UInt64, _ machine: Machine
    ) throws(Stop) -> (first: UInt64, size: UInt64, most: UInt64, count: UInt64, kind: ParameterKind) {
        func member(_ name: String) throws(Stop) -> UInt64 {
            try machine.field(name, of: "kparam_array", at: array) ?? 0
        }
        guard case .kind(let kind) = parameterAccess(try member("ops"), machine) else {
            throw .unsupported("a module's parameter that is an array of a type of its own")
        }
        return (try member("elem"), try member("elemsize"), try member("max"), try member("num"), kind)
    }

    private func setArray(_ parameter: UInt64, _ text: [UInt8]?, _ machine: Machine) throws(Stop) -> Errno? {
        guard let text else { return .EINVAL }
        var target = try target(parameter, machine)
        let array = try elements(target.argument, machine)
        var count: UInt64 = 0
        func store() throws(Stop) {
            if array.count != 0 { try machine.memory.store(array.count, size: 4, count) }
        }
        try store()
        for part in text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            if count == array.most {
                target.complain("can only take \(array.most) arguments")
                return .EINVAL
            }
            target.argument = array.first + count * array.size
            if let errno = try array.kind.set(target, Array(part)) { return errno }
            count += 1
            try store()
        }
        return nil
    }

    private func arrayText(_ parameter: UInt64, _ machine: Machine) throws(Stop) -> [UInt8] {
        var target = try target(parameter, machine)
        let array = try elements(target.argument, machine)
        let count = array.count == 0 ? array.most : try machine.memory.load(array.count, size: 4)
        var text: [UInt8] = []
        for index in 0..<count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            target.argument = array.first + index * array.size
            text += try array.kind.get(target)
        }
        // The newline is the last element's; without one there is none.
        return count == 0 ? [] : text + [10]
    }
}
