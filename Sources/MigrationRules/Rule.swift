// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels

/// How far a rewrite by this rule can be trusted to need nobody.
public enum Automation: String, Sendable, Hashable, CaseIterable {
    /// Always safe to rewrite.
    case auto
    /// Safe when a stated condition is shown to hold; reported otherwise.
    case cond
    /// Only a person can decide.
    case human

    public var explanation: String {
        switch self {
        case .auto: "always safe to rewrite"
        case .cond: "rewritten where the stated condition is shown to hold, a review item otherwise"
        case .human: "a review item, only a person can decide"
        }
    }
}

/// One fact of the API's history with what follows from it for a driver: the content of one file of `Rules/`.
public struct Rule: Sendable, Hashable {
    public let id: RuleID
    /// Unique slug, such as `mdev-parent-ops`.
    public let name: String
    public let title: String
    public let severity: Severity
    public let automation: Automation
    /// Levels at which the old form exists, in order of time.
    public let sourceLevels: [KernelLevel]
    /// Levels at which the old form has to be gone, in order of time.
    public let targetLevels: [KernelLevel]
    /// What lint reports; empty when the rule is only a step of a conversion.
    public let matches: [RuleMatch]
    /// What verify does not count as a difference between a driver at one of the source levels and at one of the target
    /// levels.
    public var tolerated: [ToleratedDifference] = []
    public let message: MessageTemplate
    public let advice: MessageTemplate
    /// Why: several lines of prose.
    public let rationale: String
    /// Where the facts are written down, such as `api-history 2.8 M-16`.
    public let source: String
    public let example: RuleExample?
    /// What makes the rule one about faults of drivers that have the new API; nil for steps between levels.
    public let fault: FaultFacts?
    /// The rule's own file as it is shown in errors, and the line of its `id`.
    public let file: String
    public let line: Int
}

/// What a rule about a fault says besides: it counts at the driver's own level, whatever level the code is to be right at.
public struct FaultFacts: Sendable, Hashable {
    /// How the fault is shown.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// By reading the code.
        case `static`
        /// Only by executing the driver.
        case dynamic

        public var explanation: String {
            switch self {
            case .static: "seen in the code, by lint"
            case .dynamic: "seen when the driver is executed"
            }
        }
    }

    public let method: Method
    /// What reading the code cannot show; nil where it shows all.
    public let limits: String?
    /// Where the kernel's own drivers had it, and from when to when.
    public let upstream: String
}

/// One thing that lint looks for on behalf of a rule.
public struct RuleMatch: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        /// Any mention of `struct NAME` in code.
        case record(name: String)
        /// A call of one of the functions, or one of them used as a value. When `arguments` is not empty, only calls whose
        /// leading arguments have these types count, and a use as a value does not; the type `any` is every type.
        case call(names: [String], arguments: [String])
        /// One of the constants, macros or enumerators, named anywhere in code.
        case constant(names: [String])
        /// One of the members in an initialiser or an assignment of the structure `record`.
        case member(record: String, names: [String])
        /// One of the symbols, written without `CONFIG_`, in Kconfig, Makefiles, default configurations and documentation.
        case kconfig(symbols: [String])
        /// The function bound to the member `callback` of the structure `record` has exactly these parameter types.
        case parameters(record: String, callback: String, types: [String])
        /// A show or store function of an `MDEV_TYPE_ATTR…` has these leading parameter types.
        case typeAttribute(types: [String])
    }

    public let kind: Kind
    /// Target levels at which this match counts: those of the rule unless the match narrows them.
    public let targetLevels: [KernelLevel]
    /// No finding in a driver that also calls one of these functions. Only for calls.
    public let unlessCalls: [String]
    /// Findings only in a driver that also calls one of these functions. Not for Kconfig symbols and type attributes.
    public let ifCalls: [String]
    /// Only calls whose arguments name one of these. Only for calls.
    public let naming: [String]
    /// Only calls whose arguments name none of these. Only for calls.
    public let notNaming: [String]
    /// Only calls whose value is put into a variable, a member or a parameter of one of these types. Only for calls.
    public let into: [String]
    /// No finding where the variable's initialiser or assignments name one of these members. Only for records and members.
    public let unlessMembers: [String]
    /// What to say instead of the rule's own message.
    public let message: MessageTemplate?
    /// Line of the match in the rule's file.
    public let line: Int

    /// Words one of which a file has to contain before this match can find anything in it.
    public var triggerWords: Set<String> {
        switch kind {
        case .record(let name): [name]
        // What the arguments have to name is as good a sign as the name of the function, and may be the rarer word.
        case .call(let names, _): Set(naming.isEmpty ? names : naming)
        case .constant(let names): Set(names)
        case .member(let record, _), .parameters(let record, _, _): [record]
        case .kconfig(let symbols): Set(symbols + symbols.map { "CONFIG_" + $0 })
        case .typeAttribute:
            ["MDEV_TYPE_ATTR", "MDEV_TYPE_ATTR_RO", "MDEV_TYPE_ATTR_RW", "MDEV_TYPE_ATTR_WO", "mdev_type_attribute"]
        }
    }
}

/// Code before and after a rule was followed. For a rule with matches, `before` gives a finding of the rule at the target
/// level and `after` gives none; for a rule without, both are excerpts for the reader.
public struct RuleExample: Sendable, Hashable {
    public enum Language: String, Sendable, Hashable {
        case c, kconfig
    }

    public let sourceLevel: KernelLevel
    public let targetLevel: KernelLevel
    public let before: String
    public let after: String
    public let language: Language
    /// Line of `example` in the rule's file.
    public let line: Int
}
