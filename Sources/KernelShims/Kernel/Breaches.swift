// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// What a driver does against the rules of the API it uses although nothing goes wrong at once: no kernel says anything.
public struct Breach: Sendable, Hashable {
    /// The raw values are names of rules.
    public enum Kind: String, Sendable, CaseIterable {
        case deviceStaysRegistered = "device-stays-registered"
        case driverGoneBeforeParents = "driver-gone-before-parents"
        case deviceNotZeroed = "device-not-zeroed"
        case ownerMissing = "owner-missing"
    }

    public var kind: Kind
    public var message: String
    /// Innermost first.
    public var stack: [StackFrame]
}

extension Kernel {
    /// The same one at the same place is noted once.
    private func note(_ breach: Breach) {
        let isKnown = breaches.contains { $0.kind == breach.kind && $0.stack.first == breach.stack.first }
        if !isKnown { breaches.append(breach) }
    }

    /// After the remove of an mdev_driver has returned.
    func checkRemoved(_ mdev: MdevDevice, by function: UInt64, _ machine: Machine) {
        guard referenceKernel?.vfio?.device(of: mdev.device) != nil,
            let frame = machine.declaration(of: function)
        else { return }
        let text = "\(frame.function)() has returned with the vfio_device registered"
        note(Breach(kind: .deviceStaysRegistered, message: text, stack: [frame]))
    }

    /// Before mdev_unregister_driver().
    func checkParents(of driver: MdevDriver, _ machine: Machine) {
        let parents = referenceKernel?.mdev?.parents.filter { $0.driver === driver || $0.ops?.deviceDriver === driver }
        guard let parent = parents?.first else { return }
        let text = "mdev_unregister_driver() while ‘\(parent.device.name)’ can still make devices for the driver"
        note(Breach(kind: .driverGoneBeforeParents, message: text, stack: machine.stack()))
    }

    /// Before vfio_init_group_dev().
    func checkZeroed(_ address: UInt64, _ machine: Machine) {
        guard let size = machine.program.layout(of: "struct vfio_device")?.size,
            let found = try? machine.memory.contents(at: address, count: size)
        else { return }
        let text: String
        if found.defined.contains(false) {
            text = "vfio_init_group_dev() of memory that was never written"
        } else if found.bytes.contains(where: { $0 != 0 }) {
            text = "vfio_init_group_dev() of memory that is not zero"
        } else {
            return
        }
        note(Breach(kind: .deviceNotZeroed, message: text, stack: machine.stack()))
    }

    /// Before vfio_unregister_group_dev(): a module does not begin to go while a device of its own is open, where the
    /// kernel knows whose it is.
    func checkOwner(of device: VFIODevice, _ machine: Machine) {
        guard !goingModules.isEmpty, let reference = referenceKernel, reference.level.holdsDriverModule,
            device.registrations > 1, let driver = device.device.driver, driver.owner == nil
        else { return }
        let text = "the module goes while a device of it is open: its driver ‘\(driver.name)’ has no owner"
        note(Breach(kind: .ownerMissing, message: text, stack: machine.stack()))
    }
}

extension Machine {
    /// A function of the driver's files, where it begins.
    fileprivate func declaration(of address: UInt64) -> StackFrame? {
        guard let name = symbol(at: address)?.name else { return nil }
        guard let function = program.coverage.functions.first(where: { $0.name == name }) else {
            return StackFrame(function: name, position: SourcePosition(file: "", line: 0, column: 0))
        }
        return StackFrame(
            function: name, position: SourcePosition(file: function.file, line: function.line, column: 0))
    }
}
