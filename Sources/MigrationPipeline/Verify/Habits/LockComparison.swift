// SPDX-License-Identifier: Apache-2.0
import Machine
import Validation

/// Fields that the old driver accesses with a lock held, always, and the new one without. What is shared and never
/// consistently locked says nothing, on either side.
///
/// Schedules would not find these: both tasks would have to stand between the same two instructions.
struct LockComparison {
    let old: DriverHabits
    let new: DriverHabits
    /// Whether the old driver has a function of that name.
    let isOld: (String) -> Bool
    let shown: (String) -> String

    private typealias Access = DriverHabits.Access

    func add(to result: inout Verification) {
        let newFields = new.byField
        for (field, oldAccesses) in old.byField.sorted(by: { $0.key < $1.key }) {
            guard let newAccesses = newFields[field], let difference = compare(field, oldAccesses, newAccesses) else {
                continue
            }
            result.differences.append(difference)
        }
    }

    private func compare(_ field: String, _ old: [Access], _ new: [Access]) -> Verification.Difference? {
        // What is written once and then only read needs no lock, and what one function alone uses says little.
        let writes = old.filter(\.access.isWrite)
        guard !writes.isEmpty, Set(old.map(\.access.entry)).count > 1 else { return nil }
        // Many fields are written with a lock held and read without one.
        let newWrites = new.filter(\.access.isWrite)
        return lost(field, "accessed", old, new) ?? lost(field, "written", writes, newWrites)
    }

    private func lost(
        _ field: String, _ what: String, _ old: [Access], _ new: [Access]
    ) -> Verification.Difference? {
        let locks = Self.common(old)
        // Another lock does as well.
        guard let lock = locks.sorted().first, Self.common(new).isEmpty,
            let bare = new.first(where: { locks.isDisjoint(with: $0.access.locks) && !mayBeOld($0, old) })
        else { return nil }
        let held = old.first { $0.access.function == bare.access.function } ?? old.first
        var difference = Verification.Difference(
            cause: .scenario, operation: nil, kinds: ["\(what) without the lock that the old driver holds"],
            old: ["with \(lock)"] + (held.map(lines) ?? []),
            new: [
                bare.access.locks.isEmpty
                    ? "with no lock" : "with \(bare.access.locks.sorted().joined(separator: ", "))"
            ]
                + lines(bare))
        difference.field = field
        return difference
    }

    /// A place of the old driver's own code that it did not get to: what it would have held there is not known.
    private func mayBeOld(_ access: Access, _ old: [Access]) -> Bool {
        let (function, isWrite) = (access.access.function, access.access.isWrite)
        return isOld(function) && !old.contains { $0.access.function == function && $0.access.isWrite == isWrite }
    }

    private func lines(_ access: Access) -> [String] {
        access.stack.prefix(6).map { shown("at \($0.function) (\($0.position))") }
    }

    /// Locks that are held at all of them.
    private static func common(_ accesses: [Access]) -> Set<String> {
        guard let first = accesses.first else { return [] }
        return accesses.dropFirst().reduce(first.access.locks) { $0.intersection($1.access.locks) }
    }
}
