// SPDX-License-Identifier: Apache-2.0
import Machine

/// How kernel functions take and give locks.
extension KernelCall {
    /// Takes the lock that an argument points at; blocks where it must.
    /// - Returns: nil where it was only tried and is taken; else whether interrupts were off before.
    func acquire(
        _ index: Int, _ kind: LockKind, _ mode: LockMode = .exclusive, _ interrupts: LockInterrupts = .unchanged,
        isTry: Bool = false, subclass: Int = 0, until deadline: UInt64? = nil
    ) throws(Stop) -> Bool? {
        // Somebody else may come first.
        try machine.tasks.preempt()
        let kernel = try kernel
        let request = try request(index, kind, mode, interrupts, isTry: isTry, subclass: subclass, kernel)
        while true {
            switch kernel.locks.acquire(request) {
            case .acquired(let wereOff):
                kernel.noteLocks(machine)
                return wereOff
            case .refused: return nil
            case .violation(let violation): throw kernel.stop(violation, machine)
            case .mustWait(let holders):
                let names = kernel.names(machine)
                let held = holders.isEmpty ? "" : ", held by \(holders.map(names.task).joined(separator: " and "))"
                let inTime = try block(for: names.lock(request.address) + held, until: deadline) {
                    kernel.locks.isFree(for: request)
                }
                if !inTime {
                    kernel.locks.stopWaiting(request.task)
                    return nil
                }
            }
        }
    }

    /// Gives the lock back.
    func release(
        _ index: Int, _ kind: LockKind, _ mode: LockMode = .exclusive, _ interrupts: LockInterrupts = .unchanged,
        interruptsOff: Bool = false
    ) throws(Stop) {
        let kernel = try kernel
        let request = try request(index, kind, mode, interrupts, kernel)
        if let violation = kernel.locks.release(request, interruptsOff: interruptsOff) {
            throw kernel.stop(violation, machine)
        }
        kernel.noteLocks(machine)
    }

    func request(
        _ index: Int, _ kind: LockKind, _ mode: LockMode, _ interrupts: LockInterrupts, isTry: Bool = false,
        subclass: Int = 0, _ kernel: Kernel
    ) throws(Stop) -> LockRequest {
        let address = try value(index)
        var state = LockMemory.written
        if kernel.locks.isKnown(address) {
            // A lock in memory that is gone is a fault of the memory.
            _ = try memory.isInitialised(address, count: 1)
        } else {
            state = try lockMemory(address, kind)
        }
        return LockRequest(
            task: task, address: address, kind: kind, mode: mode, interrupts: interrupts, isTry: isTry,
            subclass: subclass,
            memory: state, site: site(kernel))
    }

    /// What is to be seen of a lock that no function has made. A spinlock of zeroes is a good one; locks with a list of
    /// those who wait are not.
    private func lockMemory(_ address: UInt64, _ kind: LockKind) throws(Stop) -> LockMemory {
        switch kind {
        case .spinlock, .rawSpinlock, .rwlock:
            _ = try memory.load(address, size: 4)
            return .written
        case .mutex, .rwsem, .semaphore:
            _ = try memory.load(address, size: 4)
            let list = address &+ UInt64(waitListOffset(of: kind))
            return try memory.load(list, size: 8) == 0 ? .untouched : .written
        }
    }

    /// Where the list of those who wait is: as the headers say, or as it usually is.
    func waitListOffset(of kind: LockKind) -> Int {
        let (type, usual) = kind == .mutex ? ("mutex", 16) : kind == .rwsem ? ("rw_semaphore", 24) : ("semaphore", 8)
        return machine.program.layout(of: "struct \(type)")?.offset(of: "wait_list") ?? usual
    }

    /// Tells the locks that one was made, and writes what the kernel's function would: zeroes and an empty list.
    func makeLock(_ kind: LockKind, count: Int = 1, key: UInt64, name: UInt64) throws(Stop) {
        let address = try value(0)
        let kernel = try kernel
        if let violation = kernel.locks.initialise(
            address, kind: kind, count: count, class: LockClass(.fixed(address: key != 0 ? key : address)), task: task,
            site: site(kernel))
        {
            throw kernel.stop(violation, machine)
        }
        if name != 0 { kernel.lockNames[address] = String(decoding: try memory.cString(at: name), as: UTF8.self) }
        let list = waitListOffset(of: kind)
        let head = address &+ UInt64(list)
        // Where the headers say nothing, it may be too large for what is there; that is not the driver's fault.
        guard let object = memory.object(at: address), object.size - object.offset >= list + 16 else { return }
        try memory.fill(address, count: list, with: 0)
        try memory.store(head, size: 8, head)
        try memory.store(head &+ 8, size: 8, head)
    }
}
