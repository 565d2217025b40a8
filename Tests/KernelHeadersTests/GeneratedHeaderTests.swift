// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelHeaders

@Suite("Headers that a kernel's build generates")
struct GeneratedHeaderTests {
    @Test("timeconst.h for 100 and 1000 ticks a second")
    func timeconst() {
        let hundred = TimeconstHeader.text(hertz: 100)
        #expect(hundred.contains("#define HZ_TO_MSEC_MUL32 U64_C(0xA0000000)\n#define HZ_TO_MSEC_ADJ32 U64_C(0x0)\n"))
        #expect(hundred.contains("#define HZ_TO_MSEC_SHR32 28\n"))
        #expect(hundred.contains("#define MSEC_TO_HZ_MUL32 U64_C(0xCCCCCCCD)\n"))
        #expect(hundred.contains("#define MSEC_TO_HZ_ADJ32 U64_C(0x733333333)\n#define MSEC_TO_HZ_SHR32 35\n"))
        #expect(hundred.contains("#define HZ_TO_NSEC_NUM 10000000\n"))
        #expect(TimeconstHeader.text(hertz: 1000).contains("#define HZ_TO_MSEC_MUL32 U64_C(0x80000000)\n"))
    }

    @Test("wrappers: what is generic or mandatory and neither present nor generated")
    func wrappers() {
        let lists = AsmWrappers(
            architectureList: "generic-y = a.h\ngenerated-y += g.h m3.h\n",
            genericList: "mandatory-y += m1.h \\\n m2.h\nmandatory-y += m3.h # why\n", present: ["m2.h"])
        #expect(lists.wrappers == ["a.h", "m1.h"])
        #expect(lists.generated == ["g.h", "m3.h"])
        #expect(AsmWrappers.text(of: "a.h") == "#include <asm-generic/a.h>\n")
    }

    @Test("system calls from a table with comments and blanks")
    func calls() {
        let calls = SyscallTableHeaders.calls(in: "# n abi name\n\n1  common\texit\tsys_exit\n13 32 time -\n")
        #expect(calls.map(\.number) == [1, 13])
        #expect(calls.map(\.name) == ["exit", "time"])
    }

    @Test("bounds.h follows the configuration")
    func bounds() {
        let large = BoundsHeader.text(
            configuration: KernelConfiguration(values: [
                "SMP": .builtIn, "NR_CPUS": .literal("512"), "ZONE_DMA": .builtIn,
            ]))
        #expect(large.contains("NR_CPUS_BITS 9\n") && large.contains("MAX_NR_ZONES 3\n"))
        #expect(large.contains("SPINLOCK_SIZE 4\n"))
        #expect(BoundsHeader.text(configuration: KernelConfiguration()).contains("SPINLOCK_SIZE 0\n"))
    }

    @Test("a configuration reads what it writes")
    func configuration() {
        let values = KernelConfiguration(values: ["A": .builtIn, "B": .module, "C": .literal("\"x y\"")])
        #expect(KernelConfiguration(header: values.headerText) == values)
        #expect(KernelConfiguration(dotConfig: "CONFIG_A=y\nCONFIG_B=m\nCONFIG_C=\"x y\"\nCONFIG_D=n\n") == values)
    }

    @Test("releases order and print")
    func release() {
        #expect(KernelRelease(5, 9, 1) < KernelRelease(5, 10))
        #expect(KernelRelease(5, 10, 300).versionCode == 5 << 16 + 10 << 8 + 255)
        #expect("\(KernelRelease(6, 1))" == "6.1.0")
    }
}
