// SPDX-License-Identifier: Apache-2.0

extension Machine {
    /// Calls a function that was handed over to be called back, if it has the type that the caller knows.
    @discardableResult
    public func call(_ address: UInt64, as signature: Signature, _ arguments: [UInt64]) throws(Stop) -> UInt64 {
        let index = try SlowPaths.function(self, at: address)
        let has = program.signatures[Int(program.functions[index].signature)]
        // `void f()` takes anything.
        guard has == signature || has.parameters.isEmpty && has.isVariadic else {
            throw .fault(
                .wrongFunctionType, "\(program.functionNames[index])() is \(has) and is called as \(signature)")
        }
        return try invoke(address, arguments)
    }
}
