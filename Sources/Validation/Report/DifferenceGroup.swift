// SPDX-License-Identifier: Apache-2.0

extension Verification {
    /// A difference, and what else showed just the same one.
    public struct DifferenceGroup: Sendable, Equatable {
        public var first: Difference
        public var others: [Cause] = []
    }

    /// What is different without any failure is so in every run; people want to read it once.
    public var differenceGroups: [DifferenceGroup] {
        differences.reduce(into: []) { groups, difference in
            if let index = groups.firstIndex(where: { $0.first.looksLike(difference) }) {
                groups[index].others.append(difference.cause)
            } else {
                groups.append(DifferenceGroup(first: difference))
            }
        }
    }
}

extension Verification.Difference {
    fileprivate func looksLike(_ other: Self) -> Bool {
        side == other.side && operation == other.operation && field == other.field && kinds == other.kinds
            && old == other.old
            && new == other.new
    }
}
