// SPDX-License-Identifier: Apache-2.0
import CIRGen
import CLLVM

/// One translation unit as clang's own LLVM module. Owns the module and its context; used by one task at a time.
public final class IRModule {
    public let context: LLVMContextRef
    public let module: LLVMModuleRef
    /// The C file that was emitted.
    public let path: String
    /// Headers that were found nowhere and taken as empty.
    public let missingIncludes: [String]
    /// The kernel module's name, as KBUILD_MODNAME says it; empty where nothing does.
    public let moduleName: String

    private init(
        context: LLVMContextRef, module: LLVMModuleRef, path: String, missingIncludes: [String], moduleName: String
    ) {
        self.context = context
        self.module = module
        self.path = path
        self.missingIncludes = missingIncludes
        self.moduleName = moduleName
    }

    deinit {
        LLVMDisposeModule(module)
        LLVMContextDispose(context)
    }

    /// Runs clang in this process. Nothing is printed, and nothing but the request's files and the headers is read.
    public static func emit(_ request: EmissionRequest) throws(EmissionError) -> IRModule {
        guard let context = LLVMContextCreate() else {
            throw EmissionError(path: request.path, diagnostics: "")
        }
        var report = CIRGenReport()
        let module = EmissionBuffers(request).withPointers { arguments, argumentCount, files, fileCount in
            cirgen_emit(context, arguments, argumentCount, files, fileCount, &report)
        }
        defer { cirgen_report_free(&report) }
        guard let module else {
            LLVMContextDispose(context)
            throw EmissionError(
                path: request.path, diagnostics: report.diagnostics.map { String(cString: $0) } ?? "")
        }
        let missing = report.missing_includes.map { String(cString: $0) } ?? ""
        return IRModule(
            context: context, module: module, path: request.path,
            missingIncludes: missing.split(separator: "\n").map(String.init), moduleName: request.moduleName)
    }

    /// The module as text.
    public var text: String {
        guard let text = LLVMPrintModuleToString(module) else { return "" }
        defer { LLVMDisposeMessage(text) }
        return String(cString: text)
    }
}

/// The C side of a request: all its bytes in one block.
private struct EmissionBuffers {
    private var bytes: [UInt8] = []
    private var arguments: [Int] = []
    private var files: [(path: Int, contents: Int, length: Int)] = []

    init(_ request: EmissionRequest) {
        let line = request.commandLine
        bytes.reserveCapacity(
            request.files.reduce(line.reduce(0) { $0 + $1.utf8.count + 1 }) {
                $0 + $1.path.utf8.count + $1.bytes.count + 2
            })
        for argument in line { arguments.append(append(argument.utf8)) }
        for file in request.files {
            files.append((append(file.path.utf8), append(file.bytes), file.bytes.count))
        }
    }

    private mutating func append(_ text: some Sequence<UInt8>) -> Int {
        let start = bytes.count
        bytes.append(contentsOf: text)
        bytes.append(0)
        return start
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, Int, UnsafePointer<CIRGenFile>?, Int) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { block in
            // Never empty: the command line has flags of its own.
            let start = block.baseAddress?.assumingMemoryBound(to: CChar.self)
            let words = arguments.map { start?.advanced(by: $0) }
            let list = files.map { file in
                CIRGenFile(
                    path: start?.advanced(by: file.path), contents: start?.advanced(by: file.contents),
                    length: file.length)
            }
            return words.withUnsafeBufferPointer { words in
                list.withUnsafeBufferPointer { body(words.baseAddress, words.count, $0.baseAddress, $0.count) }
            }
        }
    }
}
