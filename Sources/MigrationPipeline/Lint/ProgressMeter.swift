// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Says how far the work is, but only about work that lasts over a second.
final class ProgressMeter: Sendable {
    private struct State {
        var last: ContinuousClock.Instant
        var hasSpoken = false
    }

    private static let patience: Duration = .seconds(1)
    private static let interval: Duration = .milliseconds(200)

    private let tell: (@Sendable (String) -> Void)?
    private let start = ContinuousClock.now
    private let state: Mutex<State>

    init(_ tell: (@Sendable (String) -> Void)?) {
        self.tell = tell
        state = Mutex(State(last: start))
    }

    var isWanted: Bool { tell != nil }

    func report(_ text: @autoclosure () -> String) {
        guard let tell else { return }
        let now = ContinuousClock.now
        guard now - start > Self.patience else { return }
        let isDue = state.withLock { state in
            guard !state.hasSpoken || now - state.last > Self.interval else { return false }
            state.last = now
            state.hasSpoken = true
            return true
        }
        if isDue { tell(text()) }
    }

    func finish() {
        if state.withLock({ $0.hasSpoken }) { tell?("") }
    }
}
