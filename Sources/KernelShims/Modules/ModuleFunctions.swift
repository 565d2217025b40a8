// SPDX-License-Identifier: Apache-2.0
import Machine

/// References to modules.
enum ModuleFunctions {
    static let all: [KernelFunction] = .table(references, requests)

    /// There is no modprobe that could be run.
    private static let requests: [KernelFunction] = [
        KernelFunction("request_module", ["i32(ptr, ...)"]) { call throws(Stop) in try call.requestModule(name: 0) },
        KernelFunction("__request_module", ["i32(i1, ptr, ...)"]) { call throws(Stop) in
            try call.requestModule(name: 1)
        },
    ]

    private static let references: [KernelFunction] = [
        KernelFunction("try_module_get", ["i1(ptr)"], canFail: true) { call throws(Stop) in
            let module = try call.value(0)
            if module == 0 { return 1 }
            if call.mustFail { return 0 }
            return .bool(try call.kernel.tryGetModule(module))
        },
        KernelFunction("__module_get", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, module) = (try call.kernel, try call.value(0))
            if module == 0 { return 0 }
            if let known = kernel.modelModule(module) {
                try call.reference.modules.get(known)
            } else {
                kernel.moduleReferences[module, default: 0] += 1
            }
            return 0
        },
        KernelFunction("module_put", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, module) = (try call.kernel, try call.value(0))
            if module == 0 { return 0 }
            guard kernel.moduleReferenceCount(module) > 0 else {
                throw .fault(.refcount, "module_put() of a module that nobody holds")
            }
            kernel.putModule(module)
            return 0
        },
        KernelFunction("module_refcount", ["i32(ptr)"]) { call throws(Stop) in
            .int(try call.kernel.moduleReferenceCount(try call.value(0)))
        },
    ]

    /// THIS_MODULE: drivers hand its address on and look at nothing in it.
    static let variables: [KernelVariable] = [KernelVariable("__this_module") { _, _ throws(Stop) in }]
}

extension KernelCall {
    fileprivate func requestModule(name: Int) throws(Stop) -> UInt64 {
        try mightSleep()
        let module = String(decoding: try formatted(name), as: UTF8.self)
        machine.record(.note("the module \(module) is asked for"))
        return .error(.ENOENT)
    }
}
