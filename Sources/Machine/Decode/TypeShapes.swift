// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// One scalar inside a value: where it lies in memory and how many bits it has.
struct Leaf {
    enum Kind {
        case integer
        case pointer
        case floating
    }

    var kind: Kind
    /// Bytes from the start of the value.
    var offset: Int
    var bits: Int
    var slots: Int { max(1, (bits + 63) / 64) }
}

/// What the decoder needs of an LLVM type.
struct Shape {
    var leaves: [Leaf]
    /// Bytes that a value takes in an array.
    var size: Int
    var alignment: Int
    var slots: Int
    /// A type whose values the machine cannot hold ("x86_fp80").
    var unsupported: String?

    /// Bits of a value that is one scalar; 0 for others.
    var scalarBits: Int { leaves.count == 1 ? leaves[0].bits : 0 }
    var isVoid: Bool { leaves.isEmpty && unsupported == nil }
}

/// Shapes of a module's types, each worked out once.
final class TypeShapes {
    let data: LLVMTargetDataRef
    private var known: [LLVMTypeRef: Shape] = [:]
    private var signatures: [LLVMTypeRef: Signature] = [:]

    init(_ module: LLVMModuleRef) { data = LLVMGetModuleDataLayout(module) }

    func shape(_ type: LLVMTypeRef) -> Shape {
        if let shape = known[type] { return shape }
        let shape = make(type)
        known[type] = shape
        return shape
    }

    func size(_ type: LLVMTypeRef) -> Int { Int(LLVMABISizeOfType(data, type)) }

    func offset(_ type: LLVMTypeRef, _ member: Int) -> Int { Int(LLVMOffsetOfElement(data, type, UInt32(member))) }

    private func make(_ type: LLVMTypeRef) -> Shape {
        switch LLVMGetTypeKind(type) {
        case LLVMVoidTypeKind, LLVMLabelTypeKind, LLVMMetadataTypeKind, LLVMTokenTypeKind, LLVMFunctionTypeKind:
            return Shape(leaves: [], size: 0, alignment: 1, slots: 0)
        case LLVMIntegerTypeKind: return scalar(type, .integer, Int(LLVMGetIntTypeWidth(type)))
        case LLVMPointerTypeKind: return scalar(type, .pointer, Int(LLVMPointerSize(data)) * 8)
        case LLVMFloatTypeKind: return scalar(type, .floating, 32)
        case LLVMDoubleTypeKind: return scalar(type, .floating, 64)
        case LLVMStructTypeKind:
            if LLVMIsOpaqueStruct(type) != 0 { return Shape(leaves: [], size: 0, alignment: 1, slots: 0) }
            let count = Int(LLVMCountStructElementTypes(type))
            return aggregate(type, (0..<count).map { (LLVMStructGetTypeAtIndex(type, UInt32($0)), offset(type, $0)) })
        case LLVMArrayTypeKind:
            let element: LLVMTypeRef = LLVMGetElementType(type)
            let count = Int(LLVMGetArrayLength(type))
            // Large arrays are never values; their leaves are not wanted.
            if count > 64 {
                return Shape(
                    leaves: [], size: size(type), alignment: alignment(type), slots: 0,
                    unsupported: "a large array as a value")
            }
            let step = size(element)
            return aggregate(type, (0..<count).map { (element, $0 * step) })
        case LLVMVectorTypeKind:
            let element: LLVMTypeRef = LLVMGetElementType(type)
            let count = Int(LLVMGetVectorSize(type))
            let bits = shape(element).scalarBits
            if bits % 8 != 0 { return refuse(type, "a vector of \(bits)-bit integers") }
            return aggregate(type, (0..<count).map { (element, $0 * bits / 8) })
        default:
            return refuse(
                type,
                LLVMGetTypeKind(type) == LLVMX86_FP80TypeKind
                    ? "long double" : "a type of kind \(LLVMGetTypeKind(type).rawValue)")
        }
    }

    private func alignment(_ type: LLVMTypeRef) -> Int { Int(LLVMABIAlignmentOfType(data, type)) }

    private func refuse(_ type: LLVMTypeRef, _ reason: String) -> Shape {
        let sized = LLVMTypeIsSized(type) != 0
        return Shape(
            leaves: [], size: sized ? size(type) : 0, alignment: sized ? alignment(type) : 1, slots: 0,
            unsupported: reason)
    }

    private func scalar(_ type: LLVMTypeRef, _ kind: Leaf.Kind, _ bits: Int) -> Shape {
        let leaf = Leaf(kind: kind, offset: 0, bits: bits)
        return Shape(leaves: [leaf], size: size(type), alignment: alignment(type), slots: leaf.slots)
    }

    private func aggregate(_ type: LLVMTypeRef, _ members: [(LLVMTypeRef?, Int)]) -> Shape {
        var result = Shape(leaves: [], size: size(type), alignment: alignment(type), slots: 0)
        for (member, offset) in members {
            guard let member else { continue }
            let inner = shape(member)
            result.unsupported = result.unsupported ?? inner.unsupported
            for var leaf in inner.leaves {
                leaf.offset += offset
                result.leaves.append(leaf)
                result.slots += leaf.slots
            }
        }
        return result
    }

    /// Slots before member `index` of an aggregate value.
    func slot(of type: LLVMTypeRef, member index: Int) -> Int {
        if LLVMGetTypeKind(type) == LLVMStructTypeKind {
            return (0..<index).reduce(0) { $0 + shape(LLVMStructGetTypeAtIndex(type, UInt32($1))).slots }
        }
        return shape(LLVMGetElementType(type)).slots * index
    }

    func memberType(_ type: LLVMTypeRef, _ index: Int) -> LLVMTypeRef {
        LLVMGetTypeKind(type) == LLVMStructTypeKind
            ? LLVMStructGetTypeAtIndex(type, UInt32(index)) : LLVMGetElementType(type)
    }

    /// The type of a function, with all pointers alike.
    func signature(_ type: LLVMTypeRef) -> Signature {
        if let signature = signatures[type] { return signature }
        var parameters = [LLVMTypeRef?](repeating: nil, count: Int(LLVMCountParamTypes(type)))
        LLVMGetParamTypes(type, &parameters)
        let signature = Signature(
            result: valueType(LLVMGetReturnType(type)), parameters: parameters.map { valueType($0!) },
            isVariadic: LLVMIsFunctionVarArg(type) != 0)
        signatures[type] = signature
        return signature
    }

    private func valueType(_ type: LLVMTypeRef) -> ValueType {
        switch LLVMGetTypeKind(type) {
        case LLVMVoidTypeKind: return .void
        case LLVMPointerTypeKind: return .pointer
        case LLVMIntegerTypeKind: return .integer(Int(LLVMGetIntTypeWidth(type)))
        case LLVMMetadataTypeKind: return .other("metadata")
        case LLVMFloatTypeKind: return .other("float")
        case LLVMDoubleTypeKind: return .other("double")
        default: return .other("{\(shape(type).leaves.map { "\($0.bits)@\($0.offset)" }.joined(separator: ","))}")
        }
    }
}
