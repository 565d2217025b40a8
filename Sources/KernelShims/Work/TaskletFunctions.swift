// SPDX-License-Identifier: Apache-2.0
import Machine

/// Tasklets: done as soon as whoever scheduled them waits, in the context of a soft interrupt.
enum TaskletFunctions {
    static let all: [KernelFunction] = .table(making, scheduling, stopping)

    private static let making: [KernelFunction] = [
        KernelFunction("tasklet_setup", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.fill(["callback": try call.value(1), "use_callback": 1])
        },
        KernelFunction("tasklet_init", ["void(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.fill(["func": try call.value(1), "use_callback": 0, "data": try call.value(2)])
        },
    ]

    private static let scheduling: [KernelFunction] = .table(
        KernelFunction.named(
            ["tasklet_schedule", "tasklet_hi_schedule", "__tasklet_schedule", "__tasklet_hi_schedule"], ["void(ptr)"]
        ) { call throws(Stop) in
            let (kernel, tasklet) = (try call.kernel, try call.value(0))
            try call.machine.touch(tasklet)
            if kernel.timers.running[tasklet] != nil { return 0 }
            let now = call.machine.tasks.now
            let function = try call.machine.field("func", of: "tasklet_struct", at: tasklet) ?? 0
            if function == 0 { throw call.badArgument("the tasklet has no function") }
            _ = try kernel.startTimer(tasklet, at: now, function: function, call.machine, .tasklet)
            return 0
        },
        KernelFunction.named(["tasklet_enable"], ["void(ptr)"]) { call throws(Stop) in try call.count(-1) },
        KernelFunction.named(["tasklet_disable_nosync"], ["void(ptr)"]) { call throws(Stop) in try call.count(1) })

    private static let stopping: [KernelFunction] = .table(
        KernelFunction.named(["tasklet_disable", "tasklet_disable_in_atomic"], ["void(ptr)"]) { call throws(Stop) in
            _ = try call.count(1)
            try call.waitForTimer(try call.value(0))
            return 0
        },
        KernelFunction.named(["tasklet_kill"], ["void(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (kernel, tasklet) = (try call.kernel, try call.value(0))
            try call.machine.touch(tasklet)
            try call.block(for: "the tasklet ‘\(call.machine.name(of: tasklet) ?? "?")’") {
                kernel.timers.current != tasklet && kernel.timers.running[tasklet] == nil
            }
            return 0
        },
        KernelFunction.named(["tasklet_unlock_wait", "tasklet_unlock_spin_wait"], ["void(ptr)"]) { call throws(Stop) in
            try call.waitForTimer(try call.value(0))
            return 0
        })
}

extension KernelCall {
    fileprivate func fill(_ members: [String: UInt64]) throws(Stop) -> UInt64 {
        let tasklet = try value(0)
        try machine.touch(tasklet)
        var members = members
        for name in ["next", "state", "count", "data"] where members[name] == nil { members[name] = 0 }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            try machine.set(name, of: "tasklet_struct", at: tasklet, value)
        }
        return 0
    }

    /// One that is disabled stays scheduled until it is enabled again.
    fileprivate func count(_ change: Int64) throws(Stop) -> UInt64 {
        let tasklet = try value(0)
        let count = Int64(try machine.field("count", of: "tasklet_struct", at: tasklet) ?? 0) + change
        try machine.set("count", of: "tasklet_struct", at: tasklet, UInt64(UInt32(truncatingIfNeeded: count)))
        return 0
    }
}

extension Kernel {
    func runTasklet(_ tasklet: Timers.Timer, _ machine: Machine) throws(Stop) {
        let state = try machine.field("state", of: "tasklet_struct", at: tasklet.address) ?? 0
        // TASKLET_STATE_SCHED
        try machine.set("state", of: "tasklet_struct", at: tasklet.address, state & ~1)
        if try machine.field("count", of: "tasklet_struct", at: tasklet.address) ?? 0 != 0 {
            // A while later: whoever has disabled it may have enabled it by then.
            let later = machine.tasks.time(after: 1_000_000)
            _ = timers.start(tasklet.address, at: later, function: tasklet.function, .tasklet)
            return
        }
        let isNew = try machine.field("use_callback", of: "tasklet_struct", at: tasklet.address) ?? 0 != 0
        let argument =
            isNew ? tasklet.address : try machine.field("data", of: "tasklet_struct", at: tasklet.address) ?? 0
        try machine.call(tasklet.function, as: isNew ? "void(ptr)" : "void(i64)", [argument])
    }
}
