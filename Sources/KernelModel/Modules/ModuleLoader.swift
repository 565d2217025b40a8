// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// kernel/module: loading and unloading.
public final class ModuleLoader {
    /// What can be loaded, by name.
    public private(set) var available: [String: Module] = [:]
    /// What is loaded or on its way, in order.
    public private(set) var loaded: [Module] = []
    private let sysfs: Sysfs
    private let log: KernelLog
    private let devices: DeviceCore
    private let scheduler: any Scheduler
    private let level: KernelLevel

    init(devices: DeviceCore) {
        self.devices = devices
        sysfs = devices.sysfs
        log = devices.log
        scheduler = devices.scheduler
        level = devices.level
    }

    public func makeAvailable(_ module: Module) { available[module.name] = module }

    /// find_module().
    public func module(named name: String) -> Module? { loaded.first { $0.name == name } }

    // MARK: Loading

    /// finit_module() of the file of that name.
    /// - Throws: `Errno.ENOENT` where there is none, `Errno.EEXIST` where it is loaded, or what its init gives.
    public func load(_ name: String, parameters: String = "") throws {
        guard let module = available[name] else { throw Errno.ENOENT }
        while let other = self.module(named: name) {
            if other.state == .live { throw Errno.EEXIST }
            if level.loadIsBusyAfterWaiting, other.state == .going { throw Errno.EBUSY }
            // Who comes while it comes or goes waits for how that ends.
            let result = try scheduler.wait(
                for: "the module \(name)", isInterruptible: true, until: nil,
                { other.state == .live || other.state == .gone })
            if result == .interrupted { throw Errno.ERESTARTSYS }
            if level.loadIsBusyAfterWaiting { throw other.state == .live ? Errno.EEXIST : .EBUSY }
        }
        try load(module, parameters)
    }

    private func load(_ module: Module, _ parameters: String) throws {
        for used in module.uses where used.state != .live { throw Errno.ENOENT }
        module.state = .coming
        module.references = 1
        loaded.append(module)
        for used in module.uses {
            used.references += 1
            used.users.append(module)
        }
        do {
            try addFiles(of: module)
            try module.initialise?(parameters)
        } catch let error as Errno {
            module.state = .going
            try free(module, announces: false)
            throw error
        }
        module.state = .live
        if let node = module.node { log.uevent("add", node.path, [.init("SUBSYSTEM", "module")]) }
        module.references -= 1
    }

    /// Modules that are there before the run begins: no init, no uevent. Each uses only those before it.
    func preload(_ names: [(name: String, uses: [String])]) {
        for (name, uses) in names {
            let module = Module(name: name)
            module.uses = uses.compactMap { self.module(named: $0) }
            makeAvailable(module)
            // Nothing of it can fail: each name is there once.
            try? load(module, "")
        }
        _ = log.drain()
    }

    private func addFiles(of module: Module) throws {
        let root = try sysfs.directory("module", in: sysfs.root)
        let node = try sysfs.addObject(module.name, to: root)
        module.node = node
        try sysfs.add("holders", .directory, to: node)
        let shown = module.parameters.filter { $0.file.mode != 0 }
        if !shown.isEmpty {
            try sysfs.add([AttributeGroup(name: "parameters", attributes: shown)], to: node)
        }
        try sysfs.add("uevent", .file(devices.ueventFile("module", node)), to: node)
        try sysfs.add(
            "initstate",
            .file(
                SysfsFile(mode: 0o444) { [unowned module] in
                    switch module.state {
                    case .live: "live\n"
                    case .coming: "coming\n"
                    case .going, .gone: "going\n"
                    }
                }), to: node)
        try sysfs.add(
            "refcnt", .file(SysfsFile(mode: 0o444) { [unowned module] in "\(module.references)\n" }), to: node)
        for used in module.uses {
            if let holders = used.node?.children["holders"] { try sysfs.add(module.name, .link(node), to: holders) }
        }
    }

    /// free_module().
    private func free(_ module: Module, announces: Bool) throws {
        for used in module.uses {
            if let holders = used.node?.children["holders"] { try sysfs.remove(module.name, from: holders) }
        }
        if let node = module.node {
            if announces { log.uevent("remove", node.path, [.init("SUBSYSTEM", "module")]) }
            module.node = nil
            try sysfs.remove(node)
        }
        for used in module.uses {
            used.references -= 1
            used.users.removeAll { $0 === module }
        }
        loaded.removeAll { $0 === module }
        module.references = 0
        module.state = .gone
    }

    // MARK: Unloading

    /// delete_module(). It never waits for references, O_NONBLOCK or not, but for what the module's exit waits for.
    /// - Throws: `Errno.ENOENT`; `Errno.EAGAIN` while others use it or hold it; `Errno.EBUSY` while it comes or goes,
    ///   or where it has no exit.
    public func unload(_ name: String) throws {
        guard let module = module(named: name) else { throw Errno.ENOENT }
        if !module.users.isEmpty { throw Errno.EAGAIN }
        if module.state != .live { throw Errno.EBUSY }
        if module.initialise != nil, module.exit == nil { throw Errno.EBUSY }
        if module.references > 0 { throw Errno.EAGAIN }
        module.state = .going
        try module.exit?()
        try free(module, announces: true)
    }

    // MARK: References

    /// try_module_get(); code that is built in has no module.
    public func tryGet(_ module: Module?) -> Bool {
        guard let module else { return true }
        guard module.state == .coming || module.state == .live else { return false }
        module.references += 1
        return true
    }

    /// __module_get().
    public func get(_ module: Module?) { module?.references += 1 }

    /// module_put().
    public func put(_ module: Module?) { module?.references -= 1 }
}
