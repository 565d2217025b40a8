// SPDX-License-Identifier: Apache-2.0

/// Why there is no series: one line for people.
public struct PatchError: Error, Sendable, Hashable, CustomStringConvertible {
    public let message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}
