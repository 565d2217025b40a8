// SPDX-License-Identifier: Apache-2.0
import Machine

/// Single values to and from user space, and the check of an address.
enum UserAccessFunctions {
    static let all: [KernelFunction] = .table(checks, s390)

    private static let checks: [KernelFunction] = [
        KernelFunction("__access_ok", ["i1(ptr, i64)", "i32(ptr, i64)"]) { call throws(Stop) in
            .bool(Self.isUserRange(try call.value(0), try call.value(1)))
        },
        KernelFunction("__chk_range_not_ok", ["i1(i64, i64, i64)"]) { call throws(Stop) in
            // The task's own limit, which is the third argument, is not looked at.
            .bool(!Self.isUserRange(try call.value(0), try call.value(1)))
        },
        KernelFunction("might_fault", ["void()"]) { call throws(Stop) in
            try call.mayFault()
            return 0
        },
    ]

    /// s390 copies single values with an instruction of its own, in two inline functions.
    private static let s390: [KernelFunction] = [
        KernelFunction("__get_user_fn", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            let size = try call.size(2)
            let failed = try call.copyFromUser(try call.value(1), to: try call.value(0), count: size)
            return failed == 0 ? 0 : .error(.EFAULT)
        },
        KernelFunction("__put_user_fn", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            let size = try call.size(2)
            let failed = try call.copyToUser(try call.value(1), from: try call.value(0), count: size)
            return failed == 0 ? 0 : .error(.EFAULT)
        },
    ]

    /// User addresses are those of the lower half; whether something is there shows when it is touched.
    private static func isUserRange(_ address: UInt64, _ size: UInt64) -> Bool {
        let (end, overflow) = address.addingReportingOverflow(size)
        return !overflow && end <= 1 << 63
    }

    /// x86's get_user(): the error, the value and the stack pointer are the results.
    static let get = KernelFunction("get_user", [], canFail: true) { call throws(Stop) in
        try call.mayFault()
        let size = try call.size(1)
        let bytes = try call.userBytes(try call.value(0), size)
        let value = bytes.map { call.textTarget.integer($0) } ?? 0
        call.setResult(1, value)
        call.setResult(2, try call.value(2))
        return bytes == nil ? .error(.EFAULT) : 0
    }

    /// x86's put_user(): address, value, size and stack pointer go in, the error and the stack pointer come out.
    static let put = KernelFunction("put_user", [], canFail: true) { call throws(Stop) in
        try call.mayFault()
        let target = try call.value(0)
        let size = try call.size(2)
        let bits = try call.valueForUser(1)
        call.setResult(1, try call.value(3))
        if call.mustFail { return .error(.EFAULT) }
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
        let written = try call.write(call.textTarget.bigEndian ? bytes.reversed() : bytes, toUser: target)
        return written == size ? 0 : .error(.EFAULT)
    }
}

extension KernelCall {
    var textTarget: TextTarget { TextTarget(bigEndian: machine.program.target.isBigEndian) }

    /// An argument that goes to user space.
    fileprivate func valueForUser(_ index: Int) throws(Stop) -> UInt64 {
        do {
            return try value(index)
        } catch {
            guard case .fault(var fault) = error, fault.kind == .uninitialisedArgument else { throw error }
            fault.kind = .uninitialisedCopyToUser
            throw .fault(fault)
        }
    }

    /// Bytes of user memory; nil where they are not all there, or the call is to fail.
    func userBytes(_ address: UInt64, _ count: Int) throws(Stop) -> [UInt8]? {
        if mustFail { return nil }
        let bytes = try read(upTo: count, fromUser: address)
        return bytes.count == count ? bytes : nil
    }
}
