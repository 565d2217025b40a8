// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// Replaces files so that each is at every moment either the old or the new one, and none is replaced unless all new
/// ones could be written out.
struct AtomicWriter {
    /// Files that are not there are made. Otherwise that is an error.
    var creates = false

    /// - Throws: `InputError` naming the file that cannot be written; then nothing has changed.
    func write(_ files: [String: [UInt8]]) throws(InputError) {
        var staged: [StagedFile] = []
        do {
            for (path, bytes) in files.sorted(by: { $0.key < $1.key }) { staged.append(try stage(bytes, for: path)) }
        } catch {
            for file in staged { file.discard() }
            throw error
        }
        for (index, file) in staged.enumerated() where !file.replace() {
            let reason = String(cString: strerror(errno))
            for rest in staged[index...] { rest.discard() }
            throw InputError("\(file.path): cannot be replaced: \(reason)")
        }
    }

    private func stage(_ bytes: [UInt8], for path: String) throws(InputError) -> StagedFile {
        // A link stays a link: what it points to is replaced.
        let target = Self.resolved(path)
        var info = stat()
        let isThere = stat(target, &info) == 0
        guard isThere || creates && errno == ENOENT else { throw Self.failure(path) }
        if isThere {
            guard access(target, W_OK) == 0 else { throw Self.failure(path) }
            // Root may write anything; who took the write permission away meant it.
            guard info.st_mode & 0o222 != 0 else {
                throw InputError("\(path): cannot be written: it is write-protected")
            }
        }
        guard let file = StagedFile(for: target) else { throw Self.failure(path) }
        guard file.write(bytes) else {
            let error = Self.failure(path)
            file.discard()
            throw error
        }
        if isThere { file.take(mode: info.st_mode & 0o7777, owner: info.st_uid, group: info.st_gid) }
        return file
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func failure(_ path: String) -> InputError {
        InputError("\(path): cannot be written: \(String(cString: strerror(errno)))")
    }
}
