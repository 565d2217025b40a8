// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// A plan of failures for the allocations that the kernel's own code makes in calls of drivers, counted from 1. What users
/// cause without a driver in between is not counted.
///
/// The machine counts calls: that the n-th of them fails is decided before the model sees it. This goes further in, to each
/// allocation of a call, and does not change the machine's numbers.
public final class PlannedAllocations: AllocationFailures {
    private let plan: FailurePlan
    private unowned let kernel: Kernel
    private unowned let machine: Machine
    /// Those that were counted.
    public private(set) var sites: [AllocationSite] = []

    public init(_ plan: FailurePlan, _ kernel: Kernel, _ machine: Machine) {
        self.plan = plan
        self.kernel = kernel
        self.machine = machine
    }

    public func mustFail(_ site: AllocationSite) -> Bool {
        guard let function = kernel.modelCalls[machine.tasks.current.number]?.last else { return false }
        sites.append(site)
        guard plan.numbers.contains(sites.count) else { return false }
        machine.record(.note("the allocation \(sites.count) of the kernel's own fails: \(function)(), \(site)"))
        return true
    }
}
