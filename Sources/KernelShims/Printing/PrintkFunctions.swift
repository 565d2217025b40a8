// SPDX-License-Identifier: Apache-2.0
import Machine

/// printk() and what prints without a device.
enum PrintkFunctions {
    static let all: [KernelFunction] = .table(printing, warnings, limits)

    private static let printing: [KernelFunction] = .table(
        KernelFunction.named(["printk", "_printk"], ["i32(ptr, ...)"]) { call throws(Stop) in
            let text = try call.formatted(0)
            call.log(text)
            return .int(text.count)
        },
        [
            KernelFunction("vprintk", ["i32(ptr, ptr)"]) { call throws(Stop) in
                let text = try call.formatted(0, list: 1)
                call.log(text)
                return .int(text.count)
            },
            KernelFunction("__dynamic_pr_debug", ["void(ptr, ptr, ...)"]) { call throws(Stop) in
                call.log(try call.formatted(1), level: 7, prefix: try call.debugPrefix(0))
                return 0
            },
            KernelFunction("dump_stack", ["void()"]) { call throws(Stop) in
                call.machine.record(.note("dump_stack()"))
                return 0
            },
        ])

    private static let warnings: [KernelFunction] = [
        KernelFunction("__warn_printk", ["void(ptr, ...)"]) { call throws(Stop) in
            call.log(try call.formatted(0), level: 4)
            return 0
        },
        KernelFunction("warn_slowpath_fmt", ["void(ptr, i32, i32, ptr, ...)"]) { call throws(Stop) in
            let place = "\(try call.string(0)):\(try call.int(1))"
            let text = try call.value(3) == 0 ? [] : try call.formatted(3)
            call.machine.record(.message(level: 4, text: "WARNING: at \(place)"))
            if !text.isEmpty { call.log(text, level: 4) }
            return 0
        },
        KernelFunction("panic", ["void(ptr, ...)"]) { call throws(Stop) in
            let text = String(decoding: try call.formatted(0), as: UTF8.self)
            throw .fault(.bug, text.split(separator: "\n").joined(separator: " "))
        },
    ]

    /// Nothing is held back: the log is the trace.
    private static let limits: [KernelFunction] = [
        KernelFunction("___ratelimit", ["i32(ptr, ptr)"]) { call throws(Stop) in
            _ = try call.value(0)
            return 1
        },
        KernelFunction("__printk_ratelimit", ["i32(ptr)"]) { _ throws(Stop) in 1 },
        KernelFunction("printk_ratelimit", ["i32()"]) { _ throws(Stop) in 1 },
    ]
}

extension KernelCall {
    /// Puts a text into the log, a line an event. \001 and a digit in front are the level.
    func log(_ text: [UInt8], level given: Int? = nil, prefix: String = "") {
        var level = given ?? 4
        var rest = text[...]
        if rest.count >= 2, rest[0] == 1 {
            if given == nil, rest[1] >= UInt8(ascii: "0"), rest[1] <= UInt8(ascii: "7") {
                level = Int(rest[1] - UInt8(ascii: "0"))
            }
            rest = rest.dropFirst(2)
        }
        if rest.last == UInt8(ascii: "\n") { rest.removeLast() }
        for line in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            machine.record(.message(level: level, text: prefix + String(decoding: line, as: UTF8.self)))
        }
    }
}
