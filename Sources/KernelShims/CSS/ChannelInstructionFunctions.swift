// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// The I/O instructions as the kernel's functions of the same names: their result is the condition code. A
/// `struct subchannel_id` is passed as the word that it is.
enum ChannelInstructionFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("stsch", ["i32(i32, ptr)"]) { call throws(Stop) in
            guard let block = try call.hardware()?.store() else { return call.code(.notOperational) }
            try call.memory.write(block.bytes, at: try call.value(1))
            return call.code(.done)
        },
        KernelFunction("ssch", ["i32(i32, ptr)"]) { call throws(Stop) in
            let request = OperationRequest(
                try call.memory.bytes(at: try call.value(1), count: OperationRequest.size))
            return try call.code { try $0.start(request) }
        },
        KernelFunction("hsch", ["i32(i32)"]) { call throws(Stop) in try call.code { try $0.halt() } },
        KernelFunction("csch", ["i32(i32)"]) { call throws(Stop) in try call.code { try $0.clear() } },
        KernelFunction("xsch", ["i32(i32)"]) { call throws(Stop) in try call.code { $0.cancel() } },
        KernelFunction("tsch", ["i32(i32, ptr)"]) { call throws(Stop) in
            guard let (code, response) = try call.hardware()?.test() else { return call.code(.notOperational) }
            try call.memory.write(response, at: try call.value(1))
            return call.code(code)
        },
    ]
}

extension KernelCall {
    /// The subchannel that the first argument names; nil where there is none.
    fileprivate func hardware() throws(Stop) -> HardwareSubchannel? {
        let word = UInt32(truncatingIfNeeded: try value(0))
        guard let id = SubchannelID(word: word) else {
            throw badArgument("0x\(String(word, radix: 16)) is no subchannel's identification")
        }
        return try reference.channels?.subchannel(id)?.hardware
    }

    fileprivate func code(_ code: ConditionCode) -> UInt64 { UInt64(code.rawValue) }

    fileprivate func code(_ body: (HardwareSubchannel) throws -> ConditionCode) throws(Stop) -> UInt64 {
        guard let hardware = try hardware() else { return code(.notOperational) }
        switch try model({ try body(hardware) }) {
        case .success(let result): return code(result)
        case .failure(let errno): return .error(errno)
        }
    }
}
