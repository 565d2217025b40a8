// SPDX-License-Identifier: Apache-2.0
import Findings

/// Which patch of a series a change of a driver belongs to; in the order of the series.
public enum SeriesPart: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Locks and lists are there before a parent can be used.
    case initialisers
    /// Helpers that do not look at the mdev lose it.
    case unusedParameters
    /// Helpers take the state.
    case helpers
    /// Types instead of their kobjects (5.13).
    case types
    /// remove does not ask whether the device is in use.
    case inUseTests
    /// The parent's attributes are those of the parent's device.
    case parentGroups
    /// The callbacks move to a vfio_device; or a driver that has one follows later levels.
    case conversion
    /// What nothing includes for any more.
    case includes

    public static func < (a: SeriesPart, b: SeriesPart) -> Bool { a.rawValue < b.rawValue }

    /// Whether it can be had before the conversion, the driver staying as it is otherwise.
    public var isPreparation: Bool { self < .conversion }

    /// The part of a step. A part that a driver's conversion cannot be taken apart at stays with the conversion.
    static func of(_ rule: RuleID) -> SeriesPart { parts[rule] ?? .conversion }

    private static let parts: [RuleID: SeriesPart] = [
        "M-30": .initialisers, "M-32": .unusedParameters, "M-24": .helpers, "B-01": .types, "B-02": .types,
        "B-03": .types, "B-04": .types, "M-06": .inUseTests, "M-13": .parentGroups,
    ]
}

extension PlannedStep {
    /// The part of a series that this is mailed in, where it can be mailed by itself.
    public var part: SeriesPart { .of(rule) }
}
