// SPDX-License-Identifier: Apache-2.0
import Machine

/// An entry that a driver made in one of s390's debug areas.
public struct DebugFeatureEvent: Sendable, Hashable {
    /// The name that the area was registered with.
    public var area: String
    public var level: Int
    public var text: String
}

/// s390's debug feature: areas in memory that drivers write to, which nobody sees unless he looks for them.
enum DebugFeatureFunctions {
    static let all: [KernelFunction] = .table(areas, events)

    private static let areas: [KernelFunction] = .table(
        KernelFunction.named(
            ["debug_register", "debug_register_mode"],
            ["ptr(ptr, i32, i32, i32)", "ptr(ptr, i32, i32, i32, i16, i32, i32)"], canFail: true
        ) { call throws(Stop) in
            if call.mustFail { return 0 }
            let name = try call.string(0)
            let area = try call.machine.make("debug_info", name: name)
            for (member, value) in [
                ("level", 3), ("pages_per_area", try call.value(1)), ("nr_areas", try call.value(2)),
                ("buf_size", try call.value(3)),
            ] { try call.machine.set(member, of: "debug_info", at: area, value) }
            try call.kernel.debugAreas[area] = name
            return area
        },
        KernelFunction.named(["debug_register_view", "debug_unregister_view"], ["i32(ptr, ptr)"]) {
            call throws(Stop) in
            if try call.value(0) != 0 { _ = try call.debugArea() }
            return 0
        },
        [
            KernelFunction("debug_set_level", ["void(ptr, i32)"]) { call throws(Stop) in
                let area = try call.value(0)
                if area == 0 { return 0 }
                _ = try call.debugArea()
                let level = try call.int(1)
                // 6 is the last one, -1 switches everything off.
                if level > 6 { return 0 }
                try call.machine.set("level", of: "debug_info", at: area, .int(max(level, -1)))
                return 0
            },
            KernelFunction("debug_unregister", ["void(ptr)"]) { call throws(Stop) in
                let area = try call.value(0)
                if area == 0 { return 0 }
                _ = try call.debugArea()
                try call.kernel.debugAreas[area] = nil
                try call.memory.release(area, accepting: [.kernel, .opaque], by: call.name)
                return 0
            },
        ])

    private static let events: [KernelFunction] = .table(
        KernelFunction.named(["debug_event_common", "debug_exception_common"], ["ptr(ptr, i32, ptr, i32)"]) {
            call throws(Stop) in
            let bytes = try call.memory.bytes(at: try call.value(2), count: try call.size(3))
            let isText = bytes.allSatisfy { $0 >= 32 && $0 < 127 }
            try call.noteEvent(isText ? String(decoding: bytes, as: UTF8.self) : HexText.text(bytes))
            return try call.value(0)
        },
        KernelFunction.named(["__debug_sprintf_event", "__debug_sprintf_exception"], ["ptr(ptr, i32, ptr, ...)"]) {
            call throws(Stop) in
            try call.noteEvent(String(decoding: try call.formatted(2), as: UTF8.self))
            return try call.value(0)
        })

    static let variables: [KernelVariable] = ["debug_sprintf_view", "debug_hex_ascii_view", "debug_raw_view"]
        .map { KernelVariable($0) { _, _ throws(Stop) in } }
}

extension HexText {
    fileprivate static func text(_ bytes: [UInt8]) -> String { String(decoding: encode(bytes), as: UTF8.self) }
}

extension KernelCall {
    /// The name of the area that is the first argument.
    fileprivate func debugArea() throws(Stop) -> String {
        let area = try value(0)
        guard let name = try kernel.debugAreas[area] else {
            try machine.touch(area)
            throw badArgument("there is no debug area at \(memory.place(area))")
        }
        return name
    }

    fileprivate func noteEvent(_ text: String) throws(Stop) {
        let event = DebugFeatureEvent(
            area: try debugArea(), level: try int(1), text: text.last == "\n" ? String(text.dropLast()) : text)
        try kernel.debugEvents.append(event)
    }
}
