// SPDX-License-Identifier: Apache-2.0

/// How long the stages of a run took, for those who measure.
struct StageTimes {
    private(set) var lines: [String] = []
    private var start = ContinuousClock.now

    /// A stage begins.
    mutating func next() { start = .now }

    /// The stage that began last has ended.
    mutating func end(_ stage: String) {
        let duration = (ContinuousClock.now - start).components
        let microseconds = duration.seconds * 1_000_000 + duration.attoseconds / 1_000_000_000_000
        let fraction = String(microseconds % 1000)
        lines.append(
            "\(stage): \(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction + " ms")
    }
}
