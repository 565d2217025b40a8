// SPDX-License-Identifier: Apache-2.0
import Machine

// Members of the kernel's structs, where the headers that the program was compiled with have them.
extension Machine {
    /// The address of a member; nil where the headers do not have it, or the object is one that nobody sees into.
    func member(_ path: String, of type: String, at address: UInt64) -> UInt64? {
        if memory.object(at: address)?.kind == .opaque { return nil }
        guard let offset = program.layout(of: "struct " + type)?.offset(of: path) else { return nil }
        return address &+ UInt64(offset)
    }

    /// A pointer that a struct holds; 0 where the headers do not have the member.
    func pointer(_ path: String, of type: String, at address: UInt64) throws(Stop) -> UInt64 {
        guard let place = member(path, of: type, at: address) else { return 0 }
        return try memory.load(place, size: 8)
    }

    /// Sets a member of a register's size that the headers have.
    func set(_ path: String, of type: String, at address: UInt64, _ value: UInt64) throws(Stop) {
        guard let layout = program.layout(of: "struct " + type), let member = layout.member(path) else { return }
        if memory.object(at: address)?.kind == .opaque { return }
        let place = address &+ UInt64(member.byteOffset)
        guard let bits = member.bits else {
            try memory.store(place, size: min(8, member.type.size ?? 8), value)
            return
        }
        guard bits.offset + bits.count <= 8 else { throw .unsupported("writing the bit-field \(path)") }
        let shift = program.target.isBigEndian ? 8 - bits.offset - bits.count : bits.offset
        let mask = (UInt64(1) << UInt64(bits.count) - 1) << UInt64(shift)
        let old = try memory.isInitialised(place, count: 1) ? try memory.load(place, size: 1) : 0
        try memory.store(place, size: 1, old & ~mask | (value << UInt64(shift)) & mask)
    }

    /// What a pointer to a string says; empty for NULL.
    func text(at address: UInt64) throws(Stop) -> String {
        address == 0 ? "" : String(decoding: try memory.cString(at: address), as: UTF8.self)
    }

    /// The object is alive, whatever it is; otherwise the fault of touching it.
    func touch(_ address: UInt64) throws(Stop) {
        if let object = memory.object(at: address), object.kind == .opaque || object.kind == .external { return }
        _ = try memory.isInitialised(address, count: 1)
    }

    /// A new struct of the kernel itself, as large as the headers say; one that nobody sees into where they do not.
    func make(_ type: String, name: String) throws(Stop) -> UInt64 {
        if let layout = program.layout(of: "struct " + type) {
            return try memory.allocate(layout.size, kind: .kernel, alignment: 64, zeroed: true, name: name)
        }
        return try memory.allocate(1, kind: .opaque, alignment: 64, name: name)
    }

    /// Calls a callback that returns int or void, as the headers of this kernel have it.
    func callMember(
        _ path: String, of type: String, at address: UInt64, _ arguments: [UInt64]
    ) throws(Stop) -> Int32? {
        let function = try pointer(path, of: type, at: address)
        if function == 0 { return nil }
        let declared = program.layout(of: "struct " + type)?.member(path)?.type.pointee
        guard case .function(let result, _, _)? = declared else {
            throw .unsupported("the callback \(path) of struct \(type)")
        }
        let list = [String](repeating: "ptr", count: arguments.count).joined(separator: ", ")
        let isVoid = result == .void
        let signature = Signature(stringLiteral: "\(isVoid ? "void" : "i32")(\(list))")
        let value = try call(function, as: signature, arguments)
        return isVoid ? 0 : Int32(truncatingIfNeeded: value)
    }
}
