// SPDX-License-Identifier: Apache-2.0

/// What the kernel tells the outside by itself: messages and uevents, each in their order.
public final class KernelLog {
    public enum Entry: Hashable, Sendable {
        /// Text without the time stamp and without the newline.
        case message(level: Int, text: String)
        /// The path is below /sys; MAJOR, MINOR and SEQNUM are left out.
        case uevent(action: String, path: String, environment: [Variable])
    }

    public struct Variable: Hashable, Sendable, CustomStringConvertible {
        public var key: String
        public var value: String

        public init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }

        public var description: String { "\(key)=\(value)" }
    }

    public private(set) var entries: [Entry] = []

    public init() {}

    public func message(_ level: Int, _ text: String) { entries.append(.message(level: level, text: text)) }

    public func uevent(_ action: String, _ path: String, _ environment: [Variable]) {
        entries.append(.uevent(action: action, path: path, environment: environment))
    }

    /// Leaves out what `body` causes: it was long before.
    public func quietly(_ body: () throws -> Void) rethrows {
        let before = entries
        try body()
        entries = before
    }

    /// What came since the last time.
    public func drain() -> [Entry] {
        defer { entries = [] }
        return entries
    }
}
