// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// A folder for what is not finished. It is locked as long as this program lives, so that whoever finds one without a
/// lock knows that nobody needs it any more.
final class ScratchFolder: Sendable {
    static let prefix = ".mdevport-patch-"

    let path: String
    private let descriptor: Int32
    private let guardian: Guardian?

    /// - Parameters:
    ///   - parent: a folder that is there.
    ///   - executable: this program, which removes the folder should it be killed; nil: nobody does.
    init(in parent: String, executable: String?) throws(PatchError) {
        Self.sweep(parent)
        var number = 0
        while true {
            let path = "\(parent)/\(Self.prefix)\(getpid())-\(number)"
            number += 1
            if Files.isThere(path), number < 1000 { continue }
            // The guardian comes first: from here on nothing stays behind.
            let guardian = executable.flatMap { Guardian(of: path, executable: $0) }
            guard mkdir(path, 0o700) == 0 else {
                let (code, reason) = (errno, Files.reason)
                guardian?.dismiss()
                if code == EEXIST, number < 1000 { continue }
                throw PatchError("\(parent): nothing can be written here: \(reason)")
            }
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            if descriptor >= 0, Self.locks(descriptor) {
                self.path = path
                self.descriptor = descriptor
                self.guardian = guardian
                return
            }
            // Another one that was sweeping took it for left behind.
            if descriptor >= 0 { close(descriptor) }
            guardian?.dismiss()
            guard number < 1000 else { throw PatchError("\(parent): no folder can be kept here") }
        }
    }

    deinit { close(descriptor) }

    func remove() {
        Files.remove(path)
        guardian?.dismiss()
    }

    /// Gives something in it another name: there in one moment, and whole.
    func publish(_ name: String, as target: String) throws(PatchError) {
        guard !Files.isThere(target) else { throw PatchError("\(target): exists already") }
        guard rename(path + "/" + name, target) == 0 else {
            throw PatchError("\(target): cannot be made: \(Files.reason)")
        }
    }

    /// Removes what programs left that were killed together with their guardians.
    private static func sweep(_ parent: String) {
        for name in FileBytes.entries(of: parent) where name.hasPrefix(prefix) {
            let path = parent + "/" + name
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if locks(descriptor) { Files.remove(path) }
            close(descriptor)
        }
    }

    private static func locks(_ descriptor: Int32) -> Bool {
        var info = stat()
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0 && fstat(descriptor, &info) == 0 && info.st_nlink > 0
    }
}
