// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import KernelModel
import KernelShims
import Machine
import Validation

/// Drivers on a machine with the reference model around them, ready to be loaded and used.
final class ModelRun {
    let machine: Machine
    let kernel: Kernel
    let reference: ReferenceKernel
    /// Stand-ins, and then the others in the order in which they were given.
    let modules: [DriverModule]
    private let standIns: [String]
    private let uses: [String: Set<String>]
    private var available: [String: Module] = [:]
    /// What ended operations, in order.
    private(set) var stops: [Stop] = []

    /// - Throws: `InputError` for what cannot be run at all.
    convenience init(
        _ emission: DriverEmission, level: KernelLevel, failures: FailurePlan = .none, schedule: [Int] = [],
        stepBudget: Int? = nil, races: Bool = false
    ) throws(InputError) {
        let program: Program
        let interface = KernelFunctions.interface
        do {
            program = try Program.build(
                emission.modules, interface: races ? interface.withStorePoints() : interface)
        } catch {
            throw InputError(error.text)
        }
        try self.init(
            program, level: level, standIns: emission.standIns, uses: emission.uses, failures: failures,
            schedule: schedule, stepBudget: stepBudget)
    }

    /// - Parameters:
    ///   - standIns: names of modules that stand for other modules of a kernel.
    ///   - uses: which of them a module needs, by its name.
    /// - Throws: `InputError` for what cannot be run at all.
    init(
        _ program: Program, level: KernelLevel, standIns: [String] = [], uses: [String: Set<String>] = [:],
        failures: FailurePlan = .none, schedule: [Int] = [], stepBudget: Int? = nil
    ) throws(InputError) {
        (self.standIns, self.uses) = (standIns, uses)
        do {
            var options = MachineOptions()
            if let stepBudget { options.stepBudget = stepBudget }
            machine = try Machine(program, options: options, failures: failures)
            var kernelOptions = KernelOptions()
            kernelOptions.level = level
            kernelOptions.goesOnAfterLeaks = true
            kernel = Kernel(options: kernelOptions)
            kernel.attach(to: machine)
            machine.tasks.schedule = schedule
            reference = try kernel.reference(machine)
            let all = try kernel.modules(machine)
            modules =
                standIns.compactMap { name in all.first { $0.name == name } }
                + all.filter { !standIns.contains($0.name) }
        } catch {
            throw InputError(error.text)
        }
        // What drivers print is in the kernel's log, in its order.
        machine.onEvent = { [unowned reference] event in
            if case .message(let level, let text) = event { reference.log.message(level, text) }
        }
        for module in modules { offer(module) }
    }

    /// Makes a module one that insmod finds.
    private func offer(_ driver: DriverModule) {
        let module = Module(name: driver.name)
        module.handle = driver.address
        // What modules of the kernel it uses cannot be seen in its code; these are what an mdev driver always does.
        if !standIns.contains(driver.name) {
            module.uses = ["mdev", "vfio"].compactMap { reference.modules.module(named: $0) }
        }
        module.uses += standIns.filter { uses[driver.name]?.contains($0) == true }
            .compactMap { available[$0] }
        module.initialise = { [unowned self] parameters in
            try kernel.load(driver, machine)
            do {
                try kernel.setParameters(parameters, of: driver, machine)
                try kernel.initialise(driver, machine)
            } catch let errno as Errno {
                try kernel.unload(driver, machine)
                throw errno
            }
        }
        if driver.exit != nil {
            module.exit = { [unowned self] in
                try kernel.exit(driver, machine)
                try kernel.endGracePeriod(machine)
                try kernel.unload(driver, machine)
            }
        }
        module.parameters = driver.parameters.map { parameter in
            Attribute(
                name: parameter.name,
                file: SysfsFile(
                    mode: parameter.mode, show: { [unowned self] in try kernel.show(parameter, machine) },
                    store: { [unowned self] in
                        try kernel.store(parameter, $0, machine)
                        return $0.count
                    }))
        }
        reference.modules.makeAvailable(module)
        available[driver.name] = module
    }

    /// A process in which a scenario is performed.
    func userSpace() -> ProcessUserSpace {
        let oopsText: (any Error) -> String? = { [unowned self] error in
            var stop = error as? Stop
            // The core itself follows a pointer that a driver left NULL, without any call of the driver's.
            if let oops = error as? ModelStop, case .oops = oops { stop = kernel.stop(oops) }
            guard let stop else { return nil }
            let located = machine.locate(stop)
            stops.append(located)
            kernel.taskDied(machine)
            return OopsText.text(of: located)
        }
        return ProcessUserSpace(Process(reference), oopsText: oopsText) { error in
            if case .unsupported? = error as? Stop { return true }
            return false
        }
    }
}

extension Stop {
    /// For an error that ends everything before it began.
    var text: String {
        switch self {
        case .fault(let fault): fault.message
        case .unsupported(let unsupported): unsupported.what
        case .exit(let status): "exit(\(status))"
        case .abandoned: "given up"
        }
    }
}
