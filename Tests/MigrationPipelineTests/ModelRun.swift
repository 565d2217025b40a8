// SPDX-License-Identifier: Apache-2.0
import Foundation
import KernelLevels
import KernelModel
import KernelShims
import Machine

@testable import MigrationPipeline

/// A driver in a machine whose kernel is the model's, and a user of it.
final class ModelRun {
    let machine: Machine
    let kernel: Kernel
    let reference: ReferenceKernel
    let user: KernelModel.Process
    let moduleName: String
    let level: KernelLevel

    /// - Parameter paths: of C files, one module.
    init(_ paths: [String], goesOnAfterLeaks: Bool = false) throws {
        let settings = InputSettings(paths: paths)
        var level = KernelLevel.D0
        let modules = try paths.map { path in
            let plan = try EmissionPlan(file: path, settings: settings)
            level = plan.level
            return try IRModule.emit(plan.request)
        }
        let program = try Program.build(modules, interface: KernelFunctions.interface)
        machine = try Machine(program, options: MachineOptions())
        var options = KernelOptions()
        options.level = level
        options.goesOnAfterLeaks = goesOnAfterLeaks
        self.level = level
        kernel = Kernel(options: options)
        kernel.attach(to: machine)
        reference = try kernel.reference(machine)
        user = KernelModel.Process(reference)
        let driver = try kernel.module(machine)
        moduleName = driver.name
        let module = Module(name: driver.name)
        module.handle = driver.address
        module.uses = reference.modules.loaded.filter { ["mdev", "vfio"].contains($0.name) }
        module.initialise = { [unowned kernel, unowned machine] _ in try kernel.initialise(driver, machine) }
        if driver.exit != nil {
            module.exit = { [unowned kernel, unowned machine] in try kernel.exit(driver, machine) }
        }
        reference.modules.makeAvailable(module)
    }

    convenience init(fixture: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/machine/model/\(fixture).c").path()
        try self.init([root])
    }

    // MARK: What a user does

    func write(_ path: String, _ text: String) throws {
        let fd = try user.open(path, .writeOnly)
        let buffer = try reference.userMemory.allocate(4096, at: nil)
        try reference.userMemory.write(Array(text.utf8), at: buffer)
        do {
            _ = try user.write(fd, address: buffer, count: text.utf8.count)
        } catch let errno as Errno {
            try user.close(fd)
            throw errno
        }
        try user.close(fd)
    }

    func read(_ path: String) throws -> String {
        let fd = try user.open(path, .readOnly)
        let buffer = try reference.userMemory.allocate(4096, at: nil)
        let count = try user.read(fd, address: buffer, count: 4096)
        try user.close(fd)
        return String(decoding: try reference.userMemory.read(buffer, count), as: UTF8.self)
    }

    /// The number of the device's group, its container, the group and the device.
    func openDevice(_ path: String, _ uuid: String) throws -> (container: Int, group: Int, device: Int) {
        let number = try user.readlink(path + "/iommu_group").split(separator: "/").last ?? ""
        let buffer = try reference.userMemory.allocate(4096, at: nil)
        let container = try user.open("/dev/vfio/vfio", .readWrite)
        let group = try user.open("/dev/vfio/\(number)", .readWrite)
        try reference.userMemory.write(bytes(UInt32(container)), at: buffer)
        _ = try user.ioctl(group, 0x3b68, buffer)
        _ = try user.ioctl(container, 0x3b66, 3)
        try reference.userMemory.write(Array(uuid.utf8) + [0], at: buffer)
        return (container, group, try user.ioctl(group, 0x3b6a, buffer))
    }

    func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
