// SPDX-License-Identifier: Apache-2.0
import Machine

/// UUIDs: parsing and making.
enum UUIDFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("uuid_is_valid", ["i1(ptr)"]) { call throws(Stop) in
            .bool(try UUIDText.isValid(characterAt: call.reader(0)))
        },
        KernelFunction("uuid_parse", ["i32(ptr, ptr)"]) { call throws(Stop) in try call.parseUUID(guid: false) },
        KernelFunction("guid_parse", ["i32(ptr, ptr)"]) { call throws(Stop) in try call.parseUUID(guid: true) },
        KernelFunction("uuid_gen", ["void(ptr)"]) { call throws(Stop) in try call.makeUUID(guid: false) },
        KernelFunction("guid_gen", ["void(ptr)"]) { call throws(Stop) in try call.makeUUID(guid: true) },
        KernelFunction("generate_random_uuid", ["void(ptr)"]) { call throws(Stop) in try call.makeUUID(guid: false) },
        KernelFunction("generate_random_guid", ["void(ptr)"]) { call throws(Stop) in try call.makeUUID(guid: true) },
    ]
}

extension KernelCall {
    fileprivate func parseUUID(guid: Bool) throws(Stop) -> UInt64 {
        guard let bytes = try UUIDText.parse(guid: guid, characterAt: reader(0)) else { return .error(.EINVAL) }
        try memory.write(bytes, at: try value(1))
        return 0
    }

    /// Version 4, of the kernel's random numbers.
    fileprivate func makeUUID(guid: Bool) throws(Stop) -> UInt64 {
        var bytes = try kernel.random.bytes(16)
        let version = guid ? 7 : 6
        bytes[version] = bytes[version] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        try memory.write(bytes, at: try value(0))
        return 0
    }
}
