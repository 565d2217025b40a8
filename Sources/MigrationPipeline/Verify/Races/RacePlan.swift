// SPDX-License-Identifier: Apache-2.0
import Validation

/// Operations that are to run beside each other, what comes before them, and how one looks afterwards at what they left.
struct RacePlan: Sendable, Hashable {
    /// Without spaces, as users type it: `create-remove`.
    var name: String
    /// Operation lines.
    var setup: [String]
    var tasks: [String]
    /// After the race, when everything that is open was closed.
    var ending: [String]

    static func steps(_ lines: [String]) -> [Scenario.Step] {
        // Made from lines that were performed already.
        (try? Scenario(parsing: lines.joined(separator: "\n"), file: "race"))?.steps ?? []
    }

    static let taskNames = ["a", "b", "c", "d"]

    /// The line that starts the race. `only`: positions of tasks; the others are left out.
    func start(_ schedule: [Int], only: [Int]? = nil) -> TraceOperation {
        var operation = TraceOperation("race_start")
        for index in only ?? Array(tasks.indices) {
            operation.fields.append(TraceField(Self.taskNames[index], text: Array(tasks[index].utf8)))
        }
        if !ScheduleText.trimmed(schedule).isEmpty {
            operation.fields.append(TraceField("schedule", written: ScheduleText.text(schedule)))
        }
        return operation
    }
}
