// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MdevUsage
import MigrationPlanning

/// What is said of the patches before the conversion.
struct PreparationWords {
    private let code: TouchedCode
    private let change: DriverPatch.Change

    init(_ change: DriverPatch.Change) {
        self.change = change
        code = TouchedCode(change: change)
    }

    private var usage: DriverUsage { change.before }
    private static let noChange = "No functional change intended."

    var initialisers: PatchWords {
        let names = unique(code.removed(["M-30"]).flatMap(TouchedCode.addressed))
        let users = ["create", "remove"].compactMap { usage.callback($0)?.name }
        let function = English.functions(code.functions(["M-30"]))
        let what = names.isEmpty ? "locks and lists" : English.list(names)
        return PatchWords(
            subjects: [
                "Initialise \(what) before registering the parent", "Initialise locks and lists earlier",
                "Initialise before registering",
            ],
            body: [
                "User space can create a device as soon as mdev_register_device() has made the parent known. "
                    + "\(function) initialises \(what) only after that, although \(English.functions(users)) "
                    + "\(English.verb(users.count, "uses", "use")) \(names.count == 1 ? "it" : "them").",
                "Do this before the parent is registered.",
            ])
    }

    var unusedParameters: PatchWords {
        let names = code.heads(["M-32"])
        let one = names.count == 1
        return PatchWords(
            subjects: [one ? "Drop the unused mdev of \(names[0])()" : "Drop unused mdev parameters"],
            body: [
                "\(English.functions(names)) \(one ? "takes" : "take") a struct mdev_device and \(one ? "does" : "do") "
                    + "not look at it. Drop the parameter: the callbacks of struct vfio_device_ops have no mdev to pass on.",
                Self.noChange,
            ])
    }

    var helpers: PatchWords {
        let names = code.heads(["M-24"])
        let one = names.count == 1
        let state = change.plan.steps.first { $0.rule == "M-24" }.flatMap { Self.state(in: $0) }
        let what = state.map { "struct \($0)" } ?? "the state"
        let callers = code.functions(["M-24", "M-07"]).filter { !names.contains($0) }
        var text =
            "\(English.functions(names)) \(one ? "takes" : "take") a struct mdev_device only to look up the \(what) "
            + "that belongs to it. Pass \(what) itself"
        if !callers.isEmpty {
            text += ", which \(English.functions(callers)) \(English.verb(callers.count, "looks", "look")) up"
        }
        text += ": the callbacks of struct vfio_device_ops, which this prepares for, have no mdev to pass on."
        var body = [text]
        if code.has("M-31") {
            body.append(
                "The tests whether it is there go, too: it is, from the creation of the device to its removal, and nothing "
                    + "calls \(one ? "this function" : "these functions") before or after.")
        } else {
            body.append(Self.noChange)
        }
        return PatchWords(
            subjects: [
                "Pass \(what) to \(one ? names[0] + "()" : "helper functions")",
                "Pass the state to \(one ? names[0] + "()" : "helper functions")",
                "Pass \(what) to \(one ? "a helper" : "helpers")", "Pass the state to \(one ? "a helper" : "helpers")",
            ],
            body: body)
    }

    /// The struct that a head has been given.
    private static func state(in step: PlannedStep) -> String? {
        for edit in step.edits.sorted(by: { $0.key < $1.key }).flatMap(\.value)
        where edit.replacement.hasPrefix("struct ") {
            let words = edit.replacement.split { $0 == " " || $0 == "*" }
            if words.count == 3 { return String(words[1]) }
        }
        return nil
    }

    var types: PatchWords {
        var body: [String] = []
        let creates = code.heads(["B-01"])
        let attributes = code.heads(["B-03"])
        var parts: [String] = []
        if !creates.isEmpty { parts.append("the create callback is not given the kobject of the type any more") }
        if !attributes.isEmpty {
            parts.append(
                "the show functions of type attributes are given the struct mdev_type instead of its kobject and the "
                    + "parent's device")
        }
        if !parts.isEmpty {
            body.append(
                "As of Linux 5.13 \(parts.joined(separator: ", and ")). Adapt \(English.functions(creates + attributes))."
            )
        }
        let lookups = code.functions(["B-02", "B-04"]) { $1.replacement.contains("type_group_id(") }
        if !lookups.isEmpty {
            let one = lookups.count == 1
            body.append(
                "\(English.functions(lookups)) \(one ? "looks" : "look") for the type by the name of its kobject. Use "
                    + "its index among the type groups instead, which the mdev core knows: there is nothing to search, and no "
                    + "type that is not found.")
        }
        if let text = code.typeNameFunction { body.append(text) }
        let parents = code.functions(["B-04"]) { $1.replacement.contains("mtype_get_parent_dev(") }
        if !parents.isEmpty {
            body.append(
                "\(English.functions(parents)) \(English.verb(parents.count, "gets", "get")) at the parent's device with "
                    + "mtype_get_parent_dev().")
        }
        let others = code.rules.subtracting(["B-01", "B-02", "B-03", "B-04"])
        if !others.isEmpty { body += UpgradeWords(change).sentences(of: others) }
        let subject =
            !lookups.isEmpty
            ? "Find the mdev type by its index" : "Take struct mdev_type instead of its kobject"
        return PatchWords(subjects: [subject, "Adapt to struct mdev_type"], body: body)
    }

    var inUseTests: PatchWords {
        let remove = usage.callback("remove").map { $0.name + "()" } ?? "remove"
        let tests = code.removed(["M-06"]).compactMap(Self.condition)
        let test = tests.count == 1 ? " (\(tests[0]))" : ""
        return PatchWords(
            subjects: ["Do not ask in \(remove) whether the device is in use", "Drop the test for use from remove"],
            body: [
                "\(remove) refuses to remove a device that is in use\(test). That cannot be: the mdev core calls it when "
                    + "the device is unregistered, which waits until nobody has it open. And since Linux 5.2 nobody asks: "
                    + "the device goes whatever the callback returns, and what it did not free stays behind.",
                "Drop the test.",
            ])
    }

    /// The condition of an `if`, in one line.
    private static func condition(_ text: String) -> String? {
        guard let start = text.firstRange(of: "if (")?.upperBound else { return nil }
        var depth = 1
        var result = ""
        for character in text[start...] {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if depth == 0 { return result.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            result.append(character)
        }
        return nil
    }

    var parentGroups: PatchWords {
        let text = code.edits(["M-13"]).map(\.edit.replacement).first { $0.contains(".groups = ") } ?? ""
        let sides = text.split(separator: ".groups = ").map { $0.filter { !$0.isWhitespace && $0 != ";" } }
        let device = sides.first ?? "the parent"
        let groups = sides.count > 1 ? sides[1] : "the groups"
        let function = English.functions(code.functions(["M-13"]) { $1.replacement.contains(".groups = ") })
        return PatchWords(
            subjects: ["Let the driver core create \(groups)", "Let the driver core create the parent's attributes"],
            body: [
                "The parent is a device of the driver's own, so its attributes need no help from the mdev core, and the "
                    + "dev_attr_groups of struct mdev_parent_ops are about to go. Set the groups of \(device) in "
                    + "\(function) instead.",
                "The attributes now appear together with the device, before user space is told of it, and not only when "
                    + "it becomes a parent.",
            ])
    }

    private func unique(_ names: [String]) -> [String] {
        var result: [String] = []
        for name in names where !result.contains(name) { result.append(name) }
        return result
    }
}
