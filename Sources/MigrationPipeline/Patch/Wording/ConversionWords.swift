// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MdevUsage
import MigrationPlanning

/// What is said of the patch that moves the callbacks of an ops table to a vfio_device.
struct ConversionWords {
    private let code: TouchedCode
    private let change: DriverPatch.Change
    /// With what follows in the same patch.
    private let all: [TouchedCode]

    init(_ change: DriverPatch.Change, further: [DriverPatch.Change] = []) {
        self.change = change
        code = TouchedCode(change: change)
        all = [code] + further.map(TouchedCode.init)
    }

    /// Text that comes in anywhere.
    private func adds(_ text: String) -> Bool {
        all.contains { $0.edits().contains { $0.edit.replacement.contains(text) } }
    }

    private var plan: MigrationPlan { change.plan }
    private var register: String { plan.target.registerFunction }

    var words: PatchWords {
        PatchWords(
            subjects: [
                "Convert to use \(register)()", "Convert to struct mdev_driver", "Convert to mdev_driver",
            ], body: plan.names.map(body) ?? [])
    }

    private func body(_ names: ConversionNames) -> [String] {
        var body = [start(names)]
        body += plan.strategy == .wrap ? wrapped(names) : embedded(names)
        body += [module(names), tests].compactMap(\.self) + rest(names)
        return body
    }

    private func start(_ names: ConversionNames) -> String {
        let several = names.tables > 1
        let table =
            several ? "the \(names.tables) ops tables" : "struct mdev_parent_ops \(names.table)"
        let result =
            several
            ? "a struct mdev_driver and a struct vfio_device_ops each, such as \(names.driver) and \(names.deviceOps)"
            : "the struct mdev_driver \(names.driver), whose probe and remove make and undo a device, and the struct "
                + "vfio_device_ops \(names.deviceOps), which has the callbacks of an open device"
        let stays =
            plan.target.tableNamesDriver
            ? " \(several ? "Each table" : "The table") stays, and says which driver to bind and which types there are."
            : ""
        return "Register mediated devices with vfio directly, without the vfio_mdev shim between: split \(table) into "
            + "\(result).\(stays)"
    }

    // MARK: embed

    private func embedded(_ names: ConversionNames) -> [String] {
        // Some have nothing left to do and go.
        let dropped = Set(all.flatMap { $0.functions(["O-03"]) })
        let callbacks = names.callbacks.filter { !dropped.contains($0) }
        var first =
            "Embed the struct vfio_device in struct \(names.state), as \(names.field). "
            + "\(English.functions(callbacks)) \(English.verb(callbacks.count, "takes", "take")) the "
            + "vfio_device and \(English.verb(callbacks.count, "finds", "find")) the state with container_of()."
        if callbacks.isEmpty {
            first = "Embed the struct vfio_device in struct \(names.state), as \(names.field)."
        }
        let helpers = code.heads(["M-24"])
        if !helpers.isEmpty {
            first +=
                " \(English.functions(helpers)) \(English.verb(helpers.count, "takes", "take")) the state instead of "
                + "the mdev."
        }
        return [first, probe(names), remove(names)].compactMap(\.self)
    }

    private func probe(_ names: ConversionNames) -> String? {
        guard let create = names.create else { return nil }
        let subject =
            code.has("M-02")
            ? "\(create)() becomes \(names.probe)(), which" : "\(names.probe)() calls \(create)(), and"
        var text =
            code.has("M-02")
            ? "\(subject) initialises the vfio_device right behind the allocation of the state and registers it as its "
                + "last act: from then on user space can open the device, so all that the callbacks use is there by then."
            : "\(create)() initialises the vfio_device right behind the allocation of the state. \(subject) registers "
                + "the vfio_device as its last act: from then on user space can open the device."
        if let undo = names.undo {
            text +=
                names.undoIsLabel
                ? " When that fails, the label \(undo) undoes the rest."
                : " When that fails, \(undo)() undoes the rest, as it does for \(names.remove ?? "remove")()."
        }
        return text
    }

    private func remove(_ names: ConversionNames) -> String? {
        guard let remove = names.remove else { return nil }
        var text =
            "\(remove)() unregisters the vfio_device first, which waits until it is closed, and returns nothing: that "
            + "a device goes cannot be refused."
        if adds("vfio_uninit_group_dev(") { text += " vfio_uninit_group_dev() comes before the state is freed." }
        let clears = code.removed([]).contains { $0.contains("_set_drvdata(") && $0.contains("NULL)") }
        if clears { text += " The driver core clears the drvdata behind it." }
        if code.has("M-06") { text += " Its test whether the device is in use, which cannot be, goes." }
        return text
    }

    // MARK: wrap

    private func wrapped(_ names: ConversionNames) -> [String] {
        let reason = plan.obstacle.map { ", because \($0.message)" } ?? ""
        var first =
            "The vfio_device gets a struct \(names.state) of its own, with the mdev beside it\(reason). Generated "
            + "callbacks find the mdev through it and call the driver's own functions."
        if let create = names.create {
            first +=
                " \(names.probe)() calls \(create)() and then registers the vfio_device; a registration that fails is "
                + "undone by \(names.remove.map { $0 + "()" } ?? "the driver's remove")."
        }
        if let remove = names.remove, code.has("M-05") || names.tables > 0 {
            first +=
                " On the way out the vfio_device is unregistered first, which waits until it is closed, and \(remove)() "
                + "is called behind it; its result does not count any more."
        }
        return [first]
    }

    // MARK: both

    private func module(_ names: ConversionNames) -> String? {
        var sentences: [String] = []
        var starts = code.functions(["M-18"])
        let isAround = starts.contains("__inittest")
        starts.removeAll { $0 == "__inittest" }
        let ends = code.functions(["M-19"]).filter { !starts.contains($0) }
        let drivers = names.tables > 1 ? "the mdev_drivers" : names.driver
        if !starts.isEmpty {
            var text = "Register \(drivers) in \(English.functions(starts)) before the parent"
            if !ends.isEmpty { text += ", and unregister it in \(English.functions(ends)) after the parent is gone" }
            sentences.append(text + ".")
        }
        if isAround {
            sentences.append(
                "Register \(drivers) in a module init around the driver's own, so that it is there before the parent.")
        }
        if code.has("M-30") {
            let names = code.removed(["M-30"]).flatMap(TouchedCode.addressed)
            sentences.append(
                "Initialise \(names.isEmpty ? "locks and lists" : English.list(names)) before that: devices can be made "
                    + "from then on.")
        }
        if code.has("M-13") {
            let text = code.edits(["M-13"]).map(\.edit.replacement).first { $0.contains(".groups = ") }
            sentences.append(
                text == nil
                    ? "The attributes that the mdev core added to the parent have no place any more."
                    : "The parent's attributes become groups of the parent's own device, which the driver core creates."
            )
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private var tests: String? {
        guard code.has("M-31"), plan.strategy == .embed else { return nil }
        let functions = code.functions(["M-31"])
        guard !functions.isEmpty else { return nil }
        return "The tests for a missing mdev or state in \(English.functions(functions)) go: a device that is open has "
            + "both."
    }

    /// What is in only some conversions; a paragraph for each matter.
    private func rest(_ names: ConversionNames) -> [String] {
        let helpers = [unusedParameters, drvdata].compactMap(\.self).joined(separator: " ")
        let said: Set<RuleID> = [
            "M-32", "M-26", "M-11", "M-13", "M-16", "O-01", "O-06", "B-01", "B-02", "B-03", "B-04",
        ]
        var rules = code.rules.subtracting(said)
        if change.plan.steps.contains(where: { $0.rule == "M-16" && $0.title == TableReads.title }) {
            rules.insert("M-16")
        }
        return [helpers, missingCallbacks ?? "", types(names)].filter { !$0.isEmpty }
            + UpgradeWords(change).sentences(of: rules.intersection(UpgradeWords.known))
    }

    private var unusedParameters: String? {
        let unused = code.heads(["M-32"])
        guard !unused.isEmpty else { return nil }
        return "\(English.functions(unused)) did not look at the mdev and \(unused.count == 1 ? "loses" : "lose") it."
    }

    private var drvdata: String? {
        code.has("M-26") ? "The drvdata is that of the mdev's struct device, without mdev_get_drvdata() between." : nil
    }

    private var missingCallbacks: String? {
        guard code.has("M-11") else { return nil }
        return
            "The core calls open and release without asking whether they are there, so add what is missing: an open that "
            + "fails, as opening did."
    }

    private func types(_ names: ConversionNames) -> String {
        var sentences: [String] = []
        let heads = code.heads(["B-03"])
        if !heads.isEmpty {
            sentences.append(
                "\(English.functions(heads)) \(English.verb(heads.count, "takes", "take")) the struct mdev_type instead "
                    + "of its kobject and the parent's device.")
        }
        // By the names that they have behind the patch.
        let lookups = code.functions(["B-02", "B-04"]) { $1.replacement.contains("type_group_id(") }
            .map { $0 == names.create && code.has("M-02") ? names.probe : $0 }
        if !lookups.isEmpty {
            sentences.append(
                "\(English.functions(lookups)) \(English.verb(lookups.count, "finds", "find")) the type by its index.")
        }
        if let text = code.typeNameFunction { sentences.append(text) }
        return sentences.joined(separator: " ")
    }
}
