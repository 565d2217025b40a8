// SPDX-License-Identifier: Apache-2.0
import Machine

/// Work that is to be done, by queue. Each queue has one worker, which does it in order.
struct WorkQueues {
    struct Item: Equatable {
        var work: UInt64
        var function: UInt64
    }

    struct Queue {
        var name: String
        var pending: [Item] = []
        /// The work whose function runs now.
        var running: UInt64?
        var worker: MachineTask?
        var isDraining = false

        var isIdle: Bool { pending.isEmpty && running == nil }
    }

    /// By the address of the `struct workqueue_struct`.
    var queues: [UInt64: Queue] = [:]

    func isPending(_ work: UInt64) -> Bool {
        queues.values.contains { $0.pending.contains { $0.work == work } }
    }

    func isRunning(_ work: UInt64) -> Bool { queues.values.contains { $0.running == work } }

    func isBusy(_ work: UInt64) -> Bool { isPending(work) || isRunning(work) }

    /// - Returns: whether it was pending.
    mutating func remove(_ work: UInt64) -> Bool {
        for (address, queue) in queues {
            if let index = queue.pending.firstIndex(where: { $0.work == work }) {
                queues[address]?.pending.remove(at: index)
                return true
            }
        }
        return false
    }

    mutating func takeNext(_ queue: UInt64) -> Item? {
        guard let next = queues[queue]?.pending.first else { return nil }
        queues[queue]?.pending.removeFirst()
        queues[queue]?.running = next.work
        return next
    }
}

extension Kernel {
    /// Puts work into a queue. - Returns: false where it was pending already.
    func queueWork(_ work: UInt64, on queue: UInt64, _ machine: Machine) throws(Stop) -> Bool {
        if workQueues.isPending(work) { return false }
        // Read now: the memory may be gone when the worker comes to it, and then the function is what finds it.
        let function = try machine.memory.load(work &+ 24, size: 8)
        if function == 0 { throw .fault(.badArgument, "work without a function is queued") }
        try setPending(work, true, machine)
        if workQueues.queues[queue] == nil {
            let name = machine.symbol(at: queue)?.name ?? machine.name(of: queue) ?? "workqueue"
            workQueues.queues[queue] = WorkQueues.Queue(name: name)
        }
        workQueues.queues[queue]?.pending.append(WorkQueues.Item(work: work, function: function))
        if workQueues.queues[queue]?.worker == nil {
            let worker = try startWorker(queue, machine)
            workQueues.queues[queue]?.worker = worker
        }
        return true
    }

    /// work_pending() reads bit 0 of the first member.
    func setPending(_ work: UInt64, _ isPending: Bool, _ machine: Machine) throws(Stop) {
        let data = try machine.memory.load(work, size: 8)
        try machine.memory.store(work, size: 8, isPending ? data | 1 : data & ~1)
    }

    private func startWorker(_ queue: UInt64, _ machine: Machine) throws(Stop) -> MachineTask {
        let name = workQueues.queues[queue]?.name ?? "workqueue"
        return try start("worker of \(name)", machine) { [unowned(unsafe) machine] () throws(Stop) in
            while true {
                guard let item = self.workQueues.takeNext(queue) else {
                    // The queue was destroyed.
                    if self.workQueues.queues[queue] == nil { return }
                    try self.block(machine, for: "work to do") {
                        self.workQueues.queues[queue].map { !$0.pending.isEmpty } ?? true
                    }
                    continue
                }
                try? self.setPending(item.work, false, machine)
                try machine.call(item.function, as: "void(ptr)", [item.work])
                self.workQueues.queues[queue]?.running = nil
            }
        }
    }
}
