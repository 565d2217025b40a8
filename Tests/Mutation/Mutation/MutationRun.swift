// SPDX-License-Identifier: Apache-2.0
import MigrationPipeline
import Validation

/// Tries mutations of a converted driver, each for itself.
public struct MutationRun: Sendable {
    /// What became of one mutation.
    public struct Trial: Sendable {
        public enum Fate: Sendable, Equatable {
            case doesNotCompile(String)
            case sameCode
            /// `by`: the stage or kind; `what`: the first finding.
            case caught(by: String, what: String)
            case survived
            case failed(String)
        }
        public var mutation: Mutation
        public var fate: Fate

        public init(mutation: Mutation, fate: Fate) {
            self.mutation = mutation
            self.fate = fate
        }
    }

    public let trials: VersionTrials
    public let mutations: [Mutation]

    public init(original: String, converted: String, settings: InputSettings, options: VerifyOptions)
        throws(InputError)
    {
        trials = try VersionTrials(original: original, converted: converted, settings: settings, options: options)
        mutations = trials.units.flatMap { Mutator.mutations(of: $0) }
    }

    public func fate(of mutation: Mutation) -> Trial.Fate {
        do throws(InputError) {
            switch try trials.verify([mutation.path: mutation.contents]) {
            case .rejected(let message): return .doesNotCompile(message)
            case .same: return .sameCode
            case .verified(let verification): return Self.fate(verification)
            }
        } catch { return .failed(error.message) }
    }

    private static func fate(_ result: Verification) -> Trial.Fate {
        if let fault = result.faults.first(where: { $0.side == .new }) {
            return .caught(by: "\(stage(fault.cause, fault.scenario)), fault", what: fault.headline)
        }
        if let difference = result.differences.first(where: { $0.side != .old }) {
            let what =
                difference.field != nil ? "lost lock" : difference.operation == nil ? "left behind" : "difference"
            let lines = difference.old.prefix(1).map { "- " + $0 } + difference.new.prefix(1).map { "+ " + $0 }
            return .caught(
                by: "\(stage(difference.cause, difference.scenario)), \(what)",
                what: "\(difference.kinds.joined(separator: ", ")): \(lines.joined(separator: " "))")
        }
        if let unsupported = result.unsupported { return .failed(unsupported) }
        return .survived
    }

    private static func stage(_ cause: Verification.Cause, _ scenario: String?) -> String {
        switch cause {
        case .scenario: scenario == nil ? "default scenario" : "generated scenarios"
        case .failure: "failing calls"
        case .schedule: "schedules"
        }
    }
}
