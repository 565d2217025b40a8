// SPDX-License-Identifier: Apache-2.0

/// Tasks that run beside each other: as long as it lasts, every call of a kernel function is a point at which another
/// task may go on. Its choices are its own, so that they mean the same whatever came before.
public struct TaskRace: Sendable, Hashable {
    /// A point at which more than one task could go on.
    public struct Choice: Sendable, Hashable {
        /// Position in the list of those that could, whoever ran first.
        public var taken: Int
        /// How many could.
        public var count: Int
        /// Whoever ran could have gone on: another choice than 0 is a preemption.
        public var canGoOn: Bool

        public init(taken: Int, count: Int, canGoOn: Bool) {
            self.taken = taken
            self.count = count
            self.canGoOn = canGoOn
        }
    }

    /// What is taken, as long as there is something; then whoever runs goes on.
    public let schedule: [Int]
    public private(set) var choices: [Choice] = []
    /// Where tasks were that could have gone on when others came first; nil where that was not in the program's code.
    public internal(set) var preemptions: [StackFrame?] = []

    public init(schedule: [Int] = []) { self.schedule = schedule }

    mutating func choose(among count: Int, canGoOn: Bool) -> Int {
        var taken = 0
        if choices.count < schedule.count { taken = min(max(0, schedule[choices.count]), count - 1) }
        choices.append(Choice(taken: taken, count: count, canGoOn: canGoOn))
        return taken
    }
}
