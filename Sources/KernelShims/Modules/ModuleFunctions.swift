// SPDX-License-Identifier: Apache-2.0
import Machine

/// References to modules.
enum ModuleFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("try_module_get", ["i1(ptr)"], canFail: true) { call throws(Stop) in
            let module = try call.value(0)
            let kernel = try call.kernel
            if module == 0 { return 1 }
            if call.mustFail || kernel.goingModules.contains(module) { return 0 }
            kernel.moduleReferences[module, default: 0] += 1
            return 1
        },
        KernelFunction("__module_get", ["void(ptr)"]) { call throws(Stop) in
            let module = try call.value(0)
            if module != 0 { try call.kernel.moduleReferences[module, default: 0] += 1 }
            return 0
        },
        KernelFunction("module_put", ["void(ptr)"]) { call throws(Stop) in
            let module = try call.value(0)
            let kernel = try call.kernel
            if module == 0 { return 0 }
            guard let count = kernel.moduleReferences[module], count > 0 else {
                throw .fault(.refcount, "module_put() of a module that nobody holds")
            }
            kernel.moduleReferences[module] = count - 1
            return 0
        },
        KernelFunction("module_refcount", ["i32(ptr)"]) { call throws(Stop) in
            .int(try call.kernel.moduleReferences[try call.value(0)] ?? 0)
        },
    ]

    /// THIS_MODULE: drivers hand its address on and look at nothing in it.
    static let variables: [KernelVariable] = [KernelVariable("__this_module") { _, _ throws(Stop) in }]
}
