// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// One file of a program: what its values, types and places are called in the whole.
final class ModuleDecoder {
    let ir: IRModule
    let program: ProgramBuilder
    /// Which of the program's kernel modules the file belongs to.
    let number: Int
    let shapes: TypeShapes
    let constants: ConstantFolder
    let byValue: UInt32
    private var functions: [LLVMValueRef: Int] = [:]
    private var intrinsics: [LLVMValueRef: String?] = [:]
    private var files: [LLVMMetadataRef: UInt64] = [:]
    private var ownFiles: [LLVMMetadataRef: Bool] = [:]

    init(_ ir: IRModule, program: ProgramBuilder, number: Int) {
        self.ir = ir
        self.number = number
        self.program = program
        shapes = TypeShapes(ir.module)
        constants = ConstantFolder(shapes: shapes)
        byValue = LLVMGetEnumAttributeKindForName("byval", 5)
    }

    // MARK: Functions

    func define(_ value: LLVMValueRef, as index: Int, address: UInt64) {
        functions[value] = index
        constants.addresses[value] = address
    }

    /// The function that a call names; nil for calls through pointers.
    func functionIndex(_ callee: LLVMValueRef) -> Int? {
        var target = callee
        while LLVMIsAConstantExpr(target) != nil, LLVMGetConstOpcode(target) == LLVMBitCast {
            target = LLVMGetOperand(target, 0)
        }
        if LLVMIsAGlobalAlias(target) != nil { target = LLVMAliasGetAliasee(target) }
        return functions[target]
    }

    /// Whether a call's type is not the one of the function that it names.
    func mismatch(_ function: Int, _ signature: Signature) -> Bool {
        let declared = program.parts.signatures[Int(program.parts.functions[function].signature)]
        // `void f()` takes anything.
        return declared != signature && !(declared.isVariadic && declared.parameters.isEmpty)
    }

    func ownAddress(_ function: LLVMValueRef) -> UInt64 { constants.addresses[function] ?? 0 }

    /// "memcpy" for `llvm.memcpy.p0i8.p0i8.i64`; nil where it is no intrinsic.
    func intrinsic(_ callee: LLVMValueRef) -> String? {
        if let known = intrinsics[callee] { return known }
        var found: String?
        if LLVMIsAFunction(callee) != nil, LLVMGetIntrinsicID(callee) != 0 {
            var length = 0
            let name = String(cString: LLVMGetValueName2(callee, &length)).dropFirst("llvm.".count)
            var parts = name.split(separator: ".")
            while parts.count > 1, let last = parts.last, Self.isTypeSuffix(last) { parts.removeLast() }
            found = parts.first == "dbg" ? "dbg" : parts.joined(separator: ".")
        }
        intrinsics[callee] = .some(found)
        return found
    }

    private static func isTypeSuffix(_ part: Substring) -> Bool {
        guard let first = part.first, "pivfas".contains(first) else { return false }
        return part.dropFirst().first?.isNumber == true || part.hasPrefix("sl_") || part == "isVoid"
    }

    /// Whether a function is defined in the file that was compiled, not in a header.
    func isOwn(_ function: LLVMValueRef) -> Bool {
        guard let subprogram = LLVMGetSubprogram(function), let file = LLVMDIScopeGetFile(subprogram) else {
            return true
        }
        if let known = ownFiles[file] { return known }
        let name = path(of: file)
        let own = name == ir.path || ir.path.hasSuffix("/" + name) || name.hasSuffix("/" + ir.path)
        ownFiles[file] = own
        return own
    }

    // MARK: Places

    func location(_ ref: LLVMMetadataRef) -> UInt64 {
        let line = UInt64(LLVMDILocationGetLine(ref))
        let column = UInt64(LLVMDILocationGetColumn(ref))
        let scope = LLVMDILocationGetScope(ref)!
        let file: UInt64
        if let known = files[scope] {
            file = known
        } else {
            file = LLVMDIScopeGetFile(scope).map { UInt64(program.file(path(of: $0))) } ?? 0
            files[scope] = file
        }
        return file << 40 | min(line, 0xff_ffff) << 16 | min(column, 0xffff)
    }

    /// The whole path: clang cuts off what file and working folder have in common.
    func path(of file: LLVMMetadataRef) -> String {
        var length: UInt32 = 0
        let name = text(LLVMDIFileGetFilename(file, &length), length)
        if name.hasPrefix("/") { return name }
        let folder = text(LLVMDIFileGetDirectory(file, &length), length)
        let rest = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
        return folder.isEmpty ? rest : folder.hasSuffix("/") ? folder + rest : "\(folder)/\(rest)"
    }

    private func text(_ start: UnsafePointer<CChar>?, _ length: UInt32) -> String {
        guard let start else { return "" }
        return start.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
            String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
        }
    }

    /// The alloca and the name that a `dbg.declare` ties together.
    func declaredVariable(_ call: LLVMValueRef) -> (LLVMValueRef, String)? {
        let wrapped = LLVMGetOperand(call, 0)!
        let variable = LLVMGetOperand(call, 1)!
        guard LLVMGetMDNodeNumOperands(wrapped) == 1 else { return nil }
        var inner = [LLVMValueRef?](repeating: nil, count: 1)
        LLVMGetMDNodeOperands(wrapped, &inner)
        let count = Int(LLVMGetMDNodeNumOperands(variable))
        guard let alloca = inner[0], count > 1 else { return nil }
        var operands = [LLVMValueRef?](repeating: nil, count: count)
        LLVMGetMDNodeOperands(variable, &operands)
        var length: UInt32 = 0
        guard let name = operands[1], let text = LLVMGetMDString(name, &length) else { return nil }
        return text.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
            (alloca, String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self))
        }
    }

    func text(of value: LLVMValueRef) -> String {
        guard let text = LLVMPrintValueToString(value) else { return "?" }
        defer { LLVMDisposeMessage(text) }
        return String(String(cString: text).drop { $0 == " " })
    }

    // MARK: Inline assembly

    func assembly(_ value: LLVMValueRef) -> InlineAssembly {
        // LLVM's C interface of this version makes inline assembly but does not read it; its printed form does.
        let printed = text(of: value)
        let quoted = Self.quotedStrings(printed)
        return InlineAssembly(text: quoted.first ?? "", constraints: quoted.count > 1 ? quoted[1] : "")
    }

    /// The quoted parts of an LLVM value's text, `\0A` and the like resolved.
    private static func quotedStrings(_ text: String) -> [String] {
        var result: [String] = []
        var bytes: [UInt8]?
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard var open = bytes else {
                if byte == UInt8(ascii: "\"") { bytes = [] }
                continue
            }
            if byte == UInt8(ascii: "\"") {
                result.append(String(decoding: open, as: UTF8.self))
                bytes = nil
                continue
            }
            if byte == UInt8(ascii: "\\"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                open.append(code)
                rest = rest.dropFirst(2)
            } else {
                open.append(byte)
            }
            bytes = open
        }
        return result
    }
}
