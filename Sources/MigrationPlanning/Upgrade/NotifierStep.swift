// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// C-06, C-08, D-01: notifiers. The one of the IOMMU takes the vfio_device at 5.19 and is a member of the ops from 6.0
/// on; the one of the group is gone at 5.19: the kvm is in the vfio_device when it is opened.
struct NotifierStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    static let title = "notifiers and pins take the vfio_device"
    private static let kvmTitle = "the kvm is read from the vfio_device"
    private static let unmapTitle = "dma_unmap instead of a notifier"

    func plan(_ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.isC0 else { return }
        let uses = try NotifierUse.all(context)
        for use in uses where use.kind == .group { try group(use, &needs, &draft) }
        if let first = uses.first(where: { $0.kind == .group && $0.isRegistration }) { reviewKVM(first, &draft) }
        let iommu = uses.filter { $0.kind == .iommu }
        if context.isC1 {
            try unmap(iommu, &needs, &draft)
        } else {
            for use in iommu where CType.isPointer(use.device.canonicalType, toStruct: "device") {
                let text = try DeviceExpression(context).resolve(use.device, &needs)
                draft.add("C-06", Self.title, in: use.call.file, [TextEdit(use.device.range, text.pointer)])
                draft.relay("C-06", Self.title, use.call)
            }
        }
    }

    // MARK: The group's notifier

    private func group(
        _ use: NotifierUse, _ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        let function = try use.callback(context).function
        let device = try DeviceExpression(context).resolve(use.device, &needs)
        let action = NotifierConstants.name("VFIO_GROUP_NOTIFY_SET_KVM", context)
        let block = Signatures.oneLine(use.block.text)
        var lines: [String]
        if use.isRegistration {
            lines = [
                "if (\(device.member("kvm")))",
                "\t\(function.name)(\(block), \(action), \(device.member("kvm")));",
            ]
        } else {
            // Work that it would put off might find a device that is gone, or open again.
            lines = defersWork(function) ? [] : ["\(function.name)(\(block), \(action), NULL);"]
        }
        let removal = InfallibleCall(context: context, rule: "C-08", title: Self.kvmTitle)
        if let assignment = use.eventsAssignment() {
            draft.remove("C-08", Self.kvmTitle, in: assignment.file, assignment.statementLines)
        }
        if function.file.path != use.call.file.path, function.isStatic {
            throw context.refuse(
                "C-08", use.call, "\(function.name)() is not known in this file", UpgradePlanner.byHand)
        }
        if function.file.path == use.call.file.path, let user = use.call.enclosingFunction {
            announce(function, for: user, &draft)
        }
        try removal.plan(use.call, leaving: lines, &draft)
    }

    private static let deferring: Set<String> = [
        "schedule_work", "queue_work", "schedule_delayed_work", "queue_delayed_work", "mod_delayed_work", "mod_timer",
        "add_timer", "call_rcu", "tasklet_schedule", "hrtimer_start", "kthread_queue_work",
    ]

    /// Whether a function, or what it calls of the driver, leaves something to be done later.
    private func defersWork(_ function: SyntaxNode) -> Bool {
        let graph = ReferenceGraph(context.index)
        return context.index.functions.contains { name, body in
            graph.reaches(function.name, name)
                && body.descendants(.call).contains { Self.deferring.contains($0.calledName ?? "") }
        }
    }

    /// Whoever only took its address in a table may now call it from further up.
    private func announce(_ function: SyntaxNode, for user: SyntaxNode, _ draft: inout UpgradeDraft) {
        let isKnown = context.index.heads(of: function.name).contains {
            $0.range.start < user.range.start || $0.file.path != user.file.path
        }
        guard !isKnown, let list = Signatures.listRange(of: function) else { return }
        let items = function.file.text(in: list)
        draft.add(
            "C-08", Self.kvmTitle, in: user.file,
            [.insert("static int \(function.name)(\(Signatures.oneLine(items)));\n\n", at: user.startWithComment)])
    }

    private func reviewKVM(_ use: NotifierUse, _ draft: inout UpgradeDraft) {
        let function = (try? use.callback(context))?.function
        let closing =
            function.map(defersWork) ?? false
            ? "not called on closing, as it puts work off: see that closing lets go of the kvm by itself"
            : "called with NULL on closing"
        draft.review(
            context.review(
                "C-08", use.call, "the kvm comes with the open device and no longer through a notifier",
                """
                from 5.19 on userspace must have given the group its kvm before the device is opened, and the core does \
                not say when it changes; the driver's own function is called with it on opening and \(closing)
                """,
                [
                    "let open_device fail where the driver cannot work without a kvm (vdev->kvm is NULL then)",
                    "take a reference with kvm_get_kvm() for as long as the kvm is used, where the function does not",
                    "fold the function into open_device and close_device",
                ]))
    }

    // MARK: The IOMMU's notifier

    private func unmap(
        _ uses: [NotifierUse], _ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard !uses.isEmpty else { return }
        let registrations = uses.filter(\.isRegistration)
        let callbacks = registrations.compactMap { use in (try? use.callback(context)).map { (use, $0) } }
        guard callbacks.count == registrations.count, Set(callbacks.map(\.1.function.name)).count == 1,
            let (first, callback) = callbacks.first
        else { return try StoredNotifier(context, uses).plan(&needs, &draft) }
        let unmap = UnmapCallback(context, use: first, callback: callback.function)
        guard unmap.isReachable else { return try StoredNotifier(context, uses).plan(&needs, &draft) }
        try unmap.plan(&draft)
        for (use, callback) in callbacks {
            for setter in callback.setters where setter.parent?.kind == .compound {
                draft.remove("D-01", Self.unmapTitle, in: setter.file, setter.statementLines)
            }
            if let assignment = use.eventsAssignment() {
                draft.remove("D-01", Self.unmapTitle, in: assignment.file, assignment.statementLines)
            }
        }
        let removal = InfallibleCall(context: context, rule: "D-01", title: Self.unmapTitle)
        for use in uses { try removal.plan(use.call, leaving: [], &draft) }
        for use in registrations { dropField(use, &draft) }
        reviewLate(registrations, &draft)
    }

    /// The member is there from the start; a notifier was there when the driver wanted it.
    private func reviewLate(_ registrations: [NotifierUse], _ draft: inout UpgradeDraft) {
        let graph = ReferenceGraph(context.index)
        let open = Set(
            context.devices.deviceOps.flatMap { table in
                ["open_device", "open"].compactMap { table.member($0)?.function }
            })
        for use in registrations {
            guard let function = use.call.enclosingFunction?.name, !graph.reaches(from: open, function) else {
                continue
            }
            draft.review(
                context.review(
                    "D-01", use.call, "the notifier was registered at a time of the driver's choice",
                    "dma_unmap is called whenever memory goes away while the device is open",
                    ["see that the function does nothing as long as nothing is pinned"]))
        }
    }

    /// The notifier block itself, once nothing is done with it.
    private func dropField(_ use: NotifierUse, _ draft: inout UpgradeDraft) {
        guard let place = use.blockPlace, place.kind == .memberReference,
            let field = context.index.structures[place.owner]?.children.first(where: {
                $0.kind == .field && $0.name == place.name
            }), !draft.isRemoved(field)
        else { return }
        let rest = context.tokens(reading: place.name).filter { list, position in
            let range = list.tokens[position].range
            return !draft.isRemoved(range, in: list.file.path)
                && !(list.file.path == field.file.path && field.range.contains(range))
                && !draft.isReplaced(range, in: list.file.path, naming: place.name)
        }
        guard rest.isEmpty, !draft.inserts(place.name) else { return }
        draft.remove("D-01", Self.unmapTitle, in: field.file, field.statementLines)
    }
}

/// Names of the driver's own for actions that the kernel no longer names.
enum NotifierConstants {
    static let old = ["VFIO_GROUP_NOTIFY_SET_KVM", "VFIO_IOMMU_NOTIFY_DMA_UNMAP"]

    static func name(_ constant: String, _ context: UpgradeContext) -> String {
        let stem = context.prefix.uppercased()
        return stem + (constant.hasSuffix("SET_KVM") ? "NOTIFY_SET_KVM" : "NOTIFY_DMA_UNMAP")
    }

    /// Renames what is left of them and defines the new names, in every file that has one.
    static func plan(_ context: UpgradeContext, _ draft: inout UpgradeDraft) {
        guard context.isC0 else { return }
        var started: Set<String> = []
        for constant in old {
            let isIOMMU = constant.hasPrefix("VFIO_IOMMU")
            if isIOMMU && !context.isC1 { continue }
            let rule: RuleID = isIOMMU ? "D-01" : "C-08"
            let title = isIOMMU ? "dma_unmap instead of a notifier" : "the kvm is read from the vfio_device"
            let new = name(constant, context)
            var paths: Set<String> = []
            for (list, position) in context.tokens(reading: constant) {
                let range = list.tokens[position].range
                if draft.isRemoved(range, in: list.file.path) { continue }
                if draft.isReplaced(range, in: list.file.path, naming: constant) { continue }
                draft.add(rule, title, in: list.file, [TextEdit(range, new)])
                paths.insert(list.file.path)
            }
            for entry in draft.entries where Words.contains(new, in: entry.edit.replacement) {
                paths.insert(entry.file.path)
            }
            for list in context.files where paths.contains(list.file.path) {
                let gap = started.insert(list.file.path).inserted ? "\n" : ""
                draft.add(
                    rule, title, in: list.file, [.insert("\(gap)#define \(new)\tBIT(0)\n", at: Includes.end(of: list))])
            }
        }
    }
}

/// The block of `#include` lines at the top of a file.
enum Includes {
    /// Behind the last of them.
    static func end(of list: TokenList) -> Int {
        var end = 0
        for position in list.tokens.indices
        where list.token(position, is: "include") && list.tokens[position].isInDirective {
            end = list.file.endOfLine(at: list.tokens[position].range.start)
        }
        return end
    }
}
