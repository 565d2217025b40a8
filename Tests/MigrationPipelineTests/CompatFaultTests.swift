// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import SourceText
import Testing

@testable import MigrationPipeline

/// Drivers that the compiler is content with and that go wrong all the same: fixtures with a line or two changed.
@Suite struct CompatFaultTests {
    /// The cells of a fixture's only C file after some replacements.
    private func cells(_ fixture: String, _ changes: [(String, String)]) throws -> [KernelLevel: CompatCell] {
        let folder = try TemporaryFolder()
        let file = try #require(try FixtureCase.named(fixture).files.first { $0.name.hasSuffix(".c") })
        var text = file.text
        for (old, new) in changes {
            #expect(text.contains(old), "\(fixture) has no \(old)")
            text = text.replacing(old, with: new)
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + file.name))
        let loaded = try DriverLoader(InputSettings(paths: [folder.path], workingDirectory: folder.path)).load()
        let matrix = CompatMatrix(
            levels: CompatMatrix.levels, writable: [folder.path], meter: ProgressMeter(nil))
        let row = try #require(matrix.rows(loaded.drivers).first)
        return Dictionary(uniqueKeysWithValues: row.cells.map { ($0.level, $0) })
    }

    private func rules(_ cell: CompatCell?) -> [String] { cell?.reasons.compactMap(\.rule?.rawValue) ?? [] }

    /// Without GPL symbols a driver can only stay on the shim, and there it builds.
    @Test func licenceOnTheShim() throws {
        let old = try cells("carousel", [("MODULE_LICENSE(\"GPL\")", "MODULE_LICENSE(\"Proprietary\")")])
        for level in [KernelLevel.B0, .B1] {
            #expect(old[level]?.state == .builds)
            #expect(old[level]?.reasons.map(\.text) == ["on the shim vfio_mdev"])
        }
        #expect(old[.B1]?.conversion?.state == .refused)
        for level in [KernelLevel.S, .B2, .B3, .C0, .C1] {
            #expect(old[level]?.state == .refused)
            #expect(rules(old[level]) == ["M-28"])
        }
        let renamed = try cells(
            "carousel",
            [
                ("MODULE_LICENSE(\"GPL\")", "MODULE_LICENSE(\"Proprietary\")"), (".open = ", ".open_device = "),
                (".release = ", ".close_device = "),
            ])
        for level in [KernelLevel.B2, .B3] { #expect(renamed[level]?.state == .builds) }
        for level in [KernelLevel.C0, .C1] { #expect(rules(renamed[level]) == ["M-28"]) }
    }

    /// A vfio_device of its own needs GPL symbols wherever the driver builds.
    @Test func licenceOfANewDriver() throws {
        let cells = try cells("finch", [("MODULE_LICENSE(\"GPL v2\")", "MODULE_LICENSE(\"Proprietary\")")])
        #expect(cells[.B2]?.state == .buildsBut)
        #expect(rules(cells[.B2]) == ["M-28"])
    }

    @Test func anIgnoredVeto() throws {
        let cells = try cells("ferry", [])
        #expect(cells[.A0]?.state == .builds)
        for level in [KernelLevel.A1, .A1s, .A2] { #expect(rules(cells[level]) == ["X-09"]) }
        let found = try self.cells("ferry", [("-EBUSY", "-ENODEV")])
        #expect(found[.A2]?.state == .builds)
    }

    @Test func noGroupFrom516On() throws {
        let cells = try cells("finch", [])
        #expect(cells[.B2]?.state == .builds)
        #expect(cells[.B3]?.state == .buildsBut)
        #expect(rules(cells[.B3]) == ["E-01"])
        let new = try self.cells("finch", [("vfio_register_group_dev", "vfio_register_emulated_iommu_dev")])
        #expect(new[.B3]?.state == .builds)
    }

    @Test func openAndReleaseAreCalledUntested() throws {
        #expect(try cells("heron", [])[.S]?.state == .builds)
        for member in [".open = heron_open,", ".release = heron_close,"] {
            let cells = try cells("heron", [("\t\(member)\n", "")])
            // Dropping a member leaves a function unused, which is no diagnostic that counts.
            #expect(cells[.S]?.state == .buildsBut)
            #expect(rules(cells[.S]) == ["M-11"])
        }
        let shim = try cells("scratchpad", [])
        #expect(rules(shim[.A2]) == ["M-11"])
    }

    @Test func aDeviceLeftRegistered() throws {
        let cells = try cells("heron", [("\tvfio_unregister_group_dev(&pond->vdev);\n", "")])
        #expect(rules(cells[.S]) == ["M-05"])
    }

    @Test func uninitAndPinning() throws {
        let members = [("\t.open = heron_open,\n", ""), ("\t.release = heron_close,\n", "")]
        let emulated = members + [("vfio_register_group_dev", "vfio_register_emulated_iommu_dev")]
        let leaking = try cells("heron", emulated)
        #expect(rules(leaking[.C0]) == ["O-06"])
        #expect(rules(leaking[.C1]) == ["O-06"])
        let uninit = ("\tkfree(pond);\n", "\tvfio_uninit_group_dev(&pond->vdev);\n\tkfree(pond);\n")
        let whole = try cells("heron", emulated + [uninit])
        #expect(whole[.C0]?.state == .builds)
        #expect(whole[.C1]?.state == .builds)
        let pin = (
            "\tmutex_lock(&pond->lock);\n",
            "\tif (vfio_pin_pages(vdev, 0, 1, 0, NULL) < 0)\n\t\treturn -EFAULT;\n\tmutex_lock(&pond->lock);\n"
        )
        let pinning = try cells("heron", emulated + [uninit, pin])
        #expect(rules(pinning[.C1]) == ["D-02"])
    }
}
