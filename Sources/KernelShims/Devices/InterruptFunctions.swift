// SPDX-License-Identifier: Apache-2.0
import Machine

/// Interrupt lines: who has asked for one has to give it back. No hardware raises them.
enum InterruptFunctions {
    static let all: [KernelFunction] = .table(asking, freeing, switching)

    private static let asking: [KernelFunction] = [
        KernelFunction("request_irq", ["i32(i32, ptr, i64, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.requestLine(try call.value(0), name: try call.value(3), owner: try call.value(4))
        },
        KernelFunction("request_threaded_irq", ["i32(i32, ptr, ptr, i64, ptr, ptr)"], canFail: true) {
            call throws(Stop) in
            try call.requestLine(try call.value(0), name: try call.value(4), owner: try call.value(5))
        },
    ]

    private static let freeing: [KernelFunction] = [
        KernelFunction("free_irq", ["ptr(i32, ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let kernel = try call.kernel
            let line = InterruptLine(number: try call.value(0), owner: try call.value(1))
            if kernel.interruptLines.removeValue(forKey: line) == nil {
                call.warn("trying to free already-free IRQ \(line.number)")
            }
            return 0
        }
    ]

    private static let switching: [KernelFunction] = .table(
        KernelFunction.named(["enable_irq", "disable_irq_nosync"], ["void(i32)"]) { _ throws(Stop) in 0 },
        KernelFunction.named(["disable_irq", "synchronize_irq"], ["void(i32)"]) { call throws(Stop) in
            try call.mightSleep()
            return 0
        })
}

struct InterruptLine: Hashable {
    var number: UInt64
    /// What the handler is given; several may share a line.
    var owner: UInt64
}

extension KernelCall {
    fileprivate func requestLine(_ number: UInt64, name: UInt64, owner: UInt64) throws(Stop) -> UInt64 {
        try mightSleep()
        if mustFail { return .error(.ENOMEM) }
        let text = name == 0 ? "" : try machine.text(at: name)
        try kernel.interruptLines[InterruptLine(number: number, owner: owner)] = text
        return 0
    }
}
