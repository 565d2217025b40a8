// SPDX-License-Identifier: Apache-2.0
import Machine

/// A parameter that a module declares.
public struct ModuleParameter: Sendable, Hashable {
    public var name: String
    /// The mode of its file below /sys/module/MODULE/parameters; 0 where it has none.
    public var mode: UInt16
    /// Its struct kernel_param.
    public var address: UInt64
}

/// One kernel module of a program.
public struct DriverModule: Sendable, Hashable {
    /// What the machine loads and unloads.
    public var program: ProgramModule
    /// KBUILD_MODNAME.
    public var name: String
    /// THIS_MODULE.
    public var address: UInt64
    /// What module_init() was given; nil for a module that only has code.
    public var initialise: UInt64?
    /// What module_exit() was given. One with an init function and without this one cannot be unloaded.
    public var exit: UInt64?
    public var parameters: [ModuleParameter]
}

extension Kernel {
    /// The machine's program as a module, or its first one. THIS_MODULE has its name afterwards, for module_name().
    public func module(_ machine: Machine) throws(Stop) -> DriverModule {
        try driverModule(machine.program.modules[0], machine)
    }

    /// All modules of the machine's program, in the order of the files that they start with. Each must be loaded.
    public func modules(_ machine: Machine) throws(Stop) -> [DriverModule] {
        var result: [DriverModule] = []
        for module in machine.program.modules { result.append(try driverModule(module, machine)) }
        return result
    }

    private func driverModule(_ module: ProgramModule, _ machine: Machine) throws(Stop) -> DriverModule {
        let address = try thisModule(module, machine)
        try writeName(of: module, at: address, machine)
        var parameters: [ModuleParameter] = []
        for variable in machine.variables(inSection: "__param", in: module) {
            let mode = try machine.field("perm", of: "kernel_param", at: variable.address) ?? 0
            let text = try machine.text(at: try machine.pointer("name", of: "kernel_param", at: variable.address))
            parameters.append(
                ModuleParameter(name: text, mode: UInt16(truncatingIfNeeded: mode), address: variable.address))
        }
        return DriverModule(
            program: module, name: module.name, address: address,
            initialise: machine.functionAddress(alias: "init_module", in: module),
            exit: machine.functionAddress(alias: "cleanup_module", in: module), parameters: parameters)
    }

    func writeName(of module: ProgramModule, at address: UInt64, _ machine: Machine) throws(Stop) {
        guard let place = machine.member("name", of: "module", at: address) else { return }
        try machine.memory.write(Array(module.name.utf8.prefix(55)) + [0], at: place)
    }

    /// A module that never names itself has a struct all the same.
    private func thisModule(_ module: ProgramModule, _ machine: Machine) throws(Stop) -> UInt64 {
        if let address = machine.thisModule(of: module) { return address }
        if let address = moduleAddresses[module.number] { return address }
        let address = try machine.make("module", name: "__this_module")
        moduleAddresses[module.number] = address
        return address
    }

    /// Calls the module's init function.
    /// - Throws: `Errno` that it returns, `Stop` where the program stops.
    public func initialise(_ module: DriverModule, _ machine: Machine) throws {
        guard let function = module.initialise else { return }
        let result = try machine.call(function, as: "i32()", [])
        if let errno = Errno(result: Int32(truncatingIfNeeded: result)) { throw errno }
        try addPlatformHardware(machine)
    }

    /// Why delete_module() refuses: EBUSY for a module without an exit function, EAGAIN while it is in use; nil where it
    /// does not. Modules that depend on it are the model's business.
    public func unloadingError(_ module: DriverModule) -> Errno? {
        if module.initialise != nil, module.exit == nil { return .EBUSY }
        return moduleReferenceCount(module.address) > 0 ? .EAGAIN : nil
    }

    /// Calls the module's exit function, if it has one.
    public func exit(_ module: DriverModule, _ machine: Machine) throws(Stop) {
        // MODULE_STATE_GOING: no more references.
        goingModules.insert(module.address)
        if let function = module.exit { try machine.call(function, as: "void()", []) }
    }
}
