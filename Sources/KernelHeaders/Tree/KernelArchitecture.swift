// SPDX-License-Identifier: Apache-2.0

/// An architecture a kernel tree can be parsed for.
public enum KernelArchitecture: String, Sendable, CaseIterable, Hashable {
    /// 64-bit x86.
    case x86
    /// 64-bit s390 (big-endian).
    case s390

    /// The target that clang is told.
    public var targetTriple: String {
        switch self {
        case .x86: "x86_64-linux-gnu"
        case .s390: "s390x-linux-gnu"
        }
    }

    /// The name of the architecture's directory below `arch/` (`SRCARCH` of the kernel's Makefile).
    public var directoryName: String { rawValue }

    /// The symbols that a configuration for this architecture has set.
    var markerSymbols: [String] {
        switch self {
        case .x86: ["X86", "X86_64"]
        case .s390: ["S390"]
        }
    }

    /// Symbols of architectures other than this one. A driver that depends on one of them is not built here.
    var foreignSymbols: Set<String> {
        var all: Set<String> = [
            "ALPHA", "ARC", "ARM", "ARM64", "CSKY", "HEXAGON", "IA64", "LOONGARCH", "M68K", "MICROBLAZE", "MIPS",
            "NDS32",
            "NIOS2", "OPENRISC", "PARISC", "PPC", "PPC32", "PPC64", "RISCV", "S390", "SPARC", "SPARC32", "SPARC64",
            "SUPERH", "UML", "X86", "X86_32", "X86_64", "XTENSA",
        ]
        all.subtract(markerSymbols)
        return all
    }

    /// What every kernel is built with that gives the code its meaning: integers wrap, objects of any type may lie at
    /// any place, and address 0 is an address.
    static let languageFlags = [
        "-fshort-wchar", "-fno-strict-aliasing", "-fno-common", "-fno-strict-overflow",
        "-fno-delete-null-pointer-checks",
    ]

    /// Machine flags that change the intermediate representation but not what parses.
    var machineFlags: [String] {
        switch self {
        case .x86:
            [
                "-mno-sse", "-mno-mmx", "-mno-sse2", "-mno-3dnow", "-mno-avx", "-mno-80387", "-mno-red-zone",
                "-mcmodel=kernel",
            ]
        case .s390:
            ["-march=z196", "-msoft-float", "-mbackchain", "-D__PACK_STACK"]
        }
    }
}
