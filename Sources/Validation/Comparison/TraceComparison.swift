// SPDX-License-Identifier: Apache-2.0

/// Two traces of the same scenario, operation by operation.
public struct TraceComparison: Sendable {
    /// Operations of the expected trace.
    public var compared = 0
    public var equal = 0
    public var differences: [OperationDifference] = []
    /// How often something was left aside, on both sides together.
    public var leftAside: [ConfigurationArtefact: Int] = [:]

    public init(
        expected: Trace, actual: Trace, leavingAside artefacts: [ConfigurationArtefact] = ConfigurationArtefact.allCases
    ) {
        let left = Self.performed(expected)
        let right = Self.performed(actual)
        compared = left.count
        let pairs = Alignment.pairs(
            expected: left.map { RequestKey.of($0.operation) }, actual: right.map { RequestKey.of($0.operation) })
        for pair in pairs {
            var difference: OperationDifference
            switch pair {
            case .missing(let index):
                difference = OperationDifference(left[index])
                difference.kinds = [.missing]
                difference.expected = [left[index].operation.description]
            case .unexpected(let index):
                difference = OperationDifference(right[index])
                difference.kinds = [.unexpected]
                difference.actual = [right[index].operation.description]
            case .both(let first, let second):
                let wanted = TraceEffects(left[first].effects, leavingAside: artefacts)
                let found = TraceEffects(right[second].effects, leavingAside: artefacts)
                leftAside.merge(wanted.leftAside) { $0 + $1 }
                leftAside.merge(found.leftAside) { $0 + $1 }
                difference = OperationDifference(left[first])
                difference.compareLines(left[first].operation, right[second].operation)
                difference.compare(.kmsg, wanted.messages, found.messages)
                difference.compare(.uevents, wanted.uevents, found.uevents)
                difference.compare(.nodes, wanted.nodes, found.nodes)
            }
            if difference.kinds.isEmpty { equal += 1 } else { differences.append(difference) }
        }
    }

    /// Every operation of the expected trace was done and came out the same, and no other was.
    public var isEqual: Bool { differences.isEmpty }

    /// An operation and what it caused, with what came to light only under a heading or remark behind it.
    struct Performed {
        var line: Int
        var index: Int
        var operation: TraceOperation
        var effects: [TraceEffect]
    }

    static func performed(_ trace: Trace) -> [Performed] {
        trace.entries.reduce(into: []) { result, entry in
            if let operation = entry.operation {
                result.append(
                    Performed(line: entry.line, index: result.count, operation: operation, effects: entry.effects))
            } else if let last = result.indices.last {
                result[last].effects += entry.effects
            }
        }
    }
}

/// Effects by kind, as lines: kernel messages and uevents are each in order, but not against each other.
struct TraceEffects {
    var messages: [String] = []
    var uevents: [String] = []
    var nodes: [String] = []
    var leftAside: [ConfigurationArtefact: Int] = [:]

    init(_ effects: [TraceEffect], leavingAside artefacts: [ConfigurationArtefact]) {
        for effect in effects {
            if let artefact = artefacts.first(where: { $0.covers(effect) }) {
                leftAside[artefact, default: 0] += 1
                continue
            }
            switch effect {
            case .message: messages.append(effect.description)
            case .uevent: uevents.append(effect.description)
            case .node: nodes.append(effect.description)
            }
        }
    }
}
