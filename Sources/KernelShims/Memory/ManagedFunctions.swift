// SPDX-License-Identifier: Apache-2.0
import Machine

/// devm_kzalloc() and its sisters; the first argument is the device.
enum ManagedFunctions {
    static let all: [KernelFunction] = .table(allocating, others)

    private static let allocating: [KernelFunction] = [
        KernelFunction("devm_kmalloc", ["ptr(ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            try call.managed(try call.allocate(try call.value(1), try call.allocationFlags(2)))
        },
        KernelFunction("devm_kzalloc", ["ptr(ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            try call.managed(try call.allocate(try call.value(1), try call.zeroing(2)))
        },
        KernelFunction("devm_kmalloc_array", ["ptr(ptr, i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(1, 2) else { return 0 }
            return try call.managed(try call.allocate(size, try call.allocationFlags(3)))
        },
        KernelFunction("devm_kcalloc", ["ptr(ptr, i64, i64, i32)"], canFail: true) { call throws(Stop) in
            guard let size = try call.arraySize(1, 2) else { return 0 }
            return try call.managed(try call.allocate(size, try call.zeroing(3)))
        },
        KernelFunction("devm_kmemdup", ["ptr(ptr, ptr, i64, i32)"], canFail: true) { call throws(Stop) in
            let size = try call.value(2)
            let copy = try call.managed(try call.allocate(size, try call.allocationFlags(3)))
            if copy != 0 { try call.memory.copy(from: try call.value(1), to: copy, count: Int(size)) }
            return copy
        },
        KernelFunction("devm_kstrdup", ["ptr(ptr, ptr, i32)"], canFail: true) { call throws(Stop) in
            let source = try call.value(1)
            if source == 0 { return 0 }
            let text = try call.memory.cString(at: source) + [0]
            return try call.managed(try call.duplicate(text, try call.allocationFlags(2)))
        },
        KernelFunction("devm_kasprintf", ["ptr(ptr, i32, ptr, ...)"], canFail: true) { call throws(Stop) in
            try call.managed(try call.duplicate(try call.formatted(2) + [0], try call.allocationFlags(1)))
        },
    ]

    private static let others: [KernelFunction] = [
        KernelFunction("devm_kfree", ["void(ptr, ptr)"]) { call throws(Stop) in
            let address = try call.value(1)
            if address == 0 || address == Memory.zeroSizePointer { return 0 }
            let kernel = try call.kernel
            guard kernel.managed.remove(address, from: try call.value(0)) else {
                throw .fault(.invalidFree, "devm_kfree() of \(call.memory.place(address)), which is not the device's")
            }
            try call.free(address, [.heap])
            return 0
        },
        KernelFunction("devm_add_action_or_reset", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            let (device, function, data) = (try call.value(0), try call.value(1), try call.value(2))
            if call.mustFail {
                try call.machine.call(function, as: "void(ptr)", [data])
                return .error(.ENOMEM)
            }
            try call.kernel.managed.addAction(function, data, to: device)
            return 0
        },
        KernelFunction("devm_add_action", ["i32(ptr, ptr, ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .error(.ENOMEM) }
            try call.kernel.managed.addAction(try call.value(1), try call.value(2), to: try call.value(0))
            return 0
        },
    ]
}

extension KernelCall {
    fileprivate func managed(_ address: UInt64) throws(Stop) -> UInt64 {
        if address > Memory.zeroSizePointer { try kernel.managed.add(address, to: try value(0)) }
        return address
    }
}
