// SPDX-License-Identifier: Apache-2.0

/// What came of verifying one driver, in words: nothing in it leads back to a run.
public struct Verification: Sendable, Codable, Equatable {
    public enum Verdict: String, Sendable, Codable {
        case equivalent, diverged, fault, unsupported
    }

    public enum Side: String, Sendable, Codable {
        case old, new
        /// The same on both sides: nothing that the change brought.
        case both
    }

    /// How something came about.
    public enum Cause: Sendable, Codable, Equatable {
        /// Nothing was done to the kernel.
        case scenario
        /// `call`: "kzalloc() at mtty.c:735:15"; `operation` in which it failed.
        case failure(call: String, operation: String)
        /// What ran beside each other, and the choices that made it so.
        case schedule(race: String, choices: [Int])
    }

    public struct Difference: Sendable, Codable, Equatable {
        public var cause: Cause
        /// Nil: no operation, but what was left at the end, or a field.
        public var operation: String?
        /// Of the driver's memory: “mdev_state.count”.
        public var field: String?
        public var kinds: [String]
        public var old: [String]
        public var new: [String]
        /// Which of the scenarios showed it; nil: the default one.
        public var scenario: String?
        /// How often it was met.
        public var count = 1
        /// Operations behind it that are different, too; only the first of a cause is told.
        public var following = 0
        /// Nil: the two sides are the old driver and the new one. Otherwise both are this side: `old` without the cause,
        /// `new` with it.
        public var side: Side?
        /// Which one describes it, where what was executed says so.
        public var rule: String?

        public init(
            cause: Cause, operation: String?, kinds: [String], old: [String], new: [String], side: Side? = nil
        ) {
            self.side = side
            self.cause = cause
            self.operation = operation
            self.kinds = kinds
            self.old = old
            self.new = new
        }
    }

    public struct FaultNote: Sendable, Codable, Equatable {
        public var side: Side
        public var cause: Cause
        public var kind: String
        public var message: String
        /// Where: the driver's line first.
        public var headline: String
        public var stack: [String]
        /// How often it was met.
        public var count = 1
        /// Which of the scenarios showed it; nil: the default one.
        public var scenario: String?
        /// Which one describes it, where what was executed says so.
        public var rule: String?

        public init(
            side: Side, cause: Cause, kind: String, message: String, headline: String, stack: [String]
        ) {
            self.side = side
            self.cause = cause
            self.kind = kind
            self.message = message
            self.headline = headline
            self.stack = stack
        }
    }

    public struct Tolerated: Sendable, Codable, Equatable {
        public var rule: String
        public var title: String
        public var count: Int

        public init(rule: String, title: String, count: Int) {
            self.rule = rule
            self.title = title
            self.count = count
        }
    }

    public struct Counts: Sendable, Codable, Equatable {
        /// Operations of the scenario, and those of them that came out the same on both sides.
        public var operations = 0
        public var equal = 0
        /// Failures that were tried, each on every side that has the call.
        public var failures = 0
        public var schedules = 0
        public var executions = 0
        /// Scenarios that were made for the driver, and how many of them are random sequences that reached something.
        public var scenarios = 0
        public var sequences = 0
        public init() {}
    }

    public var driver: String
    public var oldLevel: String
    /// Nil: there is only one side.
    public var newLevel: String?
    public var verdict: Verdict
    /// Why it is unsupported.
    public var unsupported: String?
    public var counts = Counts()
    public var tolerated: [Tolerated] = []
    public var differences: [Difference] = []
    public var faults: [FaultNote] = []
    /// Of everything that was executed.
    public var oldCoverage: Coverage?
    public var newCoverage: Coverage?
    /// A scenario that shows a difference or a fault; its text is a scenario file.
    public struct Scenario: Sendable, Codable, Equatable {
        public var name: String
        public var text: String

        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    public var scenarios: [Scenario] = []
    /// Scenarios that only the old driver performed, and why.
    public var notCompared: [String] = []
    /// Functions with lines that the new driver alone has and that nothing executed.
    public var unexecuted: [String] = []
    /// The traces of the scenario, as printed.
    public var oldTrace = ""
    public var newTrace: String?
    /// Operations of the scenario that are different, by their number in the old trace, from 0.
    public var differing: [Int] = []

    public init(driver: String, oldLevel: String, newLevel: String?) {
        self.driver = driver
        self.oldLevel = oldLevel
        self.newLevel = newLevel
        verdict = .equivalent
    }
}

extension Verification {
    /// What all findings together say. A fault that both sides have does not make them different.
    public mutating func conclude() {
        if unsupported != nil {
            verdict = .unsupported
        } else if differences.contains(where: { $0.side != .old }) {
            verdict = newLevel == nil ? .fault : .diverged
        } else if faults.contains(where: { $0.side == .new || newLevel == nil })
            || newLevel == nil && !differences.isEmpty
        {
            verdict = .fault
        } else {
            verdict = .equivalent
        }
    }

    /// The same fault at the same place is told once.
    public mutating func add(_ fault: FaultNote) {
        let known = faults.firstIndex {
            $0.side == fault.side && $0.kind == fault.kind && $0.headline == fault.headline
        }
        if let known { faults[known].count += 1 } else { faults.append(fault) }
    }

    /// All differences of one cause are one: the first. The same one of another mdev, or at another place of a region, is
    /// told once.
    public mutating func add(_ found: [Difference]) {
        guard var first = found.first else { return }
        first.following = found.count - 1
        let key = first.key
        let known = differences.firstIndex {
            $0.cause == first.cause && $0.scenario != nil && $0.scenario != first.scenario && $0.key == key
        }
        if let known { differences[known].count += 1 } else { differences.append(first) }
    }

    public mutating func add(tolerated counts: [String: Int], titles: [String: String]) {
        for (rule, count) in counts.sorted(by: { $0.key < $1.key }) {
            if let index = tolerated.firstIndex(where: { $0.rule == rule }) {
                tolerated[index].count += count
            } else {
                tolerated.append(Tolerated(rule: rule, title: titles[rule] ?? "", count: count))
            }
        }
        tolerated.sort { $0.rule < $1.rule }
    }
}

extension Verification.Difference {
    /// Without what differs from one use to the next: numbers.
    fileprivate var key: [String] {
        let name = operation.map { $0.split(separator: " ").filter { !$0.hasPrefix("data=") && !$0.hasPrefix("in=") } }
        let lines = [(name ?? []).joined(separator: " ")] + kinds + ["-"] + old + ["+"] + new
        return lines.map { $0.filter { !$0.isHexDigit } }
    }
}
