// SPDX-License-Identifier: Apache-2.0

/// How hard verify looks.
public struct VerifyOptions: Sendable, Hashable {
    /// Of module loads.
    public var parameters = ""
    /// Let every call that can fail do so once.
    public var sweeps = true
    /// Let operations run beside each other, on many schedules.
    public var races = true
    /// `RACE:0,1,0`: nothing but this race is executed, and its trace printed.
    public var replay: String?
    /// Make scenarios for the driver.
    public var generates = true
    /// How many failures, schedules and random sequences are tried at most, each.
    public var budget = 500
    /// Of random sequences.
    public var seed: UInt64 = 1

    /// Where scenarios that show something are written; nil: nowhere.
    public var saveFolder: String?

    /// List the lines that were not reached.
    public var showsUncovered = false

    public init() {}
}
