// SPDX-License-Identifier: Apache-2.0
import Machine

// Modules get their memory with insmod and lose it with rmmod, or where their init function fails.
extension Kernel {
    /// Before a module's parameters are set and its init function runs: all its variables are what the files say, and
    /// nothing of an earlier life is known of them.
    public func load(_ module: DriverModule, _ machine: Machine) throws(Stop) {
        try moduleMemoryEnds(module.program, machine)
        try machine.load(module.program)
        try writeName(of: module.program, at: module.address, machine)
    }

    /// After a module's exit function, or an init function that failed.
    /// - Throws: the fault where something of the module is still in use: a lock that is held, a timer or work that waits.
    public func unload(_ module: DriverModule, _ machine: Machine) throws(Stop) {
        guard machine.isLoaded(module.program) else { return }
        for parameter in module.parameters { try releaseParameter(parameter.address, machine) }
        try moduleMemoryEnds(module.program, machine)
        machine.unload(module.program)
        moduleReferences[module.address] = nil
        goingModules.remove(module.address)
    }

    private func moduleMemoryEnds(_ module: ProgramModule, _ machine: Machine) throws(Stop) {
        let variables = machine.variables(of: module)
        for variable in variables {
            try memoryEnds(variable.address, machine)
            try workEnds(variable.address..<variable.address &+ UInt64(max(variable.size, 1)), machine)
        }
        forget { machine.module(at: $0)?.number == module.number }
    }

    /// Work that is queued, or waits for its time, must not lose its memory.
    private func workEnds(_ range: Range<UInt64>, _ machine: Machine) throws(Stop) {
        let queued = workQueues.queues.values.flatMap { $0.pending.map(\.work) }
        guard let work = (queued + delayedWork.keys).filter({ range.contains($0) }).min() else { return }
        throw .fault(
            .freedWhileInUse,
            "the memory of the work ‘\(machine.name(of: work) ?? "?")’ is freed while the work is waiting to be done")
    }

    /// What is known of objects by their addresses. Devices and drivers that are still registered stay known as that.
    private func forget(_ isGone: (UInt64) -> Bool) {
        lockNames = lockNames.filter { !isGone($0.key) }
        idrs = idrs.filter { !isGone($0.key) }
        idas = idas.filter { !isGone($0.key) }
        xarrays = xarrays.filter { !isGone($0.key) }
        waitQueues.forget(isGone)
        let isDevice = Set(devices.devices.filter { $0.value.model?.isRegistered ?? false }.keys)
        devices.devices = devices.devices.filter { !isGone($0.key) || isDevice.contains($0.key) }
        deviceNames = deviceNames.filter { !isGone($0.key) || isDevice.contains($0.key) }
        driverNames = driverNames.filter { !isGone($0.key) || isDevice.contains($0.key) }
    }
}
