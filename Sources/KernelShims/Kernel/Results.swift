// SPDX-License-Identifier: Apache-2.0
import Machine

// How Swift values become what a function of C returns: zero-extended bits.
extension UInt64 {
    static func bool(_ value: Bool) -> UInt64 { value ? 1 : 0 }
    static func int(_ value: some BinaryInteger) -> UInt64 { UInt64(UInt32(truncatingIfNeeded: value)) }
    static func long(_ value: some BinaryInteger) -> UInt64 { UInt64(truncatingIfNeeded: value) }
    /// A negative int.
    static func error(_ errno: Errno) -> UInt64 { int(errno.result) }
    /// A negative long, as functions of type ssize_t return it.
    static func longError(_ errno: Errno) -> UInt64 { long(errno.result) }
    /// ERR_PTR().
    static func errorPointer(_ errno: Errno) -> UInt64 { errno.pointer() }
}

extension KernelCall {
    /// Something that the kernel refuses, as a fault of the caller.
    func badArgument(_ text: String) -> Stop { .fault(.badArgument, "\(name)(): \(text)") }

    /// Something that the kernel says in its log and that does not end the run.
    func warn(_ text: String) { machine.warn(name, text) }

    var isS390: Bool {
        if case .s390x = machine.program.target.architecture { return true }
        return false
    }
}

extension Machine {
    /// What a kernel function says of a call that makes no sense, and goes on.
    func warn(_ function: String, _ text: String) {
        record(.message(level: 4, text: "WARNING: \(function)(): \(text)"))
    }
}

extension KernelFunction {
    /// The same function under several names.
    static func named(
        _ names: [String], _ signatures: [Signature], canFail: Bool = false, body: @escaping Body
    ) -> [KernelFunction] {
        names.map { KernelFunction($0, signatures, canFail: canFail, body: body) }
    }
}

extension [KernelFunction] {
    /// Several tables as one. (A chain of `+` of this length takes the compiler minutes.)
    static func table(_ parts: [KernelFunction]...) -> [KernelFunction] { parts.flatMap { $0 } }
}
