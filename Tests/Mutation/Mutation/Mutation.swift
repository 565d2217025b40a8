// SPDX-License-Identifier: Apache-2.0
import SourceText

/// One change to a driver, as a mistake would make it.
public struct Mutation: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case droppedCall = "dropped call"
        case droppedAssignment = "dropped assignment"
        case droppedBreak = "dropped break"
        case lostLock = "lost lock"
        case notZeroed = "memory not zeroed"
        case swapped = "swapped statements"
        case wrongLabel = "wrong label"
        case wrongMember = "wrong container_of member"
        case droppedMember = "dropped member"
        case droppedElement = "dropped element"
        case removedCheck = "removed check"
        case negated = "negated condition"
        case comparison = "other comparison"
        case partOfCondition = "part of a condition dropped"
        case constant = "other constant"
        case operation = "other operator"
        case success = "success for an error"
        case errorCode = "other error code"
        case failure = "error for success"
        case swappedArguments = "swapped arguments"
    }

    public var kind: Kind
    /// The function or variable that it is in.
    public var place: String
    public var path: String
    public var line: Int
    /// Lines that are changed, as they were and as they are, each on one line.
    public var old: String
    public var new: String
    /// The whole file afterwards.
    public var contents: [UInt8]

    /// Stays the same when other parts of the file change.
    public var key: String { "\(place): \(kind.rawValue): \(old) => \(new)" }
}

/// Several places of one file that are changed together.
struct Change {
    var edits: [(range: SourceRange, text: String)]

    init(_ range: SourceRange, _ text: String) { edits = [(range, text)] }
    init(_ edits: [(SourceRange, String)]) { self.edits = edits.map { (range: $0.0, text: $0.1) } }

    func applied(to bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for edit in edits.sorted(by: { $0.range.start > $1.range.start }) {
            result.replaceSubrange(edit.range.start..<edit.range.end, with: edit.text.utf8)
        }
        return result
    }
}
