// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Objects of the model's vfio by the addresses of their C structs.
final class VFIOObjects {
    /// By `struct vfio_device *`.
    var devices: [UInt64: VFIODevice] = [:]
    /// What a driver's functions are given for it, by the same.
    var data: [UInt64: UInt64] = [:]
    /// By `struct vfio_group *`, which nobody sees into.
    var groups: [UInt64: VFIOGroup] = [:]
    /// By `struct notifier_block *`.
    var notifiers: [UInt64: Notifier] = [:]
    /// What drivers have mapped into a user's memory.
    var mappings: [AreaPages] = []
}
