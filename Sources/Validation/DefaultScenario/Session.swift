// SPDX-License-Identifier: Apache-2.0

/// Operations one by one, and the trace that they make.
final class Session {
    /// A fault ended the run.
    struct Ended: Error {}

    let performer: Performer
    var trace = Trace()
    /// Where the next entry stands in the printed trace.
    private(set) var nextLine = 1

    /// Requests that are left out.
    let avoided: Set<String>

    init(_ performer: Performer, avoiding: Set<String> = []) {
        self.performer = performer
        avoided = avoiding
    }

    func heading(_ text: String) throws { add(try performer.perform(Scenario.Step(.heading(text), line: nextLine))) }

    private func add(_ entries: [TraceEntry]) {
        for var entry in entries {
            entry.line = nextLine
            nextLine += 1 + entry.effects.count
            trace.entries.append(entry)
        }
    }

    /// The operation as it came out.
    @discardableResult
    func perform(_ name: String, _ fields: [TraceField] = []) throws -> TraceOperation {
        let operation = TraceOperation(name, fields)
        if avoided.contains(operation.request) { return operation }
        let entries = try performer.perform(Scenario.Step(.operation(operation), line: nextLine))
        add(entries)
        let performed = entries.first?.operation ?? operation
        if performed.result == .killed, !performer.goesOn { throw Ended() }
        return performed
    }

    /// Whether it was not refused.
    @discardableResult
    func succeeds(_ name: String, _ fields: [TraceField]) throws -> Bool {
        try !(perform(name, fields).result?.isError ?? true)
    }

    func tree(_ path: String, depth: Int) throws -> [TraceNode] {
        let performed = try perform("tree", [TraceField("path", written: path), TraceField("depth", depth)])
        guard performed.result != nil else { return [] }
        return trace.entries.last?.effects.compactMap { if case .node(let node) = $0 { node } else { nil } } ?? []
    }

    func refcnt(_ module: String) throws {
        try perform("sysfs_read", [TraceField("path", written: "/sys/module/\(module)/refcnt")])
    }

    func available(_ types: [String]) throws {
        try perform("available", types.map { TraceField($0, written: "") })
    }

    /// A member of a struct.
    enum Member: ExpressibleByIntegerLiteral {
        case word(UInt32)
        case long(UInt64)

        init(integerLiteral value: UInt32) { self = .word(value) }
    }

    /// What the kernel made of a struct, nil if it refused.
    func ioctl(on file: String, _ command: String, struct members: [Member]) throws -> [UInt8]? {
        let bytes = members.flatMap { member in
            switch member {
            case .word(let value): performer.encoded(UInt64(value), count: 4)
            case .long(let value): performer.encoded(value, count: 8)
            }
        }
        let performed = try perform(
            "ioctl",
            [
                TraceField("on", written: file), TraceField("cmd", written: command),
                TraceField("in", written: TraceText.hexadecimal(bytes)),
            ])
        guard performed.result?.isError == false else { return nil }
        let out = performed.results.first { $0.name == "out" }?.written
        return out.flatMap { TraceText.pattern(hexadecimal: $0) }.map { $0.map { $0 ?? 0 } } ?? bytes
    }

    @discardableResult
    func ioctl(on file: String, _ command: String, _ argument: TraceField) throws -> Bool {
        try succeeds("ioctl", [TraceField("on", written: file), TraceField("cmd", written: command), argument])
    }

    func word(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: performer.decoded(Array(bytes.dropFirst(offset).prefix(4))))
    }

    func long(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        performer.decoded(Array(bytes.dropFirst(offset).prefix(8)))
    }

    static func hexadecimal(_ name: String, _ value: UInt64) -> TraceField {
        TraceField(name, written: "0x" + String(value, radix: 16))
    }
}
