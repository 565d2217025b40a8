// SPDX-License-Identifier: Apache-2.0

/// `include/generated/bounds.h`: counts the kernel's build takes from compiled enumerations.
enum BoundsHeader {
    /// Typical values for a configuration. The number of page flags is an assumption: it changes the packing of page flags only.
    static func text(configuration: KernelConfiguration) -> String {
        // ZONE_NORMAL and ZONE_MOVABLE always exist.
        let optionalZones = ["ZONE_DMA", "ZONE_DMA32", "HIGHMEM", "ZONE_DEVICE"]
        let zones = 2 + optionalZones.filter(configuration.isSet).count
        var lines = ["#ifndef __LINUX_BOUNDS_H__", "#define __LINUX_BOUNDS_H__", "#define NR_PAGEFLAGS 25"]
        lines.append("#define MAX_NR_ZONES \(zones)")
        let symmetric = configuration.isSet("SMP")
        if symmetric {
            let processors = max(configuration.integer("NR_CPUS") ?? 64, 1)
            lines.append("#define NR_CPUS_BITS \(Int.bitWidth - 1 - processors.leadingZeroBitCount)")
        }
        lines.append("#define SPINLOCK_SIZE \(symmetric ? 4 : 0)")
        // Four generations and four tiers, where the multi-generational LRU is configured.
        let generational = configuration.isSet("LRU_GEN")
        lines.append("#define LRU_GEN_WIDTH \(generational ? 3 : 0)")
        lines.append("#define __LRU_REFS_WIDTH \(generational ? 2 : 0)")
        lines.append("#endif")
        return lines.joined(separator: "\n") + "\n"
    }
}
