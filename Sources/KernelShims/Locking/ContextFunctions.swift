// SPDX-License-Identifier: Apache-2.0
import Machine

/// What switches preemption, bottom halves and interrupts off, and what asks whether they are.
enum ContextFunctions {
    static let all: [KernelFunction] = .table(sections, interrupts, questions)

    private static let pairs: [(names: [String], signatures: [Signature], reason: AtomicReason, enters: Bool)] = [
        (["local_bh_disable"], ["void()"], .bottomHalves, true),
        (["local_bh_enable"], ["void()"], .bottomHalves, false),
        (["__local_bh_disable_ip"], ["void(i64, i32)"], .bottomHalves, true),
        (["__local_bh_enable_ip"], ["void(i64, i32)"], .bottomHalves, false),
        (["preempt_disable"], ["void()"], .preemption, true), (["preempt_enable"], ["void()"], .preemption, false),
        (["__preempt_count_add", "preempt_count_add"], ["void(i32)"], .preemption, true),
        (["__preempt_count_sub", "preempt_count_sub"], ["void(i32)"], .preemption, false),
    ]

    private static let sections: [KernelFunction] = pairs.flatMap { names, signatures, reason, enters in
        KernelFunction.named(names, signatures) { call throws(Stop) in
            try enters ? call.enter(reason) : call.leave(reason)
            return 0
        }
    }

    private static let interrupts: [KernelFunction] = .table(
        KernelFunction.named(["arch_local_irq_disable", "native_irq_disable", "local_irq_disable"], ["void()"]) {
            call throws(Stop) in
            try call.enter(.interrupts)
            return 0
        },
        KernelFunction.named(["arch_local_irq_enable", "native_irq_enable", "local_irq_enable"], ["void()"]) {
            call throws(Stop) in
            try call.leave(.interrupts)
            return 0
        },
        KernelFunction.named(["arch_local_irq_save"], ["i64()"]) { call throws(Stop) in
            let kernel = try call.kernel
            let wereOff = kernel.locks.saveInterrupts(task: call.task, site: call.site(kernel))
            return call.interruptFlags(off: wereOff)
        },
        KernelFunction.named(["arch_local_save_flags", "native_save_fl"], ["i64()"]) { call throws(Stop) in
            call.interruptFlags(off: try call.kernel.locks.context(of: call.task).interruptsAreOff)
        },
        KernelFunction.named(["arch_local_irq_restore", "native_restore_fl"], ["void(i64)"]) { call throws(Stop) in
            let kernel = try call.kernel
            let off = call.interruptsAreOff(in: try call.value(0))
            kernel.locks.restoreInterrupts(off: off, task: call.task, site: call.site(kernel))
            return 0
        },
        KernelFunction.named(["arch_irqs_disabled"], ["i1()", "i32()"]) { call throws(Stop) in
            .bool(try call.kernel.locks.context(of: call.task).interruptsAreOff)
        },
        KernelFunction.named(["arch_irqs_disabled_flags"], ["i1(i64)", "i32(i64)"]) { call throws(Stop) in
            .bool(call.interruptsAreOff(in: try call.value(0)))
        })

    private static let questions: [KernelFunction] = .table(
        [
            KernelFunction("preempt_count", ["i32()"]) { call throws(Stop) in
                let kernel = try call.kernel
                switch kernel.locks.context(of: call.task).kind {
                case .process: return kernel.locks.isAtomic(call.task) ? 1 : 0
                case .softirq: return 0x100
                case .hardirq: return 0x1_0000
                }
            },
            // Of the bundled headers.
            KernelFunction("__in_interrupt", ["i1()"]) { call throws(Stop) in
                let context = try call.kernel.locks.context(of: call.task)
                return .bool(context.kind != .process || context.hasBottomHalvesOff)
            },
            KernelFunction("__in_hardirq", ["i1()"]) { call throws(Stop) in
                .bool(try call.kernel.locks.context(of: call.task).kind == .hardirq)
            },
            KernelFunction("__in_task", ["i1()"]) { call throws(Stop) in
                .bool(try call.kernel.locks.context(of: call.task).kind == .process)
            },
            KernelFunction("__in_atomic", ["i1()"]) { call throws(Stop) in
                .bool(try call.kernel.locks.countsPreemption(call.task))
            },
            KernelFunction("__might_sleep", ["void(ptr, i32)", "void(ptr, i32, i32)"]) { call throws(Stop) in
                try call.mightSleep()
                return 0
            },
            KernelFunction("__might_fault", ["void(ptr, i32)"]) { call throws(Stop) in
                try call.mayFault()
                return 0
            },
        ],
        KernelFunction.named(["_cond_resched", "__cond_resched"], ["i32()"]) { call throws(Stop) in
            try call.mightSleep()
            // So little that work in steps does not run into timeouts.
            try call.pass(10_000)
            return 0
        })
}

extension KernelCall {
    fileprivate func enter(_ reason: AtomicReason) throws(Stop) {
        let kernel = try kernel
        kernel.locks.enter(reason, task: task, site: site(kernel))
    }

    fileprivate func leave(_ reason: AtomicReason) throws(Stop) {
        let kernel = try kernel
        if let violation = kernel.locks.leave(reason, task: task, site: site(kernel)) {
            throw kernel.stop(violation, machine)
        }
    }
}
