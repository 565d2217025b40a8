// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationPlanning

/// What is said of a patch that takes a driver from one level to a later one: a sentence for each rule, about the
/// functions that it changes.
struct UpgradeWords {
    private let change: DriverPatch.Change
    private let further: [DriverPatch.Change]
    private let code: TouchedCode

    init(_ change: DriverPatch.Change, further: [DriverPatch.Change] = []) {
        self.change = change
        self.further = further
        code = TouchedCode(change: change)
    }

    private struct Entry {
        var subject: String?
        var text: String
    }

    /// `@` stands for the functions that are changed.
    private static let entries: [RuleID: Entry] = [
        "B-13": Entry(text: "mdev_set_iommu_device() takes the mdev itself instead of its device. Adapt @."),
        "X-05": Entry(text: "UUIDs are guid_t. Adapt @."),
        "X-06": Entry(text: "UUIDs are guid_t. Adapt @."),
        "S-01": Entry(text: "The type groups move from the struct mdev_driver to a struct mdev_parent_ops."),
        "S-02": Entry(text: "Parents are registered with a struct mdev_parent_ops that names the driver. Adapt @."),
        "O-01": Entry(
            subject: "Use open_device and close_device",
            text: "Name the callbacks open_device and close_device: the core now calls them for the first open and the "
                + "last close of a device, not for each."),
        "O-03": Entry(
            subject: "Drop empty open and release",
            text:
                "The core calls open_device and close_device only where they are, and holds the driver's module while a "
                + "device is open: what does no more than that can go. Drop @."),
        "O-04": Entry(
            subject: "Do not hold the own module",
            text: "The core holds the driver's module while a device is open. Do not hold it in @."),
        "O-06": Entry(
            subject: "Use vfio_uninit_group_dev()",
            text:
                "vfio_init_group_dev() has a counterpart. Call vfio_uninit_group_dev() in @ before the state is freed."),
        "E-01": Entry(
            subject: "Use vfio_register_emulated_iommu_dev()",
            text:
                "The mdev bus does not put devices into an IOMMU group of their own any more. Register the device in @ "
                + "with vfio_register_emulated_iommu_dev(), which does."),
        "C-02": Entry(text: "Name the type groups in the struct mdev_driver."),
        "C-03": Entry(
            subject: "Drop struct mdev_parent_ops",
            text: "Parents are registered with the struct mdev_driver, which has the type groups in it, and struct "
                + "mdev_parent_ops is gone. Adapt @."),
        "C-05": Entry(text: "The drvdata of struct mdev_device is gone. Use that of its struct device in @."),
        "M-26": Entry(text: "The drvdata of struct mdev_device is gone. Use that of its struct device in @."),
        "C-06": Entry(
            text: "Notifiers and pinned pages belong to a vfio_device now. Pass that in @, not the mdev's device."),
        "C-07": Entry(text: "Functions that took a vfio_group take the vfio_device. Adapt @."),
        "C-08": Entry(
            text:
                "The notifier for the group is gone: the core sets the kvm of the vfio_device before it opens the device. "
                + "Read it there."),
        "D-01": Entry(
            text: "The core calls dma_unmap of the struct vfio_device_ops where it called a notifier when user space "
                + "unmaps memory. Make the notifier of this driver that callback, and do not register it any more."),
        "D-02": Entry(
            text:
                "The core lets a driver pin pages only if it has a dma_unmap. Add one that keeps the pins, as before; "
                + "what it has to do is to be decided."),
        "D-03": Entry(
            text:
                "vfio_pin_pages() takes one address and a number of consecutive pages, and gives struct pages. Adapt @."
        ),
        "D-04": Entry(
            text: "vfio_unpin_pages() takes an address and a number of consecutive pages, and returns nothing. Adapt @."
        ),
        "D-05": Entry(text: "Migration has a struct vfio_migration_ops of its own. Move its callbacks there."),
        "D-06": Entry(text: "mdev_uuid() is gone: the UUID is a member of struct mdev_device. Adapt @."),
        "M-13": Entry(
            text:
                "The attributes of the parent become groups of its own device, which the driver core creates together "
                + "with the device."),
        "M-16": Entry(text: "What read the ops table asks the struct mdev_driver instead."),
    ]

    static var known: Set<RuleID> { Set(entries.keys) }

    /// In the order of the rules' names, each text once.
    func sentences(of rules: Set<RuleID>) -> [String] {
        var result: [String] = []
        for rule in rules.sorted(by: { $0.rawValue < $1.rawValue }) {
            guard let entry = Self.entries[rule] else { continue }
            // A call that is laid out anew, at levels that have known it for long.
            if rule == "C-06", change.plan.source.order >= KernelLevel.C0.order { continue }
            // Said with what follows, or before.
            if rule == "C-02", rules.contains("C-03") { continue }
            let names = code.functions([rule])
            var text =
                rule == "O-04" && rules.contains("O-03") ? "The module need not be held in @, either." : entry.text
            if names.isEmpty {
                for part in [" Adapt @.", " in @", " Drop @."] { text = text.replacing(part, with: "") }
            }
            text = text.replacing("@", with: English.functions(names))
            if !result.contains(text) { result.append(text) }
        }
        return result
    }

    var sentences: [String] {
        let result = sentences(of: code.rules)
        return result.isEmpty ? ["Adapt to \(PatchWords.interface(of: change.plan.target))."] : result
    }

    var words: PatchWords {
        let subjects = Set(code.rules.compactMap { Self.entries[$0]?.subject })
        let isOne = code.rules.count == 1 && further.isEmpty
        let level = change.plan.target
        let last = further.last?.plan.target ?? level
        let general = last == .S ? "Adapt to the series' mdev core" : "Adapt to Linux \(last.firstReleaseName)"
        return PatchWords(
            subjects: isOne ? subjects.sorted() + [general] : [general],
            body: sentences + further.flatMap { UpgradeWords($0).sentences })
    }
}
