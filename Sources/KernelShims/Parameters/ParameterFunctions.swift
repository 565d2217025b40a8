// SPDX-License-Identifier: Apache-2.0
import Machine

/// param_set_int() and the like, which modules with operations of their own call, and the variables `param_ops_int` and
/// the like, by whose addresses the types are known.
enum ParameterFunctions {
    static let all: [KernelFunction] =
        ParameterKind.all.flatMap { kind in
            [
                KernelFunction("param_set_\(kind.name)", ["i32(ptr, ptr)"]) { call throws(Stop) in
                    let text = try call.value(0)
                    let bytes = text == 0 ? nil : try call.memory.cString(at: text)
                    return try kind.set(try call.parameter(), bytes).map { .error($0) } ?? 0
                },
                KernelFunction("param_get_\(kind.name)", ["i32(ptr, ptr)"]) { call throws(Stop) in
                    let text = try kind.get(try call.parameter()) + [10]
                    try call.memory.write(text + [0], at: try call.value(0))
                    return .int(text.count)
                },
            ]
        }

    static let variables: [KernelVariable] =
        (ParameterKind.all.map { "param_ops_\($0.name)" } + ["param_array_ops", "param_ops_string"])
        .map { KernelVariable($0) { _, _ throws(Stop) in } }
}

extension KernelCall {
    /// The parameter whose struct is the second argument.
    fileprivate func parameter() throws(Stop) -> ParameterTarget {
        let address = try value(1)
        guard let place = machine.member("arg", of: "kernel_param", at: address) else {
            throw .unsupported("\(name)() where struct kernel_param is not known")
        }
        return ParameterTarget(
            kernel: try kernel, machine: machine,
            name: try machine.text(at: try machine.pointer("name", of: "kernel_param", at: address)),
            argument: try memory.load(place, size: 8))
    }
}
