// SPDX-License-Identifier: Apache-2.0
// Names as the kernel and LLVM write them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// One or several translation units, decoded and linked: immutable, shared by any number of machines.
public final class Program: @unchecked Sendable {
    // Unmanaged memory that is written once, before the program is handed out, and freed with it.
    let code: UnsafeMutablePointer<Instruction>
    let codeCount: Int
    /// For each instruction: file << 40 | line << 16 | column.
    let locations: UnsafeMutablePointer<UInt64>
    let functions: UnsafeMutablePointer<FunctionRecord>
    /// For each instruction: which member of `memberTypes` it loads or stores, counted from 1.
    let members: UnsafeMutablePointer<UInt32>
    let memberTypes: [MemberType]

    let functionNames: [String]
    let signatures: [Signature]
    let kernelCalls: [KernelCallTarget]
    let texts: [String]
    let files: [String]
    let objects: [ProgramObject]
    public let target: Target
    /// Functions that a user may call by name, with their files: definitions of the drivers themselves.
    let ownFunctions: [String: Int]
    /// The kernel modules that the files make up, at least one.
    public let modules: [ProgramModule]
    /// The first module's name.
    public var moduleName: String { modules[0].name }
    let interface: KernelInterface
    /// Types and declarations of each file.
    public let layouts: [TypeLayouts]
    private let variables: [UnsafeMutablePointer<StackVariable>]
    /// The blocks that machines note; empty where that was not asked for.
    public let coverage: CoverageMap

    init(_ parts: ProgramParts) {
        codeCount = parts.code.count
        code = .allocate(capacity: max(1, parts.code.count))
        code.initialize(from: parts.code, count: parts.code.count)
        locations = .allocate(capacity: max(1, parts.code.count))
        locations.initialize(from: parts.locations, count: parts.locations.count)
        members = .allocate(capacity: max(1, parts.code.count))
        members.initialize(from: parts.members, count: parts.members.count)
        memberTypes = parts.memberTypes
        functions = .allocate(capacity: max(1, parts.functions.count))
        functions.initialize(from: parts.functions, count: parts.functions.count)
        functionNames = parts.functionNames
        signatures = parts.signatures
        kernelCalls = parts.kernelCalls
        texts = parts.texts
        files = parts.files
        objects = parts.objects
        target = parts.target
        ownFunctions = parts.ownFunctions
        modules = parts.modules
        interface = parts.interface
        layouts = parts.layouts
        variables = parts.variables
        coverage = parts.coverage
    }

    deinit {
        code.deallocate()
        locations.deallocate()
        members.deallocate()
        functions.deallocate()
        for list in variables { list.deallocate() }
    }

    /// Number of instructions, for measurements.
    public var instructionCount: Int { codeCount }

    /// The layout of `struct NAME` (or a typedef of one) as the first file that knows it has it.
    public func layout(of name: String) -> StructLayout? { layouts.lazy.compactMap { $0.layout(of: name) }.first }

    /// A function as it is declared, its definition first.
    public func function(named name: String) -> DeclaredFunction? {
        let all = layouts.compactMap { $0.function(named: name) }
        return all.first { $0.isDefined } ?? all.first
    }

    /// All definitions of a function, one for each place: several where files have static functions of one name.
    /// Those of headers count only where no file has its own.
    public func definitions(named name: String) -> [DeclaredFunction] {
        var result: [DeclaredFunction] = []
        for function in layouts.compactMap({ $0.function(named: name) }) where function.isDefined {
            let isKnown = result.contains { $0.file == function.file && $0.line == function.line }
            if !isKnown { result.append(function) }
        }
        let own = result.filter(\.isInMainFile)
        return own.isEmpty ? result : own
    }

    func position(_ index: Int) -> SourcePosition {
        guard index >= 0, index < codeCount else { return SourcePosition(file: "?", line: 0, column: 0) }
        return SourcePosition(packed: locations[index], files: files)
    }

    /// The function whose code holds an instruction.
    func function(at index: Int) -> Int? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle].entry <= index { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        return starts[low - 1].function
    }

    private lazy var starts: [(entry: Int, function: Int)] = (0..<functionNames.count)
        .filter { functions[$0].isDefined }.map { (functions[$0].entry, $0) }.sorted { $0.0 < $1.0 }
}

/// What a call of a kernel function leads to.
enum KernelCallTarget: Sendable {
    case known(KernelFunction)
    case unknown(String)
    /// The module declares it in another way than the model knows it.
    case mismatch(String)

    var name: String {
        switch self {
        case .known(let function): function.name
        case .unknown(let name): name
        case .mismatch(let text): text
        }
    }
}

/// A variable or function of the program: an object of every machine that runs it.
struct ProgramObject: Sendable {
    var index: Int
    var size: Int
    var alignment: Int
    var kind: ObjectKind
    var name: String
    var image: [UInt8]
    /// The section that a variable was put into; empty for the usual ones.
    var section = ""
    /// Index in the function table, -1 for variables.
    var function: Int = -1
    /// The number of the module that it comes and goes with; nil for what is the kernel's.
    var module: Int?
    /// A kernel variable that the interface knows.
    var variable: KernelVariable?
}

/// What the module was compiled for.
public struct Target: Sendable {
    public enum Architecture: Sendable {
        case x86_64
        case s390x
        case other(String)
    }

    public var triple: String
    public var isBigEndian: Bool
    public var architecture: Architecture

    /// Whether an access of `size` bytes has to be aligned: atomics on s390x.
    func mindsAlignment(atomic: Bool) -> Bool {
        if case .s390x = architecture { return atomic }
        return false
    }
}

extension SourcePosition {
    /// file << 40 | line << 16 | column.
    init(packed: UInt64, files: [String]) {
        let file = Int(packed >> 40)
        self.init(
            file: file < files.count ? files[file] : "?", line: Int(packed >> 16 & 0xff_ffff),
            column: Int(packed & 0xffff))
    }
}

/// A place in a struct, as an access names it.
struct MemberType: Hashable, Sendable {
    /// "struct mdev_state".
    var record: String
    var offset: Int
}

/// A program while it is built.
struct ProgramParts {
    var code: [Instruction] = []
    var locations: [UInt64] = []
    var members: [UInt32] = []
    var memberTypes: [MemberType] = []
    var functions: [FunctionRecord] = []
    var functionNames: [String] = []
    var signatures: [Signature] = []
    var kernelCalls: [KernelCallTarget] = []
    var texts: [String] = []
    var files: [String] = []
    var objects: [ProgramObject] = []
    var target = Target(triple: "", isBigEndian: false, architecture: .x86_64)
    var ownFunctions: [String: Int] = [:]
    var modules: [ProgramModule] = []
    var interface = KernelInterface()
    var layouts: [TypeLayouts] = []
    var variables: [UnsafeMutablePointer<StackVariable>] = []
    var coverage = CoverageMap()
}
