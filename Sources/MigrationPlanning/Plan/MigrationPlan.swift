// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import SourceText

/// One change with one reason: it owns its edits, so it can be shown, and later mailed, by itself.
public struct PlannedStep: Sendable {
    public var rule: RuleID
    /// What is done, for people.
    public var title: String
    /// By path.
    public var edits: [String: [TextEdit]]

    public init(rule: RuleID, title: String, edits: [String: [TextEdit]] = [:]) {
        self.rule = rule
        self.title = title
        self.edits = edits
    }

    public var isEmpty: Bool { edits.values.allSatisfy(\.isEmpty) }
}

/// All that turns one driver from its level to another.
public struct MigrationPlan: Sendable {
    public var driver: String
    public var source: KernelLevel
    public var target: KernelLevel
    public var steps: [PlannedStep]
    public var reviews: [ReviewItem]
    /// How the vfio_device is brought in; nil where the driver has one already, or gets none.
    public var strategy: Strategy?
    /// What stood against embedding, where the driver is wrapped.
    public var obstacle: Refusal?
    /// Of a conversion from an ops table.
    public var names: ConversionNames?

    /// This plan and the next stage, as one for people: the edits of the two are not to be applied together.
    public func followed(by next: MigrationPlan) -> MigrationPlan {
        var result = self
        result.target = next.target
        result.steps += next.steps
        result.reviews += next.reviews
        return result
    }

    /// The edits of all steps, by path, in the order of the steps.
    public var edits: [String: EditSet] {
        var result: [String: EditSet] = [:]
        for step in steps {
            for (path, edits) in step.edits { result[path, default: EditSet()].add(edits) }
        }
        return result
    }
}

/// Why a driver is not converted: a fact about the driver, at a place.
public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    public var rule: RuleID
    public var path: String
    public var position: LineColumn
    public var message: String
    public var advice: String

    public init(rule: RuleID, path: String, position: LineColumn, message: String, advice: String) {
        self.rule = rule
        self.path = path
        self.position = position
        self.message = message
        self.advice = advice
    }

    public var description: String { "\(path):\(position): not converted: \(message) [\(rule)]" }
}

public enum PlanOutcome: Sendable {
    case plan(MigrationPlan)
    case refused(Refusal)
    /// The driver has nothing that the target level does not want.
    case nothingToDo
}
