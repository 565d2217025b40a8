// SPDX-License-Identifier: Apache-2.0

/// A register of a function while it is decoded: a promoted variable, a parameter or the result of an instruction.
typealias Register = Int32

/// An instruction before registers have slots and blocks have addresses.
struct Step {
    var op: Operation
    var x: UInt8 = 0
    var d: Register = -1
    var a: Register = -1
    var b: Register = -1
    /// `select`: the condition. `helper`: which one, a number.
    var c: Register = -1
    var imm: UInt64 = 0
    /// Block that a jump goes to.
    var target: Int32 = -1
    /// Arguments of a call or helper, cases of a switch: a range of the function's pool. `ashrI`: count is 64 − width.
    var pool: Int32 = 0
    var count: Int32 = 0
    var location: UInt64 = 0
    /// Of a load or store: which member it is of, a number of the program's `memberTypes` and 1; 0 where nothing says so.
    var member: UInt32 = 0

    init(
        _ op: Operation, x: UInt8 = 0, d: Register = -1, a: Register = -1, b: Register = -1, imm: UInt64 = 0,
        target: Int32 = -1
    ) {
        self.op = op
        self.x = x
        self.d = d
        self.a = a
        self.b = b
        self.imm = imm
        self.target = target
    }
}

/// A scalar operand.
enum Operand {
    case register(Register)
    case constant(UInt64, undefined: UInt64)

    var constantValue: UInt64? {
        if case .constant(let value, 0) = self { return value }
        return nil
    }
}

/// The steps of one block, in order.
struct StepBlock {
    var steps: [Step] = []
}
