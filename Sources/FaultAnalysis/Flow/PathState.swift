// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Something that happens on a path and that a check may ask for.
struct PathEvent: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case allocate, free
        /// An element comes on a list, and goes from it.
        case link, unlink
        /// A counter goes up, and down.
        case raise, lower
        /// Calls about the vfio_device.
        case initialise, uninitialise, register, unregister
        /// The vfio_device that is initialised stands in memory that was not zeroed.
        case reuse
        case registerDriver, unregisterDriver
        /// A parent is registered here, or by the driver of a bus that is.
        case registerParent, unregisterParent
        /// A lock, a list or the like is initialised.
        case prepare
        /// Memory is filled with zeros.
        case clear
        /// The call answered with an error.
        case fail
        /// State was given to code that is not at hand: what that did to it is not known.
        case lose
    }

    var kind: Kind
    /// What it happened to: `record.field`, `struct record *`, or the name of a variable.
    var subject: String
    var node: SyntaxNode
}

/// What is known of a value.
enum PathValue: Sendable, Hashable {
    enum Origin: Sendable, Hashable {
        /// Memory that this path allocated, zeroed or not.
        case zeroed, unzeroed
        /// An object that lives longer than the mdev.
        case older
        case other
    }

    case unknown
    case zero
    /// A number that is not zero: in kernel code an error, where it is what a function returned.
    case nonzero
    case errorPointer
    /// A pointer that is not NULL, with the call that allocated it.
    case object(Origin, SyntaxNode?)
    /// What a function that was not looked into answered.
    case result(SyntaxNode)
    /// What stands at a place, such as a member, that nothing is known of.
    case content(String)
}

/// What is known at one point of a path.
struct PathState: Sendable, Hashable {
    /// By slot: a variable or a member.
    var values: [String: PathValue] = [:]
    /// What was assumed of conditions that are asked again.
    var assumptions: [String: Bool] = [:]
    var events: [PathEvent] = []

    mutating func add(_ kind: PathEvent.Kind, _ subject: String, _ node: SyntaxNode) {
        events.append(PathEvent(kind: kind, subject: subject, node: node))
    }

    /// What was allocated by a call now stands at a place that has a name.
    mutating func rename(_ allocation: SyntaxNode, to subject: String) {
        guard
            let position = events.lastIndex(where: {
                $0.kind == .allocate && $0.node == allocation
            })
        else { return }
        events[position].subject = subject
    }
}

/// One way through a function, from its first statement to where it returns.
struct FlowPath: Sendable, Hashable {
    var events: [PathEvent]
    var result: PathValue
    /// The return statement; nil where the body ends.
    var end: SyntaxNode?

    var succeeds: Bool { result == .zero }
    /// The function returns what its callers take for an error.
    var fails: Bool { result == .nonzero || result == .errorPointer }

    func first(_ kind: PathEvent.Kind) -> PathEvent? { events.first { $0.kind == kind } }
    func has(_ kind: PathEvent.Kind) -> Bool { first(kind) != nil }
    func events(_ kind: PathEvent.Kind) -> [PathEvent] { events.filter { $0.kind == kind } }

    /// The last call that failed: what made a path fail.
    var failure: PathEvent? { events.last { $0.kind == .fail } }

    /// What was taken with one kind of event and not given back with the other.
    func held(_ taking: PathEvent.Kind, _ giving: PathEvent.Kind) -> [PathEvent] {
        var held: [PathEvent] = []
        for event in events {
            if event.kind == taking {
                held.append(event)
            } else if event.kind == giving, let position = held.lastIndex(where: { $0.subject == event.subject }) {
                held.remove(at: position)
            }
        }
        return held
    }

    /// How often a counter goes up more than down.
    func net(of counter: String) -> Int {
        events.reduce(0) { sum, event in
            guard event.subject == counter else { return sum }
            return sum + (event.kind == .raise ? 1 : event.kind == .lower ? -1 : 0)
        }
    }

    /// Whether state was given away after an event.
    func loses(after event: PathEvent) -> Bool {
        guard let position = events.firstIndex(of: event) else { return has(.lose) }
        return events[position...].contains { $0.kind == .lose }
    }
}
