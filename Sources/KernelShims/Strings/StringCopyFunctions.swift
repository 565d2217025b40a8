// SPDX-License-Identifier: Apache-2.0
import Machine

/// strcpy() and its sisters.
enum StringCopyFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("strcpy", ["ptr(ptr, ptr)"]) { call throws(Stop) in try call.perform(.strcpy) },
        KernelFunction("stpcpy", ["ptr(ptr, ptr)"]) { call throws(Stop) in try call.perform(.stpcpy) },
        KernelFunction("strncpy", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.perform(.strncpy(try call.value(2)))
        },
        KernelFunction("strlcpy", ["i64(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.perform(.strlcpy(try call.value(2)))
        },
        KernelFunction("strscpy", ["i64(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.perform(.strscpy(try call.value(2)))
        },
        KernelFunction("strscpy_pad", ["i64(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.perform(.strscpyPad(try call.value(2)))
        },
        KernelFunction("strcat", ["ptr(ptr, ptr)"]) { call throws(Stop) in try call.perform(.strcat) },
        KernelFunction("strncat", ["ptr(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.perform(.strncat(try call.value(2)))
        },
        KernelFunction("strlcat", ["i64(ptr, ptr, i64)"]) { call throws(Stop) in
            try call.perform(.strlcat(try call.value(2)))
        },
    ]
}

extension KernelCall {
    fileprivate func perform(_ function: StringCopy) throws(Stop) -> UInt64 {
        let (target, source) = (try value(0), try value(1))
        let plan = try function.plan(
            sourceLength: { limit throws(Stop) in try memory.cString(at: source, limit: limit).count },
            destinationLength: { () throws(Stop) in try memory.cString(at: target).count })
        let start = target &+ UInt64(plan.start)
        // The fault of a target that is too small names the whole write.
        if plan.zeros > 0, plan.zeros <= 4096 {
            let text = try memory.bytes(at: source, count: plan.copied)
            try memory.write(text + [UInt8](repeating: 0, count: plan.zeros), at: start)
        } else {
            try memory.copy(from: source, to: start, count: plan.copied)
            try memory.fill(start &+ UInt64(plan.copied), count: plan.zeros, with: 0)
        }
        switch plan.returns {
        case .destination(let offset): return target &+ UInt64(offset)
        case .length(let length): return length
        case .error(let errno): return .longError(errno)
        case .bug: throw .fault(.bug, "\(name)(): the string in the buffer is longer than the size")
        }
    }
}
