// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// A file in the folder of the one that it is going to replace. It has no name until then where the file system can do
/// that, so whoever ends the program while it is written finds nothing of it.
struct StagedFile {
    let path: String
    private let descriptor: Int32
    private let name: String
    private let isNamed: Bool

    /// `O_TMPFILE` without the `O_DIRECTORY` that is part of it, and which is not the same everywhere.
    private static let nameless: Int32 = 0o20_000_000

    /// Nil: `errno` says why.
    init?(for path: String) {
        let folder = PathText.folder(of: path)
        self.path = path
        // Who writes the same file at the same time has another process or another descriptor.
        if access("/proc/self/fd", X_OK) == 0 {
            let descriptor = open(folder, Self.nameless | O_DIRECTORY | O_WRONLY | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                self.descriptor = descriptor
                name = "\(folder)/.mdevport-\(getpid())-\(descriptor)"
                isNamed = false
                return
            }
        }
        var number = 0
        while true {
            let name = "\(folder)/.mdevport-\(getpid())-\(number)"
            let descriptor = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o666)
            if descriptor >= 0 {
                self.descriptor = descriptor
                self.name = name
                isNamed = true
                return
            }
            guard errno == EEXIST, number < 1000 else { return nil }
            number += 1
        }
    }

    /// False: `errno` says why not.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return fsync(descriptor) == 0
    }

    /// What the replaced file has.
    func take(mode: mode_t, owner: uid_t, group: gid_t) {
        _ = fchmod(descriptor, mode)
        _ = fchown(descriptor, owner, group)
    }

    /// Puts it in the place of the other. False: `errno` says why not.
    func replace() -> Bool {
        if !isNamed, !link() { return false }
        guard rename(name, path) == 0 else { return false }
        close(descriptor)
        return true
    }

    private func link() -> Bool {
        let content = "/proc/self/fd/\(descriptor)"
        if linkat(AT_FDCWD, content, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 { return true }
        // Left by a program of the same number that was ended in this very moment.
        guard errno == EEXIST, unlink(name) == 0 else { return false }
        return linkat(AT_FDCWD, content, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }

    func discard() {
        close(descriptor)
        unlink(name)
    }
}
