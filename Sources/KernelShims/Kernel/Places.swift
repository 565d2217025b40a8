// SPDX-License-Identifier: Apache-2.0
import Machine

/// Numbers for places in the code, so that locks can keep them.
struct PlaceTable {
    private var numbers: [StackFrame: UInt64] = [:]
    private var frames: [StackFrame] = []

    mutating func site(_ frame: StackFrame?) -> LockSite {
        guard let frame else { return LockSite(0) }
        if let known = numbers[frame] { return LockSite(known) }
        frames.append(frame)
        numbers[frame] = UInt64(frames.count)
        return LockSite(UInt64(frames.count))
    }

    /// "driver.c:120 in driver_open()".
    func text(_ site: LockSite) -> String {
        guard site.rawValue > 0, site.rawValue <= UInt64(frames.count) else { return "an unknown place" }
        let frame = frames[Int(site.rawValue) - 1]
        return "\(frame.position.file):\(frame.position.line) in \(frame.function)()"
    }
}
