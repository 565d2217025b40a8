// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText
import Testing

@testable import PatchSeries

enum KernelTreeOfTests {
    static let path = ProcessInfo.processInfo.environment["MDEVPORT_KERNEL_TREE"].map(PathText.normal)
}

/// Our reading of MAINTAINERS against a kernel's own script: for a tree that `MDEVPORT_KERNEL_TREE` names;
/// `Tests/maintainers.sh` fetches one.
@Suite(.enabled(if: KernelTreeOfTests.path != nil)) struct MaintainersAgreementTests {
    /// A file for every n-th pattern, so that there is something of every kind. In files of YAML the script looks for
    /// addresses, too; no patch of ours changes one.
    private func paths(_ file: MaintainersFile, _ root: String, step: Int) -> [String] {
        let patterns = file.sections.flatMap { $0.values("F") + $0.values("X") }
        return stride(from: 0, to: patterns.count, by: step).map { index in
            let path = patterns[index].replacing("*", with: "x").replacing("?", with: "y")
            return path.hasSuffix("/") || FileBytes.isFolder("\(root)/\(path)") ? path + "/some-file.c" : path
        }.map(PathText.normal).filter { !$0.hasSuffix(".yaml") }
    }

    private func disagreement(
        _ reading: OwnReading, _ patches: [String: String]
    ) async throws -> [String] {
        let files = patches.mapValues { Optional(Array($0.utf8)) }
        let patch = SeriesPatch(subject: "", body: [], notes: [], files: files)
        let changes = SeriesChanges(Series(title: "", cover: [], before: [:], patches: [patch]))
        let own = Set(reading.maintainers(of: changes))
        let script = Set(try await GetMaintainer(root: reading.root).maintainers(of: changes).get())
        let only = own.subtracting(script).map { "only we: \($0.mailbox.text)" }
        return (only + script.subtracting(own).map { "only the script: \($0.mailbox.text)" }).sorted()
    }

    @Test func onEveryKindOfFile() async throws {
        let root = try #require(KernelTreeOfTests.path)
        let reading = try #require(OwnReading(root: root))
        let paths = paths(reading.file, root, step: 211)
        #expect(paths.count > 20)
        for path in paths {
            let differences = try await disagreement(reading, [path: "int a;\n"])
            #expect(differences.isEmpty, "\(path): \(differences)")
        }
    }

    @Test func onWordsOfWhatChanges() async throws {
        let root = try #require(KernelTreeOfTests.path)
        let reading = try #require(OwnReading(root: root))
        for text in ["struct dma_fence *f;", "bpf_prog_run();", "of_reset_control_get(a);", "pidfd_open()", "clang"] {
            let differences = try await disagreement(reading, ["samples/x.c": text + "\n"])
            #expect(differences.isEmpty, "\(text): \(differences)")
        }
    }

    @Test func onTheDriversOfMediatedDevices() async throws {
        let root = try #require(KernelTreeOfTests.path)
        let reading = try #require(OwnReading(root: root))
        let paths = [
            "samples/vfio-mdev/mtty.c", "drivers/s390/crypto/vfio_ap_ops.c", "drivers/s390/cio/vfio_ccw_ops.c",
            "drivers/gpu/drm/i915/gvt/kvmgt.c", "drivers/vfio/mdev/Kconfig", "arch/s390/configs/defconfig",
            "Documentation/driver-api/vfio-mediated-device.rst",
        ]
        let all = Dictionary(uniqueKeysWithValues: paths.map { ($0, "int a;\n") })
        #expect(try await disagreement(reading, all) == [])
    }
}
