// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// Replaces files so that each is at every moment either the old or the new one, and none is replaced unless all new
/// ones could be written out.
struct AtomicWriter {
    /// - Throws: `InputError` naming the file that cannot be written; then nothing has changed.
    func write(_ files: [String: [UInt8]]) throws(InputError) {
        var staged: [(temporary: String, path: String)] = []
        do {
            for (path, bytes) in files.sorted(by: { $0.key < $1.key }) { staged.append(try stage(bytes, for: path)) }
        } catch {
            for file in staged { unlink(file.temporary) }
            throw error
        }
        for file in staged where rename(file.temporary, file.path) != 0 {
            let reason = String(cString: strerror(errno))
            for rest in staged { unlink(rest.temporary) }
            throw InputError("\(file.path): cannot be replaced: \(reason)")
        }
    }

    private func stage(_ bytes: [UInt8], for path: String) throws(InputError) -> (String, String) {
        // A link stays a link: what it points to is replaced.
        let target = Self.resolved(path)
        var info = stat()
        guard stat(target, &info) == 0 else { throw Self.failure(path) }
        guard access(target, W_OK) == 0 else { throw Self.failure(path) }
        // Root may write anything; who took the write permission away meant it.
        guard info.st_mode & 0o222 != 0 else { throw InputError("\(path): cannot be written: it is write-protected") }
        var template = Array((PathText.folder(of: target) + "/.mdevport-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Self.failure(path) }
        let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let error = Self.failure(path)
                close(descriptor)
                unlink(name)
                throw error
            }
            rest = rest.dropFirst(count)
        }
        _ = fchmod(descriptor, info.st_mode & 0o7777)
        _ = fchown(descriptor, info.st_uid, info.st_gid)
        fsync(descriptor)
        close(descriptor)
        return (name, target)
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
