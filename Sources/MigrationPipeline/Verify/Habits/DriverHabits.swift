// SPDX-License-Identifier: Apache-2.0
import Machine

/// What one side does that users do not see as long as nothing comes in between, in all scenarios that both sides
/// performed: with which locks it accesses its fields, and how it asks for memory.
struct DriverHabits: Sendable {
    struct Access: Sendable {
        var access: FieldAccess
        /// The calls that led to the first one, innermost first.
        var stack: [StackFrame]
    }

    private var stacks: [FieldAccess: [StackFrame]] = [:]
    /// By the name of the operation.
    private(set) var hurriedAllocations: [String: [StackFrame]] = [:]

    mutating func add(_ execution: Execution) {
        stacks.merge(execution.fields) { first, _ in first }
        hurriedAllocations.merge(execution.hurriedAllocations) { first, _ in first }
    }

    /// By field, always in the same order.
    var byField: [String: [Access]] {
        Dictionary(grouping: stacks.map { Access(access: $0.key, stack: $0.value) }, by: \.access.field).mapValues {
            $0.sorted { Self.key($0) < Self.key($1) }
        }
    }

    private static func key(_ access: Access) -> (String, String, String, Int) {
        let first = access.stack.first
        return (access.access.entry, access.access.function, first?.position.file ?? "", first?.position.line ?? 0)
    }
}
