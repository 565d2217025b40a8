// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// What the shims know of the channel subsystem beside the model.
final class ChannelObjects {
    /// By the address of the `struct subchannel`.
    var subchannels: [UInt64: Subchannel] = [:]
    /// What was allocated with one.
    var memory: [UInt64: [UInt64]] = [:]
    /// The lock of a subchannel that a task holds while it calls drivers.
    var lockAround: [LockTask: UInt64] = [:]
    /// The task that is interrupted for I/O; made when there is something first.
    var task: MachineTask?
}

/// The machine's memory as channel programs see it: addresses are absolute, and 31 bits are enough for what lies low.
final class MachineChannelMemory: ChannelMemory {
    private unowned let machine: Machine

    init(_ machine: Machine) { self.machine = machine }

    private func isMemory(_ address: UInt64, _ count: Int) -> Bool {
        guard let object = machine.memory.object(at: address), object.size - object.offset >= count else {
            return false
        }
        switch object.kind {
        case .heap, .pages, .kernel, .global: return true
        default: return false
        }
    }

    func read(_ address: UInt64, _ count: Int) -> [UInt8]? {
        guard isMemory(address, count) else { return nil }
        return try? machine.memory.contents(at: machine.memory.whole(address), count: count).bytes
    }

    func write(_ bytes: [UInt8], at address: UInt64) -> Bool {
        guard isMemory(address, bytes.count) else { return false }
        do {
            try machine.memory.write(bytes, at: machine.memory.whole(address))
            return true
        } catch {
            return false
        }
    }
}
