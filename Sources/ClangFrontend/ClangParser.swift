// SPDX-License-Identifier: Apache-2.0
import CClang
import CSyntax
import KernelHeaders
import SourceText

/// Runs libclang on one file and keeps what matters as values. Holds no state: parses may run side by side.
public struct ClangParser: Sendable {
    public init() {}

    /// The first clang_createIndex() puts LLVM's targets into a list that no lock protects: made by two threads at once it
    /// is a circle, in which whoever looks for a target later goes round for ever. Swift runs this once.
    private static let registerTargets: Void = clang_disposeIndex(clang_createIndex(0, 0))

    /// Missing includes are taken as empty and listed; errors are diagnostics, not thrown.
    /// - Throws: `FrontendError.parserFailed` where libclang gives no translation unit at all.
    public func parse(_ request: ParseRequest) throws(FrontendError) -> ParseResult {
        Self.registerTargets
        let index = clang_createIndex(0, 0)
        defer { clang_disposeIndex(index) }
        let options =
            CXTranslationUnit_DetailedPreprocessingRecord.rawValue | CXTranslationUnit_KeepGoing.rawValue

        var unit: CXTranslationUnit?
        let buffers = CBuffers(request)
        defer { buffers.free() }
        let code = clang_parseTranslationUnit2(
            index, request.path, buffers.arguments, Int32(request.arguments.count), buffers.unsaved,
            UInt32(buffers.unsavedCount), options, &unit)
        guard code == CXError_Success, let unit else { throw .parserFailed(path: request.path) }
        defer { clang_disposeTranslationUnit(unit) }

        let builder = TreeBuilder(unit: unit, request: request)
        return builder.build()
    }
}

/// The C side of a request; lives as long as libclang reads from it.
private struct CBuffers {
    var arguments: UnsafeMutablePointer<UnsafePointer<CChar>?>
    var unsaved: UnsafeMutablePointer<CXUnsavedFile>
    let unsavedCount: Int
    private var owned: [UnsafeMutableRawPointer] = []

    init(_ request: ParseRequest) {
        var owned: [UnsafeMutableRawPointer] = []
        func copy(_ bytes: some Collection<UInt8>) -> UnsafePointer<CChar> {
            let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
            _ = UnsafeMutableBufferPointer(start: memory, count: bytes.count).initialize(from: bytes)
            memory[bytes.count] = 0
            owned.append(UnsafeMutableRawPointer(memory))
            return UnsafeRawPointer(memory).assumingMemoryBound(to: CChar.self)
        }
        arguments = .allocate(capacity: max(1, request.arguments.count))
        for (index, argument) in request.arguments.enumerated() { arguments[index] = copy(argument.utf8) }

        var files: [(path: String, bytes: [UInt8])] = request.virtualFiles
            .filter { request.contents[$0.path] == nil }
            .map { ($0.path, Array($0.text.utf8)) }
        files += request.contents.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        unsaved = .allocate(capacity: max(1, files.count))
        for (index, file) in files.enumerated() {
            unsaved[index] = CXUnsavedFile(
                Filename: copy(file.path.utf8), Contents: copy(file.bytes), Length: UInt(file.bytes.count))
        }
        unsavedCount = files.count
        self.owned = owned
    }

    func free() {
        for pointer in owned { pointer.deallocate() }
        arguments.deallocate()
        unsaved.deallocate()
    }
}

extension String {
    /// Takes over a libclang string.
    init(taking string: CXString) {
        if let text = clang_getCString(string) { self.init(cString: text) } else { self.init() }
        clang_disposeString(string)
    }
}
