// SPDX-License-Identifier: Apache-2.0

/// Which class was ever taken while which other one was held. A circle in it is a deadlock that only needs its time.
struct LockOrder: Sendable {
    private var steps: [LockClass: [LockOrderStep]] = [:]

    /// Notes the step; the way back from what is taken to what is held, if there is one, which with the step is a circle.
    mutating func note(_ step: LockOrderStep) -> [LockOrderStep]? {
        if steps[step.held, default: []].contains(where: { $0.taken == step.taken }) { return nil }
        let back = way(from: step.taken, to: step.held)
        // An order that closes a circle is not learned, so that each place that breaks it is told.
        if back == nil { steps[step.held, default: []].append(step) }
        return back
    }

    /// The shortest way, in the order in which steps were learned.
    private func way(from start: LockClass, to goal: LockClass) -> [LockOrderStep]? {
        var ways: [[LockOrderStep]] = (steps[start] ?? []).map { [$0] }
        var seen: Set<LockClass> = [start]
        var next = 0
        while next < ways.count {
            let way = ways[next]
            next += 1
            guard let end = way.last?.taken, seen.insert(end).inserted else { continue }
            if end == goal { return way }
            ways += (steps[end] ?? []).map { way + [$0] }
        }
        return nil
    }
}
