// SPDX-License-Identifier: Apache-2.0
import CClang
import CSyntax
import SourceText

/// The files whose syntax is kept, in the order in which they are met.
struct OwnFiles {
    private(set) var lists: [TokenList] = []
    private(set) var handles: [(path: String, handle: CXFile)] = []
    /// Answers by file handle; -1 for files that are not own. libclang keeps one handle a file within a unit.
    private var known: [CXFile: Int32] = [:]

    mutating func index(of handle: CXFile, request: ParseRequest) -> Int32? {
        if let answer = known[handle] { return answer < 0 ? nil : answer }
        // `lib/../state.h` and `state.h` are one file.
        let path = PathText.normal(String(taking: clang_getFileName(handle)))
        guard request.isOwn(path), let bytes = request.bytes(of: path) else {
            known[handle] = -1
            return nil
        }
        let index = Int32(lists.count)
        lists.append(TokenList(SourceFile(path: path, bytes: bytes)))
        handles.append((path, handle))
        known[handle] = index
        return index
    }
}

extension ParseRequest {
    /// The bytes of a file as the parser sees them.
    func bytes(of path: String) -> [UInt8]? {
        if let bytes = contents[path] { return bytes }
        if let file = virtualFiles.first(where: { $0.path == path }) { return Array(file.text.utf8) }
        return FileBytes.read(path)
    }
}
