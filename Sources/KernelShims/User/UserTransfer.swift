// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// Bytes from and to the memory of users, wherever it is.
extension KernelCall {
    /// Bytes from `address` on, as many as there are.
    func read(upTo count: Int, fromUser address: UInt64) throws(Stop) -> [UInt8] {
        let user = try kernel.userSpace(machine)
        let inside = user.accessible(address, count)
        return try part(inside) { () throws in try user.read(address, inside) } ?? []
    }

    /// - Returns: how many bytes were written, less where the memory ends before.
    func write(_ bytes: [UInt8], defined: [Bool]? = nil, toUser address: UInt64) throws(Stop) -> Int {
        let user = try kernel.userSpace(machine)
        let inside = user.accessible(address, bytes.count)
        let done = try part(inside) { () throws in
            try user.write(Array(bytes.prefix(inside)), defined: defined.map { Array($0.prefix(inside)) }, at: address)
        }
        return done == nil ? 0 : inside
    }

    /// nil where a page of a driver was not there after all.
    private func part<Result>(_ count: Int, _ body: () throws -> Result) throws(Stop) -> Result? {
        guard count > 0 else { return nil }
        if case .success(let result) = try model(body) { return result }
        return nil
    }

    /// What is to be copied to a user; bytes that were never written are a fault, or, for those who only want to know, an event.
    func bytesForUser(at source: UInt64, count: Int) throws(Stop) -> (bytes: [UInt8], defined: [Bool]?) {
        let kernel = try kernel
        guard kernel.options.goesOnAfterLeaks else {
            return (try memory.bytes(at: source, count: count, undefined: .uninitialisedCopyToUser), nil)
        }
        do throws(Stop) {
            return (try memory.bytes(at: source, count: count, undefined: .uninitialisedCopyToUser), nil)
        } catch {
            guard case .fault(let fault) = error, fault.kind == .uninitialisedCopyToUser else { throw error }
            kernel.leaks.append(machine.locate(error))
            return try memory.contents(at: source, count: count)
        }
    }
}
