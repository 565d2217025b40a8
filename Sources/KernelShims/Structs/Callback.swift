// SPDX-License-Identifier: Apache-2.0
import Machine

/// A function in a table of a driver's, with the type that the headers give it.
struct Callback {
    let function: UInt64
    let result: DeclaredType
    let parameters: [DeclaredType]

    var signature: Signature {
        Signature(result: Self.passed(result), parameters: parameters.map(Self.passed), isVariadic: false)
    }

    /// Whether a parameter is a pointer to that struct.
    func takes(_ record: String, at index: Int) -> Bool {
        index < parameters.count && parameters[index].pointee?.record?.name == record
    }

    private static func passed(_ type: DeclaredType) -> ValueType {
        switch type {
        case .void: .void
        case .boolean: .integer(1)
        case .pointer, .array, .function: .pointer
        default: .integer(8 * (type.size ?? 8))
        }
    }
}

extension Machine {
    /// nil where the headers do not have the member, or it is NULL.
    func callback(_ path: String, of type: String, at table: UInt64) throws(Stop) -> Callback? {
        guard let member = program.layout(of: "struct " + type)?.member(path) else { return nil }
        let function = try memory.load(table &+ UInt64(member.byteOffset), size: 8)
        if function == 0 { return nil }
        guard case .function(let result, let parameters, false)? = member.type.pointee else {
            throw .unsupported("the callback \(path) of struct \(type)")
        }
        return Callback(function: function, result: result, parameters: parameters)
    }

    /// Its result; 0 where there is none.
    /// - Throws: `Errno` that it returns, `Stop` where the program stops.
    @discardableResult
    func call(_ callback: Callback, _ arguments: [UInt64]) throws -> Int {
        switch callback.result {
        case .void:
            _ = try call(callback.function, as: callback.signature, arguments)
            return 0
        case .integer(_, 8, _): return try callSize(callback.function, as: callback.signature, arguments)
        default: return Int(try callStatus(callback.function, as: callback.signature, arguments))
        }
    }

    /// A read or write with its position, which is an object of the kernel as long as the call takes.
    func call(_ callback: Callback, _ arguments: [UInt64], position: inout Int64) throws -> Int {
        try withPosition(&position) { try call(callback, arguments + [$0]) }
    }

    /// Gives `body` the address of a loff_t with the position, and takes from there what it became.
    func withPosition(_ position: inout Int64, _ body: (UInt64) throws -> Int) throws -> Int {
        let place = try memory.allocate(8, kind: .kernel, alignment: 8, name: "the position of a file")
        try memory.store(place, size: 8, UInt64(bitPattern: position))
        let result: Result<Int, Errno>
        do {
            result = .success(try body(place))
        } catch let errno as Errno {
            result = .failure(errno)
        }
        position = Int64(bitPattern: try memory.load(place, size: 8))
        try memory.release(place, accepting: [.kernel], by: "vfs_read")
        return try result.get()
    }

    /// Text with a zero byte behind it, in memory of the kernel.
    func makeText(_ text: String, name: String) throws(Stop) -> UInt64 {
        let bytes = Array(text.utf8) + [0]
        let address = try memory.allocate(bytes.count, kind: .kernel, alignment: 8, name: name)
        try memory.write(bytes, at: address)
        return address
    }
}
