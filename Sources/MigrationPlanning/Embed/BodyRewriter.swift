// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// How a rewritten function gets at the device and the state.
enum DeviceAccess: Equatable {
    /// Takes `struct vfio_device *NAME` (device callbacks).
    case vfioDevice(String)
    /// Takes `struct T *NAME` (helpers).
    case state(String)
    /// Keeps `struct mdev_device *NAME` (probe, remove and helpers that cannot change).
    case mdev(String)
    /// The same, and what it does with it stays as it is: only its calls of helpers change.
    case asBefore(String)

    var keepsDevice: Bool {
        switch self {
        case .mdev, .asBefore: true
        case .vfioDevice, .state: false
        }
    }
}

/// Rewrites what a function's body does with its mdev.
struct BodyRewriter {
    let context: EmbedContext
    let function: SyntaxNode
    let parameter: SyntaxNode
    let access: DeviceAccess
    let helpers: ConvertedHelpers

    /// Edits by the rule that is the reason for them.
    struct Result {
        var edits: [(rule: RuleID, edit: TextEdit)] = []
        /// Lines to put at the start of the body's declarations.
        var declarations: [String] = []

        mutating func add(_ rule: RuleID, _ edit: TextEdit) { edits.append((rule, edit)) }
    }

    /// The body and the parameter's replacement do not contradict: call `rewrite()` for the edits.
    func rewrite() throws(Refusal) -> Result {
        var result = Result()
        let local = StateLocal.find(in: function, device: parameter.declaration, getters: context.getters)
        let usable = local.flatMap { $0.isOnlySource(in: function) && $0.isStraight(in: function) ? $0 : nil }
        var handled: Set<SourceRange> = []
        var hoisted = false
        /// Tests that cannot be true any more.
        var tests: [SyntaxNode] = []

        // The variable that stands for the state from here on.
        var stateName: String?
        switch access {
        case .state(let name):
            stateName = name
            if let usable, usable.variable.name == name, let removal = usable.removal() {
                for edit in removal { result.add("M-24", edit) }
                handled.insert(usable.getter.range)
                tests += usable.nullTests(in: function)
            }
        case .vfioDevice, .mdev, .asBefore:
            if function == context.create {
                stateName = context.stateVariable.name
            } else if let usable {
                stateName = usable.variable.name
                if case .vfioDevice = access { tests += usable.nullTests(in: function) }
            } else if hoists, let local, local.isOnlySource(in: function),
                let edits = local.hoisting(to: stateExpression)
            {
                // The state is there from the start, whichever branch asked for it.
                hoisted = true
                stateName = local.variable.name
                handled.insert(local.getter.range)
                for edit in edits { result.add("M-07", edit) }
                if case .vfioDevice = access { tests += local.nullTests(in: function) }
            }
        }

        var needsState = false
        /// The variable that holds the state at a place; one of our own where the function's does not yet.
        func state(at range: SourceRange) -> String {
            // A helper's parameter holds it from the start.
            if case .state(let name) = access { return name }
            if let stateName, hoisted || usable?.precedes(range.start) ?? true { return stateName }
            needsState = true
            return freeStateName
        }
        var needsMdev = false
        let uses = DeviceUses(
            function: function, helpers: helpers.positions, getters: context.getters, callbacks: context.callbackNames)
        for use in uses.uses(of: parameter.declaration) {
            guard handled.insert(use.node.range).inserted else { continue }
            let range = use.node.range
            if case .asBefore = access {
                guard case .helperArgument = use.purpose else { continue }
            }
            switch use.purpose {
            case .getState: result.add(ruleForGetter, TextEdit(range, stateExpression))
            case .setState(let value):
                if ["NULL", "0"].contains(value.text) {
                    result.add("M-26", .delete(use.node.enclosingStatement.statementLines))
                } else {
                    result.add(
                        "M-26", TextEdit(range, "dev_set_drvdata(\(deviceExpression), \(value.text))"))
                }
            case .device:
                if access.keepsDevice { continue }
                let isForIommu = IommuDeviceStep.isGivenMdev(use.node)
                result.add(
                    "M-08", TextEdit(range, isForIommu ? "to_mdev_device(\(deviceExpression))" : deviceExpression))
            case .parentDevice:
                if access.keepsDevice { continue }
                result.add("M-08", TextEdit(range, parentExpression))
            case .helperArgument(let helper) where helpers.unused.contains(helper):
                result.add("M-32", ArgumentRemoval.edit(of: use.node))
            case .helperArgument:
                result.add("M-24", TextEdit(range, state(at: range)))
            case .callbackArgument:
                if case .vfioDevice(let name) = access {
                    result.add("M-07", TextEdit(range, name))
                } else {
                    result.add("M-07", TextEdit(range, "&\(state(at: range))->\(context.names.field)"))
                }
            case .nullTest:
                if access.keepsDevice { continue }
                guard NullTests.removal(of: use.node) != nil else {
                    needsMdev = true
                    continue
                }
                tests.append(use.node)
            case .other:
                if access.keepsDevice { continue }
                needsMdev = true
            }
        }
        for edit in NullTests.removals(of: tests) { result.add("M-31", edit) }
        if needsMdev {
            result.declarations.append(
                KernelStyle.declaration(
                    "struct mdev_device *\(parameter.name)", "to_mdev_device(\(deviceExpression))"))
        }
        if needsState {
            let name = freeStateName
            result.declarations.insert(
                KernelStyle.declaration(context.stateParameter(name), stateExpression), at: 0)
        }
        return result
    }

    /// Whether the state is asked for at the start where only some branches did so. A function that goes on taking the
    /// mdev has no reason to, unless a helper wants the state.
    private var hoists: Bool {
        switch access {
        case .vfioDevice: true
        case .state, .mdev: false
        case .asBefore:
            DeviceUses(function: function, helpers: helpers.positions, getters: context.getters)
                .uses(of: parameter.declaration).contains {
                    if case .helperArgument = $0.purpose { true } else { false }
                }
        }
    }

    /// A name for the state that the function does not use for something else.
    private var freeStateName: String {
        let taken = Set(function.descendants(.variable, .parameter).map(\.name))
        let wish = context.names.stateVariable
        return [wish, "state", "mdev_state", "drv_state"].first { !taken.contains($0) } ?? wish + "_"
    }

    private var ruleForGetter: RuleID {
        if case .vfioDevice = access { return "M-07" }
        return "M-26"
    }

    private var stateExpression: String {
        switch access {
        case .vfioDevice(let name): context.containerOf(name)
        case .state(let name): name
        case .mdev(let name): "dev_get_drvdata(&\(name)->dev)"
        case .asBefore(let name): "mdev_get_drvdata(\(name))"
        }
    }

    private var deviceExpression: String {
        switch access {
        case .vfioDevice(let name): "\(name)->dev"
        case .state(let name): "\(name)->\(context.names.field).dev"
        case .mdev(let name), .asBefore(let name): "&\(name)->dev"
        }
    }

    private var parentExpression: String { deviceExpression + "->parent" }
}
