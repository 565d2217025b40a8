// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings

/// A fault of a driver: a rule that it breaks, and where.
public struct Fault: Sendable, Hashable {
    public var rule: RuleID
    public var node: SyntaxNode
    /// What it is about: a function, a member, a counter.
    public var subject: String
    /// What there is to say besides the rule's own message.
    public var detail: String

    init(_ rule: RuleID, _ node: SyntaxNode, _ subject: String, _ detail: String = "") {
        self.rule = rule
        self.node = node
        self.subject = subject
        self.detail = detail
    }
}

/// Everything that is looked for, by rule.
public enum FaultChecks {
    typealias Check = @Sendable (DriverFacts) -> [Fault]

    private static let table: [RuleID: Check] = [
        "L-01": DeviceStaysRegistered.faults,
        "L-02": ReturnBeforeUnregistration.faults,
        "L-03": LeakOnFailure.faults,
        "L-04": CounterStaysRaised.faults,
        "L-05": LimitReturnedEarly.faults,
        "L-06": DeviceSetLeaked.faults,
        "L-07": DriverGoneBeforeParents.faults,
        "L-08": DeviceNotZeroed.faults,
        "L-09": UnassignedInMessage.faults,
        "L-10": OpenOrReleaseMissing.faults,
        "L-11": SymbolOfLaterLevel.faults,
        "L-12": LicenceForbidsSymbol.faults,
        "L-13": IommufdFunctionsMissing.faults,
        "L-14": ElementStaysOnList.faults,
        "L-15": PreparedAfterParent.faults,
        "L-16": OwnerMissing.faults,
    ]

    /// The rules that are checked here.
    public static var rules: Set<RuleID> { Set(table.keys) }

    /// What a driver does wrong, in source order; of a driver of the old API nothing is said.
    public static func faults(of driver: DriverFacts, rules: Set<RuleID>) -> [Fault] {
        guard driver.isOfNewAPI else { return [] }
        var seen: Set<Fault> = []
        return table.filter { rules.contains($0.key) }.sorted { $0.key < $1.key }
            .flatMap { $0.value(driver) }.filter { seen.insert($0).inserted }
    }
}
