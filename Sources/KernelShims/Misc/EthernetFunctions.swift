// SPDX-License-Identifier: Apache-2.0
import Machine

/// Addresses of Ethernet: six bytes.
enum EthernetFunctions {
    static let all: [KernelFunction] = .table(making, questions)

    private static let making: [KernelFunction] = [
        KernelFunction("eth_random_addr", ["void(ptr)"]) { call throws(Stop) in
            var bytes = try call.kernel.random.bytes(6)
            // Of one station, and given by nobody.
            bytes[0] = bytes[0] & 0xfe | 0x02
            try call.memory.write(bytes, at: try call.value(0))
            return 0
        },
        KernelFunction("eth_broadcast_addr", ["void(ptr)"]) { call throws(Stop) in
            try call.memory.write([UInt8](repeating: 0xff, count: 6), at: try call.value(0))
            return 0
        },
        KernelFunction("eth_zero_addr", ["void(ptr)"]) { call throws(Stop) in
            try call.memory.write([UInt8](repeating: 0, count: 6), at: try call.value(0))
            return 0
        },
        KernelFunction("ether_addr_copy", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.memory.copy(from: try call.value(1), to: try call.value(0), count: 6)
            return 0
        },
        KernelFunction("mac_pton", ["i1(ptr, ptr)"]) { call throws(Stop) in
            // `01:23:45:67:89:ab`; what stands behind it is not looked at.
            let text = try call.memory.cString(at: try call.value(0)).prefix(17).map { UInt8($0) }
            let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            let bytes = parts.compactMap { part in
                part.count == 2 ? UInt8(String(decoding: part, as: UTF8.self), radix: 16) : nil
            }
            guard parts.count == 6, bytes.count == 6 else { return 0 }
            try call.memory.write(bytes, at: try call.value(1))
            return 1
        },
    ]

    private static func question(_ name: String, _ test: @escaping @Sendable ([UInt8]) -> Bool) -> KernelFunction {
        KernelFunction(name, ["i1(ptr)"]) { call throws(Stop) in
            .bool(test(try call.memory.bytes(at: try call.value(0), count: 6)))
        }
    }

    private static let questions: [KernelFunction] = [
        question("is_zero_ether_addr") { $0.allSatisfy { $0 == 0 } },
        question("is_multicast_ether_addr") { $0[0] & 1 != 0 },
        question("is_broadcast_ether_addr") { $0.allSatisfy { $0 == 0xff } },
        question("is_unicast_ether_addr") { $0[0] & 1 == 0 },
        question("is_local_ether_addr") { $0[0] & 2 != 0 },
        question("is_valid_ether_addr") { $0[0] & 1 == 0 && $0.contains { $0 != 0 } },
        KernelFunction("ether_addr_equal", ["i1(ptr, ptr)"]) { call throws(Stop) in
            let first = try call.memory.bytes(at: try call.value(0), count: 6)
            return .bool(first == (try call.memory.bytes(at: try call.value(1), count: 6)))
        },
    ]
}
