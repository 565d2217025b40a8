// SPDX-License-Identifier: Apache-2.0
import Machine

/// A thread of the kernel, by the address of its `struct task_struct`.
struct KernelThread {
    var name: String
    var function: UInt64
    var data: UInt64
    /// nil until it is woken for the first time.
    var task: MachineTask?
    var shouldStop = false
    var result: UInt64 = 0
    var isFinished = false
}

/// kthread_create() and its sisters, and the task that runs.
enum ThreadFunctions {
    static let all: [KernelFunction] = .table(threads, current)

    private static let threads: [KernelFunction] = [
        KernelFunction("kthread_create_on_node", ["ptr(ptr, ptr, i32, ptr, ...)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .errorPointer(.ENOMEM) }
            let name = String(decoding: try call.formatted(3), as: UTF8.self)
            let address = try call.memory.allocate(4096, kind: .kernel, alignment: 64, zeroed: true, name: name)
            try call.kernel.threads[address] = KernelThread(
                name: name, function: try call.value(0), data: try call.value(1))
            return address
        },
        KernelFunction("wake_up_process", ["i32(ptr)"]) { call throws(Stop) in
            let address = try call.value(0)
            let woken = try call.kernel.wakeThread(address, call.machine)
            try call.machine.tasks.preempt()
            return .bool(woken)
        },
        KernelFunction("kthread_stop", ["i32(ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            return try call.stopThread(try call.value(0))
        },
        KernelFunction("kthread_should_stop", ["i1()"]) { call throws(Stop) in
            .bool(try call.kernel.currentThread(call.machine)?.thread.shouldStop ?? false)
        },
        KernelFunction("kthread_should_park", ["i1()"]) { _ throws(Stop) in 0 },
        KernelFunction("kthread_bind", ["void(ptr, i32)"]) { _ throws(Stop) in 0 },
    ]

    private static let current: [KernelFunction] = [
        KernelFunction("get_current", ["ptr()"]) { call throws(Stop) in try call.kernel.currentTask(call.machine) }
    ]
}

extension Kernel {
    /// The `struct task_struct` of the task that runs; zeroes but for its name and number, where the model is there.
    func currentTask(_ machine: Machine) throws(Stop) -> UInt64 {
        if let found = currentThread(machine) { return found.address }
        let number = machine.tasks.current.number
        if let known = taskStructs[number] { return known }
        let address = try machine.memory.allocate(
            16384, kind: .kernel, alignment: 64, zeroed: true, name: "current")
        taskStructs[number] = address
        if let task = referenceKernel?.scheduler.current {
            try machine.set("pid", of: "task_struct", at: address, UInt64(task.pid))
            try machine.set("tgid", of: "task_struct", at: address, UInt64(task.pid))
            if let place = machine.member("comm", of: "task_struct", at: address) {
                try machine.memory.write(Array(task.name.utf8.prefix(15)) + [0], at: place)
            }
        }
        return address
    }

    func currentThread(_ machine: Machine) -> (address: UInt64, thread: KernelThread)? {
        let current = machine.tasks.current
        return threads.first { $0.value.task === current }.map { ($0.key, $0.value) }
    }

    /// Starts a thread, or wakes one that sleeps.
    func wakeThread(_ address: UInt64, _ machine: Machine) throws(Stop) -> Bool {
        guard let thread = threads[address] else {
            guard let number = taskStructs.first(where: { $0.value == address })?.key else {
                throw .fault(.badArgument, "there is no task at \(machine.memory.place(address))")
            }
            return waitQueues.wake(number)
        }
        if let task = thread.task { return waitQueues.wake(task.number) }
        let task = try start(thread.name, machine) { [unowned(unsafe) machine] () throws(Stop) in
            let result = try machine.call(thread.function, as: "i32(ptr)", [thread.data])
            self.threads[address]?.result = result
            self.threads[address]?.isFinished = true
        }
        threads[address]?.task = task
        return true
    }
}

extension KernelCall {
    fileprivate func stopThread(_ address: UInt64) throws(Stop) -> UInt64 {
        let kernel = try kernel
        guard let thread = kernel.threads[address] else {
            throw badArgument("there is no thread at \(memory.place(address))")
        }
        kernel.threads[address]?.shouldStop = true
        // One that was never woken ends without its function being called.
        if thread.task == nil {
            kernel.threads[address] = nil
            try memory.release(address, accepting: [.kernel], by: name)
            return .error(.EINTR)
        }
        _ = try kernel.wakeThread(address, machine)
        try block(for: "the end of the thread ‘\(thread.name)’") { kernel.threads[address]?.isFinished ?? true }
        let result = kernel.threads[address]?.result ?? 0
        kernel.threads[address] = nil
        try memory.release(address, accepting: [.kernel], by: name)
        return result
    }
}
