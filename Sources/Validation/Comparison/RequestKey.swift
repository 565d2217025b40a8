// SPDX-License-Identifier: Apache-2.0

/// What was asked for, without what the kernel answered. Some lines hold answers before the arrow.
enum RequestKey {
    /// Fields before the arrow that are answers.
    private static let answers: [String: Set<String>] = [
        "iommu_group": ["id"], "eventfd_read": ["count"], "pread": ["value"], "mapped": ["data"], "partial": ["data"],
        "mdev_driver": ["name"], "writer": ["signal", "exit"], "job_blocked": ["state"],
    ]

    static func isAnswer(_ field: TraceField, of operation: String) -> Bool {
        answers[operation]?.contains(field.name) ?? false
    }

    /// Equal for operations that asked for the same.
    static func of(_ operation: TraceOperation) -> String {
        // Whether the job has ended is the answer.
        let name = ["job_end", "job_blocked"].contains(operation.name) ? "job_state" : operation.name
        // Which types are there is asked for, how many can be made is not.
        if name == "available" { return operation.fields.reduce(name) { $0 + " " + $1.name } }
        return operation.fields.reduce(name) { text, field in
            isAnswer(field, of: operation.name) ? text : "\(text) \(field)"
        }
    }
}
