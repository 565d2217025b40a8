// SPDX-License-Identifier: Apache-2.0
import Machine

/// sscanf().
enum ScanFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("sscanf", ["i32(ptr, ptr, ...)"]) { call throws(Stop) in
            try call.scan(UnnamedArguments(of: copy call, from: 2))
        },
        KernelFunction("vsscanf", ["i32(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.scan(try UnnamedArguments(list: try call.value(2), in: call.machine))
        },
    ]
}

/// Reads a string of the memory and stores where the arguments point.
private struct CallScanTarget: ScanTarget {
    let memory: Memory
    let input: UInt64
    var arguments: UnnamedArguments

    mutating func character(at index: Int) throws(Stop) -> UInt8 {
        UInt8(truncatingIfNeeded: try memory.load(input &+ UInt64(index), size: 1))
    }

    mutating func store(_ value: UInt64, bytes: Int) throws(Stop) {
        try memory.store(try arguments.nextPointer(), size: bytes, value)
    }

    mutating func store(_ text: [UInt8]) throws(Stop) {
        try memory.write(text, at: try arguments.nextPointer())
    }
}

extension KernelCall {
    fileprivate func scan(_ arguments: UnnamedArguments) throws(Stop) -> UInt64 {
        var target = CallScanTarget(memory: memory, input: try value(0), arguments: arguments)
        let format = try memory.cString(at: try value(1))
        return .int(try KernelScanner.scan(format, target: &target, sizes: textTarget))
    }
}
