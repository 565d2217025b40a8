// SPDX-License-Identifier: Apache-2.0
import KernelLevels

extension KernelLevel {
    /// Modules of mdev and vfio that are loaded before a driver is, each with those whose symbols it uses. Facts:
    /// api-history 1.9 and the Makefiles of drivers/vfio.
    var coreModules: [(name: String, uses: [String])] {
        var all: [(name: String, uses: [String])] = [
            ("irqbypass", []), ("vfio_virqfd", []), ("vfio", []), ("vfio_iommu_type1", ["vfio"]),
        ]
        // From 5.14 to 5.18 the shim is a part of mdev.
        all.append(("mdev", tableNamesDriver ? ["vfio"] : []))
        if hasShimModule { all.append(("vfio_mdev", ["mdev", "vfio"])) }
        return all
    }

    /// The shim between mdev and vfio is a module of its own, vfio_mdev.
    public var hasShimModule: Bool { order <= KernelLevel.B0.order }
}
