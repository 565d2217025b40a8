// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

extension Kernel {
    /// The `struct vfio_device` of a device. That of the kernel's own shim around an mdev is there as soon as somebody asks
    /// for it.
    func address(of device: VFIODevice, _ machine: Machine) throws(Stop) -> UInt64 {
        if device.handle != 0 { return device.handle }
        if let known = vfioObjects.devices.first(where: { $0.value === device })?.key { return known }
        let address = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: "a vfio_device of the kernel")
        vfioObjects.devices[address] = device
        return address
    }
}
