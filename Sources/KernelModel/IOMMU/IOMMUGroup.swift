// SPDX-License-Identifier: Apache-2.0

/// `struct iommu_group`: devices that cannot be kept apart from each other. Those of mdevs are made up, one for each.
public final class IOMMUGroup {
    public let number: Int
    /// "vfio-noiommu", where vfio made it.
    public internal(set) var name: String?
    public internal(set) var devices: [Device] = []
    /// Whoever made it, each device, and each vfio group.
    public internal(set) var references = 1
    public internal(set) var node: SysfsNode?
    var devicesNode: SysfsNode?
    /// Where its C struct is, for whom that is of interest.
    public var handle: UInt64 = 0

    init(number: Int) { self.number = number }
}
