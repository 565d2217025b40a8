// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Which member of which struct an access is of, as its address is made.
extension FunctionDecoder {
    /// `Step.member` of an access to `pointer`.
    func memberNumber(_ pointer: LLVMValueRef) -> UInt32 {
        guard let member = member(pointer) else { return 0 }
        return module.program.memberNumber(member)
    }

    /// The outermost struct counts: of `s->lock.owner` that is the struct behind `s`.
    private func member(_ pointer: LLVMValueRef) -> MemberType? {
        var place = pointer
        while LLVMIsABitCastInst(place) != nil, let next = LLVMGetOperand(place, 0) { place = next }
        guard LLVMIsAGetElementPtrInst(place) != nil, let base = LLVMGetOperand(place, 0),
            let type = LLVMGetGEPSourceElementType(place), let offset = constantOffset(place, type)
        else { return nil }
        if let outer = member(base) { return MemberType(record: outer.record, offset: outer.offset + offset) }
        guard LLVMGetTypeKind(type) == LLVMStructTypeKind, offset >= 0, let name = LLVMGetStructName(type) else {
            return nil
        }
        return Self.record(String(cString: name)).map { MemberType(record: $0, offset: offset) }
    }

    /// Nil where an index is not known before it runs.
    private func constantOffset(_ element: LLVMValueRef, _ source: LLVMTypeRef) -> Int? {
        var type = source
        var offset = 0
        for number in 1..<UInt32(max(1, LLVMGetNumOperands(element))) {
            guard let index = LLVMGetOperand(element, number), LLVMIsAConstantInt(index) != nil else { return nil }
            let value = Int(LLVMConstIntGetSExtValue(index))
            if number == 1 {
                offset += value * shapes.size(type)
            } else if LLVMGetTypeKind(type) == LLVMStructTypeKind {
                offset += shapes.offset(type, value)
                type = LLVMStructGetTypeAtIndex(type, UInt32(value))
            } else {
                type = LLVMGetElementType(type)
                offset += value * shapes.size(type)
            }
        }
        return offset
    }

    /// "struct.foo.12" → "struct foo": a number tells apart those of one name. Nil for those without a name.
    private static func record(_ name: String) -> String? {
        let parts = name.split(separator: ".")
        guard parts.count > 1, parts[0] == "struct" || parts[0] == "union", parts[1] != "anon" else { return nil }
        return "\(parts[0]) \(parts[1])"
    }
}
