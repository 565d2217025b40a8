// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Walks from the functions and variables of the files to all that they name, and notes what nobody has.
final class Surveyor {
    /// What could not be decoded, by function.
    private var undecoded: [LLVMValueRef: [(location: UInt64, what: String)]] = [:]
    private var modules: [ModuleDecoder] = []
    /// For each kernel module the file of each function and variable with a body or an initial value, by its name.
    private var definitions: [[String: (module: ModuleDecoder, value: LLVMValueRef)]] = []

    private var seen: Set<LLVMValueRef> = []
    private var indices: [String: Int] = [:]
    private var result = ProgramSurvey()

    /// Called once a function is decoded.
    func decoded(_ function: LLVMValueRef, _ decoder: FunctionDecoder, texts: [String]) {
        for block in decoder.blocks {
            for step in block.steps where step.op == .unsupported {
                undecoded[function, default: []].append((step.location, texts[Int(step.imm)]))
            }
        }
    }

    /// All modules are known, and nothing is decoded yet.
    func start(_ modules: [ModuleDecoder]) {
        self.modules = modules
        definitions = Array(repeating: [:], count: (modules.map(\.number).max() ?? -1) + 1)
        for module in modules {
            for value in GlobalList.functions(module.ir.module) + GlobalList.variables(module.ir.module)
            where LLVMIsDeclaration(value) == 0 && GlobalList.isExternal(value) {
                definitions[module.number][GlobalList.name(value)] = (module, value)
            }
        }
    }

    func survey(_ program: ProgramBuilder) -> ProgramSurvey {
        for module in modules {
            for function in GlobalList.functions(module.ir.module)
            where LLVMIsDeclaration(function) == 0 && module.isOwn(function) {
                visit(function, module, program, from: nil)
            }
            for variable in GlobalList.variables(module.ir.module)
            where LLVMIsDeclaration(variable) == 0 && isRoot(variable) {
                visit(variable, module, program, from: nil)
            }
        }
        return result
    }

    /// Static variables that nothing names are of no use, unless something is told to keep them.
    private func isRoot(_ variable: LLVMValueRef) -> Bool {
        let name = GlobalList.name(variable)
        return name == "llvm.used" || name == "llvm.compiler.used" || GlobalList.isExternal(variable)
    }

    // MARK: The walk

    /// Someone that names other things.
    private struct User {
        var name: String
        var origin: String
        var location: UInt64
    }

    private func visit(_ value: LLVMValueRef, _ module: ModuleDecoder, _ program: ProgramBuilder, from user: User?) {
        var list: [(LLVMValueRef, ModuleDecoder, User?)] = [(value, module, user)]
        while let (value, module, user) = list.popLast() {
            guard seen.insert(value).inserted else { continue }
            let name = GlobalList.name(value)
            let isOwn = LLVMIsAFunction(value) == nil || module.isOwn(value)
            let own = User(
                name: name, origin: isOwn && LLVMIsAFunction(value) != nil ? name : user?.origin ?? name, location: 0)
            var found: [(LLVMValueRef, ModuleDecoder, User?)] = []
            for (named, location) in references(of: value, module) {
                let here = User(name: own.name, origin: own.origin, location: location)
                if let next = follow(named, module, program, here) { found.append((next.value, next.module, here)) }
            }
            for (location, what) in undecoded[value] ?? [] {
                note(.code, what, "", User(name: own.name, origin: own.origin, location: location), program)
            }
            list += found.reversed()
        }
    }

    /// What to look at behind a name; what nobody has is noted.
    private func follow(
        _ value: LLVMValueRef, _ module: ModuleDecoder, _ program: ProgramBuilder, _ user: User
    ) -> (value: LLVMValueRef, module: ModuleDecoder)? {
        let name = GlobalList.name(value)
        if LLVMIsAFunction(value) != nil {
            if LLVMGetIntrinsicID(value) != 0 { return nil }
            if let index = module.functionIndex(value), let call = program.kernelCall(of: index) {
                switch program.parts.kernelCalls[call] {
                case .known: break
                case .unknown:
                    let type = module.shapes.signature(LLVMGlobalGetValueType(value)).description
                    note(.function, name, type, user, program)
                case .mismatch(let text): note(.declaration, text, "", user, program)
                }
                return nil
            }
        } else if LLVMIsDeclaration(value) != 0, definition(name, for: module) == nil {
            if module.constants.addresses[value] != 0, program.parts.interface.variables[name] == nil {
                note(.variable, name, "", user, program)
            }
            return nil
        }
        if LLVMIsDeclaration(value) == 0 { return (value, module) }
        return definition(name, for: module).map { ($0.value, $0.module) }
    }

    /// The own kernel module's definition comes before those of others.
    private func definition(
        _ name: String, for module: ModuleDecoder
    ) -> (module: ModuleDecoder, value: LLVMValueRef)? {
        definitions[module.number][name] ?? definitions.lazy.compactMap { $0[name] }.first
    }

    private func note(
        _ kind: ProgramSurvey.Kind, _ name: String, _ type: String, _ user: User, _ program: ProgramBuilder
    ) {
        let key = "\(kind.rawValue) \(name)"
        if let index = indices[key] {
            result.missing[index].uses += 1
            return
        }
        indices[key] = result.missing.count
        result.missing.append(
            ProgramSurvey.Entry(
                kind: kind, name: name, type: type,
                position: user.location == 0 ? nil : SourcePosition(packed: user.location, files: program.parts.files),
                user: user.name, origin: user.origin, uses: 1))
    }

    // MARK: Names in code and initial values

    private func references(of value: LLVMValueRef, _ module: ModuleDecoder) -> [(LLVMValueRef, UInt64)] {
        var result: [(LLVMValueRef, UInt64)] = []
        if LLVMIsAFunction(value) == nil {
            if let initialiser = LLVMGetInitializer(value) {
                for name in GlobalList.names(in: initialiser) { result.append((name, 0)) }
            }
            return result
        }
        for block in ReachableBlocks.of(value, module) {
            var instruction = LLVMGetFirstInstruction(block)
            while let ref = instruction {
                instruction = LLVMGetNextInstruction(ref)
                if LLVMIsADbgInfoIntrinsic(ref) != nil { continue }
                for index in 0..<UInt32(max(0, LLVMGetNumOperands(ref))) {
                    guard let operand = LLVMGetOperand(ref, index), LLVMIsConstant(operand) != 0 else { continue }
                    let location = LLVMInstructionGetDebugLoc(ref).map { module.location($0) } ?? 0
                    for name in GlobalList.names(in: operand) { result.append((name, location)) }
                }
            }
        }
        return result
    }
}
