// SPDX-License-Identifier: Apache-2.0
import Machine

extension Kernel {
    /// Makes this the kernel of a machine that has not run yet.
    public func attach(to machine: Machine) {
        machine.kernel = self
        if options.goesOnAfterLeaks {
            machine.memory.onSlack = { [unowned(unsafe) self, unowned(unsafe) machine] fault in
                leaks.append(machine.locate(.fault(fault)))
            }
        }
        machine.onReturn = { [unowned(unsafe) self] machine throws(Stop) in try checkReturn(machine) }
    }

    /// After a call from outside: queued work is done and threads go on as far as they can by themselves, callbacks of
    /// RCU run, tasklets too. What ended another task is thrown. Timers, and work that waits for its time, are left.
    public func settle(_ machine: Machine) throws(Stop) {
        if let failure { throw failure }
        if locks.rcuReaders.isEmpty { try runCallbacks(machine) }
        if machine.tasks.all.count > 1 {
            try block(machine, for: "queued work") {
                self.workQueues.queues.values.allSatisfy(\.isIdle) && self.timers.isQuiet(at: machine.tasks.now)
            }
        }
    }
}
