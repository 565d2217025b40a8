// SPDX-License-Identifier: Apache-2.0
import Machine
import Validation

/// Memory that the new driver asks for without being willing to wait, in operations in which the old one always is: it
/// fails sooner where memory is short.
struct AllocationComparison {
    let old: DriverHabits
    let new: DriverHabits
    let shown: (String) -> String

    func add(to result: inout Verification) {
        for (operation, stack) in new.hurriedAllocations.sorted(by: { $0.key < $1.key })
        where old.hurriedAllocations[operation] == nil {
            var difference = Verification.Difference(
                cause: .scenario, operation: nil,
                kinds: ["memory asked for without waiting, as the old driver never does"],
                old: [], new: stack.prefix(6).map { shown("at \($0.function) (\($0.position))") })
            difference.field = operation
            result.differences.append(difference)
        }
    }
}
