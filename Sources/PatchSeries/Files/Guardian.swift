// SPDX-License-Identifier: Apache-2.0
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// A process of this program that outlives it when it is killed, and then removes its scratch folder. It waits for the
/// end of a pipe: the kernel closes the other end, whatever happened.
public struct Guardian: Sendable {
    /// The hidden command that `attend(_:)` is behind.
    public static let command = "remove-left-folder"

    /// `POSIX_SPAWN_SETSID`, which is an extension and so not seen by Swift.
    private static let ownSession: Int16 = 0x80

    private let process: pid_t
    private let pipe: Int32

    /// Nil when no process can be started; then a later run finds the folder.
    init?(of folder: String, executable: String) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            close(ends[0])
        }
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0)
        }
        // A session of its own: signals for the program's group and terminal are not for it.
        posix_spawnattr_setflags(&attributes, Self.ownSession)
        let words: [String] = [executable, Self.command, folder]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, executable, &actions, &attributes, &arguments, environ) == 0 else {
            close(ends[1])
            return nil
        }
        self.process = process
        pipe = ends[1]
    }

    /// The folder is gone, or its owner ends in order.
    func dismiss() {
        close(pipe)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// What the process does.
    public static func attend(_ folder: String) {
        guard PathText.name(of: folder).hasPrefix(ScratchFolder.prefix) else { return }
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
        }
        // The program that it served may have started others, which write for a moment longer.
        var quiet = 0
        var isFirst = true
        while quiet < 3 {
            guard Files.isThere(folder) else {
                if isFirst { return }
                quiet += 1
                usleep(100_000)
                continue
            }
            isFirst = false
            quiet = 0
            Files.remove(folder)
            usleep(20_000)
        }
    }
}
