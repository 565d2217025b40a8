// SPDX-License-Identifier: Apache-2.0

// The program's kernel modules: what they have, and how their memory comes and goes.
extension Machine {
    // MARK: Names

    /// Address of a module's function by another name that its files give it (`init_module`), or by its own.
    public func functionAddress(alias name: String, in module: ProgramModule) -> UInt64? {
        let module = program.modules[module.number]
        guard let index = module.aliases[name] ?? module.functions[name] else { return nil }
        return program.objects.first { $0.function == index }.map { memory.table[$0.index].base }
    }

    /// Address of a module's function; one that its files themselves define comes before others of the name.
    public func functionAddress(_ name: String, in module: ProgramModule) -> UInt64? {
        guard let index = program.modules[module.number].functions[name] else { return nil }
        return program.objects.first { $0.function == index }.map { memory.table[$0.index].base }
    }

    /// Address of a module's function or variable by its name, `__this_module` among them.
    public func address(of name: String, in module: ProgramModule) -> UInt64? {
        objects(of: module).first { $0.name == name }.map { memory.table[$0.index].base }
    }

    /// THIS_MODULE of a module whose files name it.
    public func thisModule(of module: ProgramModule) -> UInt64? { address(of: "__this_module", in: module) }

    /// A module's variables that were put into a section, in the order of its files; none while it is unloaded.
    public func variables(
        inSection section: String, in module: ProgramModule
    ) -> [(name: String, address: UInt64, size: Int)] {
        objects(of: module).filter { $0.function < 0 && $0.section == section && isLive($0) }
            .map { ($0.name, memory.table[$0.index].base, $0.size) }
    }

    /// A module's variables, string constants among them; none while it is unloaded.
    public func variables(of module: ProgramModule) -> [(name: String, address: UInt64, size: Int)] {
        objects(of: module).filter { $0.function < 0 && isLive($0) }
            .map { ($0.name, memory.table[$0.index].base, $0.size) }
    }

    /// The module whose function or variable an address leads to, whether it is loaded or not.
    public func module(at address: UInt64) -> ProgramModule? {
        let number = Address.index(of: address) - Address.kernelIndices.lowerBound
        guard program.objects.indices.contains(number),
            memory.table[program.objects[number].index].base >> 32 == address >> 32
        else { return nil }
        return program.objects[number].module.map { program.modules[$0] }
    }

    func isLive(_ object: ProgramObject) -> Bool { memory.table[object.index].state == .live }

    private func objects(of module: ProgramModule) -> [ProgramObject] {
        program.objects.filter { $0.module == module.number }
    }

    // MARK: Memory

    /// Whether the module's memory is there; so it is when a machine is made.
    public func isLoaded(_ module: ProgramModule) -> Bool { memory.unloaded[module.number] == nil }

    /// Gives the module fresh memory at its old addresses, as insmod does: all variables are what the files say.
    public func load(_ module: ProgramModule) throws(Stop) {
        memory.unloaded[module.number] = nil
        let objects = objects(of: module)
        for object in objects {
            memory.renew(object.index)
            if !object.image.isEmpty { try memory.place(object.image, at: memory.table[object.index].base) }
        }
        for object in objects {
            if let variable = object.variable { try variable.initialise(self, memory.table[object.index].base) }
        }
    }

    /// Takes the module's memory away: who comes to its variables, its string constants or its functions from here on
    /// has kept a pointer too long.
    public func unload(_ module: ProgramModule) {
        memory.unloaded[module.number] = module.name
        for object in objects(of: module) { memory.unload(object.index, module: module.number) }
    }
}
