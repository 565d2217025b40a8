// SPDX-License-Identifier: Apache-2.0

/// Which fields of an instruction are slots that it reads or writes; the decoder's passes go by it.
extension Operation {
    struct Operands: OptionSet {
        let rawValue: UInt8
        static let writesD = Operands(rawValue: 1)
        static let readsA = Operands(rawValue: 2)
        static let readsB = Operands(rawValue: 4)
        /// `storeX…`: d is the value.
        static let readsD = Operands(rawValue: 8)
        /// `select`: the condition.
        static let readsC = Operands(rawValue: 16)
        static let readsPool = Operands(rawValue: 32)
        /// Nothing happens but the result: may be left out where nobody wants it.
        static let isPure = Operands(rawValue: 64)
        static let isJump = Operands(rawValue: 128)
    }

    var operands: Operands {
        switch self {
        case .move: [.writesD, .readsA, .isPure]
        case .constant, .undefine: [.writesD, .isPure]
        case .moveMany: [.writesD, .readsA]
        case .add32, .add64, .sub32, .sub64, .mul32, .mul64, .and, .or, .xor, .eq, .ne, .ult, .ule, .slt32, .sle32,
            .slt64,
            .sle64, .address, .addressS:
            [.writesD, .readsA, .readsB, .isPure]
        case .add32I, .add64I, .mul32I, .mul64I, .andI, .orI, .xorI, .rsub32I, .rsub64I, .shlI, .lshrI, .ashrI,
            .signExtend, .eqI,
            .neI, .ultI, .ugtI, .slt32I, .sgt32I, .slt64I, .sgt64I:
            [.writesD, .readsA, .isPure]
        case .binary: [.writesD, .readsA, .readsB]
        case .select: [.writesD, .readsA, .readsB, .readsC]
        case .jump: [.isJump]
        case .jumpIf, .jumpUnless, .jumpEqI, .jumpNeI, .jumpUltI, .jumpUgtI, .jumpSlt32I, .jumpSgt32I, .jumpSlt64I,
            .jumpSgt64I:
            [.readsA, .isJump]
        case .jumpEq, .jumpNe, .jumpUlt, .jumpUle, .jumpSlt32, .jumpSle32, .jumpSlt64, .jumpSle64:
            [.readsA, .readsB, .isJump]
        case .switchOn: [.readsA, .isJump]
        case .load8, .load16, .load32, .load64: [.writesD, .readsA]
        case .store8, .store16, .store32, .store64: [.readsA, .readsB]
        case .store8I, .store16I, .store32I, .store64I: [.readsA]
        case .loadX8, .loadX16, .loadX32, .loadX64, .loadXS8, .loadXS16, .loadXS32, .loadXS64:
            [.writesD, .readsA, .readsB]
        case .storeX8, .storeX16, .storeX32, .storeX64, .storeXS8, .storeXS16, .storeXS32, .storeXS64:
            [.readsA, .readsB, .readsD]
        case .call, .callKernel, .helper: [.writesD, .readsPool]
        case .callIndirect: [.writesD, .readsA, .readsPool]
        case .ret: [.readsA]
        case .retNothing, .retConstant, .cover, .unsupported, .unreachable: []
        case .retMany: [.readsPool]
        }
    }
}
