// SPDX-License-Identifier: Apache-2.0
import CLLVM

/// Links modules and decodes them: addresses first, then code.
final class ProgramBuilder {
    var parts = ProgramParts()
    private var nextIndex = Address.kernelIndices.lowerBound
    private var functionAddresses: [UInt64] = []
    private var signatureIndices: [Signature: Int] = [:]
    private var fileIndices: [String: Int] = [:]
    private var kernelCallOf: [Int: Int] = [:]
    private var assemblies: [InlineAssembly: Int?] = [:]
    /// What other files may name, by kernel module.
    private var symbols: [ModuleSymbols] = []
    /// What no file defines: the kernel's, for all modules.
    private var declaredFunctions: [String: Int] = [:]
    private var declaredVariables: [String: UInt64] = [:]
    private var definitions: [(module: ModuleDecoder, value: LLVMValueRef, index: Int)] = []
    private var ownNames: Set<OwnName> = []
    /// Looks for what is missing, where somebody wants to know.
    var surveyor: Surveyor?

    private struct OwnName: Hashable {
        var module: Int
        var name: String
    }

    private var memberNumbers: [MemberType: UInt32] = [:]
    private let coverage: Bool

    init(interface: KernelInterface, coverage: Bool = false) {
        self.coverage = coverage
        parts.interface = interface
        _ = signature(Signature(result: .void, parameters: [], isVariadic: false))
        parts.files = ["?"]
    }

    func build(_ modules: [IRModule]) throws(Stop) -> Program {
        guard let first = modules.first else { throw .unsupported("a program without a file") }
        parts.target = try Self.target(first)
        let grouping = ModuleGrouping(modules)
        let decoders = zip(modules, grouping.numbers).map { ModuleDecoder($0, program: self, number: $1) }
        symbols = grouping.groups.map { _ in ModuleSymbols() }
        parts.modules = grouping.groups.enumerated().map {
            ProgramModule(number: $0, name: $1.name, files: $1.files)
        }
        parts.layouts = modules.map { $0.typeLayouts() }
        for module in decoders { try defineFunctions(module) }
        for module in decoders { declareFunctions(module) }
        for module in decoders { try defineVariables(module) }
        for module in decoders { declareVariables(module) }
        placeLowcore(decoders)
        for module in decoders { fillVariables(module) }
        surveyor?.start(decoders)
        for definition in definitions {
            let decoder = FunctionDecoder(module: definition.module, function: definition.value)
            if coverage, definition.module.isOwn(definition.value) {
                let first = parts.coverage.blockCount
                decoder.decode(markingFrom: first)
                parts.coverage.functions.append(decoder.coverage(first: first, name: name(definition.value)))
                parts.coverage.blockCount += decoder.blockRefs.count
            } else {
                decoder.decode()
            }
            surveyor?.decoded(definition.value, decoder, texts: parts.texts)
            BlockOptimiser.run(decoder)
            ConstantHoister.run(decoder)
            var encoder = Encoder(decoder)
            encoder.encode(definition.index, into: self)
        }
        return Program(parts)
    }

    /// Its place in the program's list, counted from 1.
    func memberNumber(_ member: MemberType) -> UInt32 {
        if let known = memberNumbers[member] { return known }
        parts.memberTypes.append(member)
        memberNumbers[member] = UInt32(parts.memberTypes.count)
        return UInt32(parts.memberTypes.count)
    }

    private static func target(_ module: IRModule) throws(Stop) -> Target {
        let triple = LLVMGetTarget(module.module).map { String(cString: $0) } ?? ""
        let layout = LLVMGetDataLayoutStr(module.module).map { String(cString: $0) } ?? ""
        guard LLVMPointerSize(LLVMGetModuleDataLayout(module.module)) == 8 else {
            throw .unsupported("the target \(triple), whose pointers are not 64 bits wide")
        }
        let name = String(triple.prefix { $0 != "-" })
        let architecture: Target.Architecture
        switch name {
        case "x86_64": architecture = .x86_64
        case "s390x", "systemz": architecture = .s390x
        default: architecture = .other(name)
        }
        return Target(triple: triple, isBigEndian: layout.hasPrefix("E"), architecture: architecture)
    }

    // MARK: Numbers for what is shared

    func text(_ text: String) -> Int {
        parts.texts.append(text)
        return parts.texts.count - 1
    }

    func signature(_ signature: Signature) -> Int {
        if let known = signatureIndices[signature] { return known }
        signatureIndices[signature] = parts.signatures.count
        parts.signatures.append(signature)
        return parts.signatures.count - 1
    }

    func file(_ path: String) -> Int {
        if let known = fileIndices[path] { return known }
        fileIndices[path] = parts.files.count
        parts.files.append(path)
        return parts.files.count - 1
    }

    func kernelCall(of function: Int) -> Int? { kernelCallOf[function] }

    /// The call before stores that race.
    private(set) lazy var storePoint: Int? = parts.interface.storePoint.map { function in
        parts.kernelCalls.append(.known(function))
        return parts.kernelCalls.count - 1
    }

    func assembly(_ assembly: InlineAssembly) -> Int? {
        if let known = assemblies[assembly] { return known }
        var index: Int?
        if let function = parts.interface.assembly(assembly) {
            index = parts.kernelCalls.count
            parts.kernelCalls.append(.known(function))
        }
        assemblies[assembly] = .some(index)
        return index
    }

    // MARK: Functions

    private func newFunction(
        _ name: String, _ signature: Signature, module: Int?
    ) -> (index: Int, address: UInt64) {
        var record = FunctionRecord()
        record.signature = UInt32(self.signature(signature))
        record.index = UInt32(parts.functions.count)
        record.isVariadic = signature.isVariadic
        parts.functions.append(record)
        parts.functionNames.append(name)
        let object = ProgramObject(
            index: nextIndex, size: 1, alignment: 16, kind: .function, name: name, image: [],
            function: Int(record.index), module: module)
        functionAddresses.append(place(object))
        return (Int(record.index), functionAddresses[Int(record.index)])
    }

    private func place(_ object: ProgramObject) -> UInt64 {
        parts.objects.append(object)
        nextIndex += 1
        return Address.base(index: object.index, generation: 0, kernel: true, alignment: object.alignment)
    }

    private func functions(_ module: ModuleDecoder) -> [LLVMValueRef] { GlobalList.functions(module.ir.module) }

    private func name(_ value: LLVMValueRef) -> String { GlobalList.name(value) }

    private func isExternal(_ value: LLVMValueRef) -> Bool { GlobalList.isExternal(value) }

    /// As a linker does: no two files of a module may define a symbol that all see.
    private func claim(_ name: String, _ value: LLVMValueRef, _ module: ModuleDecoder) throws(Stop) {
        guard LLVMGetLinkage(value) == LLVMExternalLinkage else { return }
        if let other = symbols[module.number].owners.updateValue(module.ir.path, forKey: name) {
            throw .unsupported("\(name) is defined twice, in \(other) and in \(module.ir.path)")
        }
    }

    /// A weak declaration that nothing defines: its address is NULL.
    private func isMissing(_ value: LLVMValueRef) -> Bool { LLVMGetLinkage(value) == LLVMExternalWeakLinkage }

    /// What a file means by a name: its own module's definition, or else what another module would export.
    private func function(_ name: String, for module: ModuleDecoder) -> Int? {
        if let own = symbols[module.number].functions[name] { return own }
        return ModuleSymbols.isOwn(name) ? nil : symbols.lazy.compactMap { $0.functions[name] }.first
    }

    private func variable(_ name: String, for module: ModuleDecoder) -> UInt64? {
        if let own = symbols[module.number].variables[name] { return own }
        if parts.interface.variables[name]?.isOfModule == true { return nil }
        return symbols.lazy.compactMap { $0.variables[name] }.first
    }

    private func defineFunctions(_ module: ModuleDecoder) throws(Stop) {
        for value in functions(module) where LLVMIsDeclaration(value) == 0 {
            let name = name(value)
            let own = module.isOwn(value)
            // A header's inline function that the interface knows is the kernel's, not the driver's.
            if !own, parts.interface.functions[name] != nil { continue }
            let signature = module.shapes.signature(LLVMGlobalGetValueType(value))
            let (index, address) = newFunction(name, signature, module: module.number)
            module.define(value, as: index, address: address)
            definitions.append((module, value, index))
            try claim(name, value, module)
            if isExternal(value) { symbols[module.number].functions[name] = index }
            if own, parts.ownFunctions[name] == nil { parts.ownFunctions[name] = index }
            noteFunction(name, index, isOwn: own, in: module.number)
        }
        // `init_module` is another name of what module_init() was given.
        for alias in GlobalList.aliases(module.ir.module) {
            guard let function = module.functionIndex(alias) else { continue }
            let name = name(alias)
            parts.modules[module.number].aliases[name] = function
            if isExternal(alias) { symbols[module.number].functions[name] = function }
        }
    }

    /// The first one counts, and those of the files themselves before those of headers.
    private func noteFunction(_ name: String, _ index: Int, isOwn: Bool, in module: Int) {
        let isFirst = isOwn && ownNames.insert(OwnName(module: module, name: name)).inserted
        if isFirst || parts.modules[module].functions[name] == nil { parts.modules[module].functions[name] = index }
    }

    private func declareFunctions(_ module: ModuleDecoder) {
        for value in functions(module) where module.functionIndex(value) == nil {
            let name = name(value)
            if let index = function(name, for: module) ?? declaredFunctions[name] {
                module.define(value, as: index, address: functionAddresses[index])
                continue
            }
            if isMissing(value), parts.interface.functions[name] == nil {
                module.constants.addresses[value] = 0
                continue
            }
            let signature = module.shapes.signature(LLVMGlobalGetValueType(value))
            let (index, address) = newFunction(name, signature, module: nil)
            module.define(value, as: index, address: address)
            declaredFunctions[name] = index
            kernelCallOf[index] = parts.kernelCalls.count
            parts.functions[index].entry = parts.kernelCalls.count
            parts.kernelCalls.append(kernelTarget(name, signature))
        }
    }

    private func kernelTarget(_ name: String, _ signature: Signature) -> KernelCallTarget {
        guard let function = parts.interface.functions[name] else { return .unknown(name) }
        if function.signatures.isEmpty || function.signatures.contains(signature) { return .known(function) }
        for variant in function.variants where variant.signatures.contains(signature) { return .known(variant) }
        let known = function.signatures.map(\.description).joined(separator: " or ")
        return .mismatch("the kernel function \(name), declared as \(signature) where \(known) is known")
    }

    // MARK: Variables

    /// s390 keeps what belongs to a CPU at address 0. Of that only the distance to the CPU's variables is there, which is
    /// 0 with one CPU; everything else is NULL's, so that faults are found.
    private func placeLowcore(_ modules: [ModuleDecoder]) {
        guard case .s390x = parts.target.architecture,
            let layout = parts.layouts.lazy.compactMap({ $0.layout(of: "struct lowcore") }).first,
            let distance = layout.offset(of: "percpu_offset")
        else { return }
        let object = ProgramObject(
            index: nextIndex, size: 8, alignment: 8, kind: .constant, name: "percpu_offset", image: [])
        let address = place(object)
        for module in modules { module.constants.lowcore[UInt64(distance)] = address }
    }

    private func variables(_ module: ModuleDecoder) -> [LLVMValueRef] { GlobalList.variables(module.ir.module) }

    private func defineVariables(_ module: ModuleDecoder) throws(Stop) {
        for value in variables(module) where LLVMIsDeclaration(value) == 0 {
            let type: LLVMTypeRef = LLVMGlobalGetValueType(value)
            let name = name(value)
            let alignment = max(Int(LLVMGetAlignment(value)), module.shapes.shape(type).alignment, 1)
            let object = ProgramObject(
                index: nextIndex, size: module.shapes.size(type), alignment: alignment,
                kind: LLVMIsGlobalConstant(value) != 0 ? .constant : .global,
                name: name.hasPrefix(".str") || name.hasPrefix(".compoundliteral") ? "" : name, image: [],
                section: LLVMGetSection(value).map { String(cString: $0) } ?? "", module: module.number)
            let address = place(object)
            module.constants.addresses[value] = address
            try claim(name, value, module)
            if isExternal(value) { symbols[module.number].variables[name] = address }
        }
    }

    private func declareVariables(_ module: ModuleDecoder) {
        for value in variables(module) where module.constants.addresses[value] == nil {
            let name = name(value)
            if let known = variable(name, for: module) ?? declaredVariables[name] {
                module.constants.addresses[value] = known
                continue
            }
            if isMissing(value), parts.interface.variables[name] == nil {
                module.constants.addresses[value] = 0
                continue
            }
            let type: LLVMTypeRef = LLVMGlobalGetValueType(value)
            let size = LLVMTypeIsSized(type) != 0 ? module.shapes.size(type) : 0
            let variable = parts.interface.variables[name]
            let isOfModule = variable?.isOfModule == true
            let object = ProgramObject(
                index: nextIndex, size: size, alignment: max(Int(LLVMGetAlignment(value)), 8),
                kind: variable == nil ? .external : .global, name: name, image: [],
                module: isOfModule ? module.number : nil, variable: variable)
            let address = place(object)
            module.constants.addresses[value] = address
            if isOfModule {
                symbols[module.number].variables[name] = address
            } else {
                declaredVariables[name] = address
            }
        }
    }

    private func fillVariables(_ module: ModuleDecoder) {
        for value in variables(module) {
            guard let address = module.constants.addresses[value], LLVMIsDeclaration(value) == 0,
                let initialiser = LLVMGetInitializer(value)
            else { continue }
            let number = Address.index(of: address) - Address.kernelIndices.lowerBound
            if LLVMIsAConstantAggregateZero(initialiser) != nil { continue }
            var bytes = [UInt8](repeating: 0, count: parts.objects[number].size)
            if module.constants.write(initialiser, into: &bytes, at: 0, bigEndian: parts.target.isBigEndian) {
                parts.objects[number].image = bytes
            } else {
                parts.objects[number].kind = .external
            }
        }
    }
}
