// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

extension Kernel {
    /// The model of the kernel around the drivers of this run.
    public func reference(_ machine: Machine) throws(Stop) -> ReferenceKernel {
        if let referenceKernel { return referenceKernel }
        let made = ReferenceKernel(
            level: options.level, scheduler: MachineScheduler(self, machine), userMemory: userSpace(machine))
        do { try made.bootVFIO() } catch { throw .unsupported("the model of level \(options.level): \(error)") }
        installHooks(made, machine)
        installGuestHooks(made, machine)
        installAdjunctHooks(made, machine)
        referenceKernel = made
        try bootChannels(made, machine)
        return made
    }

    public func userSpace(_ machine: Machine) -> UserSpace {
        if let userSpaceMemory { return userSpaceMemory }
        let made = UserSpace(machine)
        userSpaceMemory = made
        return made
    }
}

extension KernelCall {
    var reference: ReferenceKernel {
        get throws(Stop) { try kernel.reference(machine) }
    }
}
