// SPDX-License-Identifier: Apache-2.0
@testable import KernelModel

/// Counts allocations and lets one fail: the n-th, or the first of a sort.
final class FailingAllocations: AllocationFailures {
    private(set) var asked: [AllocationSite] = []
    private(set) var failed: AllocationSite?
    private let number: Int?
    private let site: AllocationSite?

    init(number: Int) { (self.number, site) = (number, nil) }
    init(first site: AllocationSite) { (number, self.site) = (nil, site) }

    func mustFail(_ site: AllocationSite) -> Bool {
        asked.append(site)
        guard failed == nil, asked.count == number || site == self.site else { return false }
        failed = site
        return true
    }
}

extension Sample {
    /// Does something while an allocation fails.
    func failing(_ failures: FailingAllocations, _ body: () throws -> String) -> String {
        kernel.allocationFailures = failures
        defer { kernel.allocationFailures = nil }
        do { return try body() } catch { return "-\(error)" }
    }

    func failing(first site: AllocationSite, _ body: () throws -> String) -> String {
        failing(FailingAllocations(first: site), body)
    }

    /// All that a user can see of the kernel, and who holds what.
    func everything() -> [String] {
        let kernel = self.kernel
        var lines = rig.tree("/sys", depth: 12) + rig.tree("/dev", depth: 3)
        lines += kernel.mdev.devices.map { "mdev \($0.uuid) \($0.state)" }
        lines += kernel.mdev.parents.map { "parent \($0.device.name) \($0.children.count)" }
        lines += kernel.vfio.groups.map { "group \($0.minor) \($0.references)" }
        lines += kernel.vfio.devices.map { "device \($0.device.name) \($0.registrations)" }
        lines.append("references \(parentDevice.references), sets \(kernel.vfio.sets.count)")
        lines.append("iommu groups \(kernel.iommu.groups.keys.sorted()), indices \(kernel.vfio.indices.sorted())")
        return lines
    }
}
