// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import MigrationPlanning
import SourceText
import Testing

@testable import MigrationPipeline

/// One line of a driver that lifts is changed, and something else has to be said.
@Suite struct UpgradeRefusalTests {
    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var fixture: String
        var old: String
        var new: String
        var target: KernelLevel
        var rule: String
        var testDescription: String { name }
    }

    static let refusals: [Change] = [
        Change(
            name: "iommu device", fixture: "quarry", old: "\tmutex_init(&q->lock);",
            new: "\tmutex_init(&q->lock);\n\tmdev_set_iommu_device(mdev, mdev_parent_dev(mdev));", target: .B3,
            rule: "E-02"),
        Change(
            name: "iommu device by hand", fixture: "quarry", old: "\tmutex_init(&q->lock);",
            new: "\tmutex_init(&q->lock);\n\tmdev->iommu_device = mdev_parent_dev(mdev);", target: .B3, rule: "E-02"),
        Change(
            name: "iommu group", fixture: "quarry", old: "\tmutex_init(&q->lock);",
            new: "\tmutex_init(&q->lock);\n\tvfio_iommu_group_put(vfio_iommu_group_get(&mdev->dev), &mdev->dev);",
            target: .B3, rule: "E-03"),
        Change(
            name: "two drvdatas", fixture: "piccolo", old: "\tmdev_set_drvdata(mdev, p);",
            new: "\tmdev_set_drvdata(mdev, p);\n\tdev_set_drvdata(&mdev->dev, mdev);", target: .C0, rule: "C-05"),
        Change(
            name: "drvdata by hand", fixture: "piccolo", old: "\tmdev_set_drvdata(mdev, p);",
            new: "\tmdev->driver_data = p;", target: .C0, rule: "C-05"),
        Change(
            name: "notifier of any kind", fixture: "quarry", old: "vdev->dev, VFIO_IOMMU_NOTIFY, &events,",
            new: "vdev->dev, (enum vfio_notify_type)(q->pinned), &events,", target: .C0, rule: "C-08"),
        Change(
            name: "result in an expression", fixture: "quarry", old: "\treturn vfio_register_notifier(",
            new: "\treturn 1 + vfio_register_notifier(", target: .C1, rule: "D-01"),
        Change(
            name: "callback of the old API", fixture: "quarry", old: "\t.device_driver = &quarry_driver,",
            new: "\t.create = quarry_create,\n\t.device_driver = &quarry_driver,", target: .C0, rule: "C-01"),
        Change(
            name: "two lists of groups", fixture: "ledger", old: "\tops->device_driver = &ledger_archive_driver;",
            new: "\tops->device_driver = &ledger_driver;", target: .C0, rule: "C-02"),
        Change(
            name: "state freed in a statement", fixture: "sextant", old: "\tkfree(sextant);\n}",
            new: "\tif (sextant) kfree(sextant);\n}", target: .B2, rule: "O-06"),
        Change(
            name: "nothing leads to the device", fixture: "quarry", old: "\tdev_set_drvdata(&mdev->dev, q);",
            new: "\t/* no drvdata */", target: .C0, rule: "C-06"),
        Change(
            name: "back in time", fixture: "caravan", old: "caravan->angle = 45;", new: "caravan->angle = 46;",
            target: .B3, rule: "C-02"),
    ]

    private func run(_ change: Change) throws -> UpgradeRun {
        let folder = try TemporaryFolder()
        let fixture = try FixtureCase(folder: "\(UpgradeTests.folder)/\(change.fixture)")
        try fixture.write(to: folder.path)
        let path = "\(folder.path)/\(change.fixture).c"
        var text = String(decoding: try #require(FileBytes.read(path)), as: UTF8.self)
        try #require(text.contains(change.old))
        text = text.replacing(change.old, with: change.new)
        if change.rule == "C-06" {
            // A helper that has only the device.
            text = text.replacing("vfio_unpin_pages(q->vdev.dev, q->gfns", with: "quarry_unpin(q->vdev.dev, q->gfns")
            text = text.replacing(
                "static int quarry_drop(",
                with: """
                    static int quarry_unpin(struct device *dev, unsigned long *gfns, int n)
                    {
                    	return vfio_unpin_pages(dev, gfns, n);
                    }

                    static int quarry_drop(
                    """)
        }
        if change.rule == "C-01" {
            text = text.replacing(
                "static int quarry_probe(",
                with:
                    "static int quarry_create(struct mdev_device *mdev)\n{\n\treturn 0;\n}\n\nstatic int quarry_probe(")
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        var driver = try #require(try DriverLoader(settings).load().drivers.first)
        driver.usage = try DriverLoader.analyse(driver.files, setups: driver.setups, level: fixture.level)
        driver.level = fixture.level
        #expect(driver.errors.isEmpty, "\(driver.errors)")
        return try UpgradeRun(driver, to: change.target)
    }

    @Test(arguments: refusals) func refuses(_ change: Change) throws {
        let result = try run(change)
        guard case .refused(let refusal) = result.outcome else {
            Issue.record("not refused: \(result.outcome)")
            return
        }
        #expect(refusal.rule.rawValue == change.rule, "\(refusal)")
        #expect(!refusal.advice.isEmpty)
    }

    static let reviews: [Change] = [
        Change(
            name: "pin in probe", fixture: "quarry", old: "\tret = vfio_register_group_dev(&q->vdev);",
            new: "\tvfio_pin_pages(&mdev->dev, q->gfns, 1, IOMMU_READ, q->pfns);\n"
                + "\tret = vfio_register_group_dev(&q->vdev);", target: .C0, rule: "C-09"),
        Change(
            name: "opens are counted", fixture: "piccolo", old: "\tif (!try_module_get(THIS_MODULE))",
            new: "\tif (p->kvm)\n\t\treturn -EBUSY;\n\tif (!try_module_get(THIS_MODULE))", target: .B2, rule: "O-05"),
        Change(
            name: "groups of each parent", fixture: "ledger",
            old: "\t\toffice->ops.supported_type_groups = ledger_fixed_groups;",
            new: "\t\toffice->ops.supported_type_groups = platform_get_drvdata(pdev);", target: .C0, rule: "C-02"),
    ]

    @Test(arguments: reviews) func asks(_ change: Change) throws {
        let result = try run(change)
        guard case .plan(let plan) = result.outcome else {
            Issue.record("not lifted: \(result.outcome)")
            return
        }
        #expect(plan.reviews.contains { $0.rule.rawValue == change.rule }, "\(plan.reviews)")
        #expect(result.problems.isEmpty, "\(result.problems)")
    }
}
