// SPDX-License-Identifier: Apache-2.0
import Machine

/// s390's interruption subclasses: each is open as long as somebody has registered it.
enum InterruptClassFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("isc_register", ["void(i32)"]) { call throws(Stop) in
            let (kernel, number) = (try call.kernel, try call.interruptClass())
            kernel.interruptClasses[number, default: 0] += 1
            return 0
        },
        KernelFunction("isc_unregister", ["void(i32)"]) { call throws(Stop) in
            let (kernel, number) = (try call.kernel, try call.interruptClass())
            guard let count = kernel.interruptClasses[number], count > 0 else {
                throw .fault(.bug, "isc_unregister() of the subclass \(number), which nobody has registered")
            }
            kernel.interruptClasses[number] = count - 1
            return 0
        },
    ]

    /// Counters of interrupts, one for each CPU: there is one.
    static let variables: [KernelVariable] = [KernelVariable("irq_stat") { _, _ throws(Stop) in }]
}

extension KernelCall {
    fileprivate func interruptClass() throws(Stop) -> Int {
        let number = try int(0)
        guard (0...7).contains(number) else { throw badArgument("there is no subclass \(number)") }
        return number
    }
}
