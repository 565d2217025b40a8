// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelHeaders

/// The bundled overlay of a level has to be recognised as that level: probes and headers keep each other honest.
@Suite struct LevelProbeTests {
    @Test(arguments: KernelLevel.allCases) func recognisesItsOwnOverlay(_ level: KernelLevel) {
        let files = BundledHeaders.overlay(for: level)
        func text(_ name: String) -> String { files.first { $0.path.hasSuffix(name) }?.text ?? "" }
        #expect(LevelProbe.level(mdev: text("linux/mdev.h"), vfio: text("linux/vfio.h")) == level)
        let crlf = (mdev: text("linux/mdev.h"), vfio: text("linux/vfio.h"))
        #expect(
            LevelProbe.level(
                mdev: crlf.mdev.replacing("\n", with: "\r\n"), vfio: crlf.vfio.replacing("\n", with: "\r\n")) == level)
    }

    @Test func otherTextIsNoLevel() { #expect(LevelProbe.level(mdev: "int x;", vfio: "") == nil) }

    @Test func everyLevelHasItsHeaders() {
        for level in KernelLevel.allCases {
            let names = BundledHeaders.overlay(for: level).map {
                $0.path.split(separator: "/").suffix(2).joined(separator: "/")
            }
            #expect(Set(names).isSuperset(of: ["linux/mdev.h", "linux/vfio.h"]))
        }
    }

    @Test func namesOfLevels() {
        #expect(KernelLevel.named("series-v2") == .S)
        #expect(KernelLevel.named("5.15") == .B2)
        #expect(KernelLevel.named("5.15.148") == .B2)
        #expect(KernelLevel.named("B1") == .B1)
        #expect(KernelLevel.named("4.9") == nil)
        #expect(KernelLevel.named("") == nil)
    }
}
