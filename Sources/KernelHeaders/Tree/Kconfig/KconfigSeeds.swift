// SPDX-License-Identifier: Apache-2.0

/// The few values that an evaluation of Kconfig files starts from, where nobody has configured the tree.
enum KconfigSeeds {
    /// Values for an architecture.
    static func values(for architecture: KernelArchitecture) -> [String: KconfigEvaluation.Value] {
        var values: [String: KconfigEvaluation.Value] = [
            "CLANG_VERSION": .literal("140006"), "GCC_VERSION": .literal("0"), "BASE_SMALL": .literal("0"),
            "LOG_BUF_SHIFT": .literal("17"),
            // Not built by gcc, and nothing that only serves to compile more.
            "CC_IS_GCC": .no, "COMPILE_TEST": .no, "UML": .no,
        ]
        for symbol in common { values[symbol] = .yes }
        // These decide the size of `struct device` and of locks in nearly every distribution's kernel.
        for symbol in layout { values[symbol] = .yes }
        switch architecture {
        case .x86:
            for symbol in ["X86", "X86_64", "GENERIC_CPU", "ACPI", "PERF_EVENTS", "PM"] { values[symbol] = .yes }
            values["HZ"] = .literal("1000")
            values["NR_CPUS"] = .literal("64")
            values["X86_INTERNODE_CACHE_SHIFT"] = .literal("6")
            values["X86_32"] = .no
        case .s390:
            for symbol in ["S390", "ZCRYPT", "CCWGROUP", "CMA", "DMA_CMA"] { values[symbol] = .yes }
            values["HZ"] = .literal("100")
            values["NR_CPUS"] = .literal("512")
            values["MAX_PHYSMEM_BITS"] = .literal("46")
        }
        return values
    }

    /// The Kconfig files without which types of the core cannot be laid out, from the root of the tree: those that every
    /// source includes headers of. They are read even where the tree's own top file does not lead to them.
    static func files(for architecture: KernelArchitecture) -> [String] {
        var files = ["arch/\(architecture.directoryName)/Kconfig"]
        if architecture == .x86 { files.append("arch/x86/Kconfig.cpu") }
        return files + [
            "arch/Kconfig", "mm/Kconfig", "kernel/dma/Kconfig", "init/Kconfig", "lib/Kconfig", "kernel/irq/Kconfig",
            "kernel/time/Kconfig", "kernel/rcu/Kconfig", "kernel/power/Kconfig", "kernel/Kconfig.locks",
            "virt/kvm/Kconfig",
        ]
    }

    private static let common = [
        "64BIT", "SMP", "MMU", "MODULES", "PRINTK", "BUG", "SLUB", "SPARSEMEM", "SPARSEMEM_VMEMMAP", "TREE_RCU", "SRCU",
        "TREE_SRCU", "BLOCK", "SYSFS", "PROC_FS", "CGROUPS", "IOMMU_API", "PCI", "KVM", "CC_IS_CLANG",
    ]

    private static let layout = [
        "PHYS_ADDR_T_64BIT", "ARCH_DMA_ADDR_T_64BIT", "MUTEX_SPIN_ON_OWNER", "GENERIC_MSI_IRQ",
        "GENERIC_MSI_IRQ_DOMAIN", "DMA_OPS", "NUMA",
    ]
}
