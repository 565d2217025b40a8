// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// Files and folders of our own.
enum Files {
    /// With all folders above it.
    static func makeFolder(_ path: String) throws(PatchError) {
        if FileBytes.isFolder(path) { return }
        let above = PathText.folder(of: path)
        if above != path, above != "." { try makeFolder(above) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw PatchError("\(path): cannot be made: \(reason)")
        }
    }

    static func write(_ bytes: [UInt8], to path: String) throws(PatchError) {
        let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw PatchError("\(path): cannot be written: \(reason)") }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw PatchError("\(path): cannot be written: \(reason)") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw PatchError("\(path): cannot be written: \(reason)") }
    }

    /// A file, or a folder with all that is in it. Links are removed, not followed.
    static func remove(_ path: String) {
        var info = stat()
        guard lstat(path, &info) == 0 else { return }
        guard info.st_mode & S_IFMT == S_IFDIR else {
            unlink(path)
            return
        }
        for name in FileBytes.entries(of: path) { remove(path + "/" + name) }
        rmdir(path)
    }

    static func isThere(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0
    }

    static var reason: String { String(cString: strerror(errno)) }
}
