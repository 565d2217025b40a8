// SPDX-License-Identifier: Apache-2.0
import Machine

/// Puts printed pieces together to lines and hands each line on as an event.
struct KernelLog {
    /// What continues when the next piece has no level.
    private var line: [UInt8] = []
    private var level = 4

    /// `pr_err()` and the like start with \001 and a digit; 'c' continues a line.
    static func split(_ text: [UInt8], default level: Int) -> (level: Int?, continues: Bool, text: ArraySlice<UInt8>) {
        guard text.count >= 2, text[0] == 1 else { return (nil, false, text[...]) }
        if text[1] == UInt8(ascii: "c") { return (nil, true, text[2...]) }
        guard text[1] >= UInt8(ascii: "0"), text[1] <= UInt8(ascii: "7") else { return (level, false, text[2...]) }
        return (Int(text[1] - UInt8(ascii: "0")), false, text[2...])
    }

    /// The complete lines that the text ends.
    mutating func add(_ text: [UInt8], level given: Int? = nil) -> [MachineEvent] {
        var events: [MachineEvent] = []
        let (own, continues, rest) = Self.split(text, default: 4)
        // A new message ends an open line.
        if !continues { events += flush() }
        if !continues || line.isEmpty { level = given ?? own ?? 4 }
        for byte in rest {
            if byte == UInt8(ascii: "\n") { events += flush(always: true) } else { line.append(byte) }
        }
        return events
    }

    /// The line that is open.
    mutating func flush(always: Bool = false) -> [MachineEvent] {
        guard always || !line.isEmpty else { return [] }
        defer { line = [] }
        return [.message(level: level, text: String(decoding: line, as: UTF8.self))]
    }
}
