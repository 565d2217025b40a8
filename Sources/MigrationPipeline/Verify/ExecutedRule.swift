// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine
import Validation

/// Rules about faults of drivers that have the new API, as far as what was executed says which of them was broken. The
/// raw values are names of rules.
enum ExecutedRule: String, Sendable {
    case deviceStaysRegistered = "device-stays-registered"
    case returnBeforeUnregistration = "return-before-unregistration"
    case leakOnFailure = "leak-on-failure"
    case counterStaysRaised = "counter-stays-raised"
    case limitReturnedEarly = "limit-returned-early"
    case deviceSetLeaked = "device-set-leaked"
    case unassignedInMessage = "unassigned-in-message"
    case openOrReleaseMissing = "open-or-release-missing"
    case elementStaysOnList = "element-stays-on-list"
    case preparedAfterParent = "prepared-after-parent"

    /// What a fault breaks; nil: none of the rules, as far as one can see.
    init?(_ fault: Fault, _ cause: Verification.Cause) {
        let function = fault.kernelFunction ?? ""
        if fault.kind == .uninitialisedArgument, KernelFunctions.messages.contains(function) {
            self = .unassignedInMessage
        } else if fault.kind == .bug, fault.stack.isEmpty,
            ["ops->open is NULL", "ops->release is NULL"].contains(where: { fault.message.hasSuffix($0) })
        {
            self = .openOrReleaseMissing
        } else if cause.failsProbe {
            // What a failing probe forgets is met by the next one, or by itself.
            if [.useAfterFree, .badList].contains(fault.kind), KernelFunctions.lists.contains(function) {
                self = .elementStaysOnList
            } else if [.useAfterFree, .doubleFree, .invalidFree].contains(fault.kind) {
                self = .leakOnFailure
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    /// What is left behind breaks.
    init?(left: [String], _ cause: Verification.Cause) {
        let others = left.filter { !$0.hasSuffix(Kernel.deviceSetsLeft) }
        if !left.isEmpty, others.isEmpty {
            self = .deviceSetLeaked
        } else if cause.failsProbe, !others.isEmpty {
            self = .leakOnFailure
        } else {
            return nil
        }
    }

    /// What is different after a failure and without it: a type has fewer instances left.
    init?(_ difference: OperationDifference, _ cause: Verification.Cause) {
        guard cause.failsProbe, difference.operation.name == "available",
            let before = difference.expected.first.flatMap(AvailableCount.init(line:)),
            let after = difference.actual.first.flatMap(AvailableCount.init(line:)),
            after.type == before.type, after.count < before.count
        else { return nil }
        self = .counterStaysRaised
    }
}

extension Verification.Cause {
    /// A call fails while an mdev is made.
    fileprivate var failsProbe: Bool {
        if case .failure(_, let operation) = self { operation.hasPrefix("create ") } else { false }
    }
}

/// `available TYPE="7\n"`: how many more mdevs of a type there can be.
struct AvailableCount: Hashable, Sendable {
    var type: String
    var count: Int

    init?(_ operation: TraceOperation) {
        guard operation.name == "available", operation.result?.isError == false, let field = operation.fields.first,
            let count = Int(field.text.filter { !$0.isWhitespace })
        else { return nil }
        (type, self.count) = (field.name, count)
    }

    init?(line: String) {
        guard let trace = try? Trace(parsing: line, file: "a line"), let operation = trace.operations.first?.operation
        else { return nil }
        self.init(operation)
    }
}
