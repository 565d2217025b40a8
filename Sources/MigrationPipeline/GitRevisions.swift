// SPDX-License-Identifier: Apache-2.0
import Findings
import ToolCalls

/// Why git could not say what changed.
public enum GitError: Error, Sendable, Hashable, CustomStringConvertible {
    case gitNotFound
    case notARepository(directory: String)
    case unknownRevision(String, directory: String)
    /// Anything else, with the last words of git.
    case failed(command: String, message: String)

    public var description: String {
        switch self {
        case .gitNotFound: "git was not found; it is needed to know which lines changed"
        case .notARepository(let directory): "\(directory): not inside the work tree of a git repository"
        case .unknownRevision(let revision, let directory):
            "\(directory): the repository has no commit \"\(revision)\""
        case .failed(let command, let message): "\(command) failed: \(message)"
        }
    }
}

/// Asks git what changed. Git is started directly, never through a shell, and told to run no file system monitor, diff
/// or text conversion program, no filter, and to write a form of output that no configuration changes.
public struct GitRevisions: Sendable {
    public init() {}

    /// The lines of the work tree that differ from a commit, and the whole of each file that git does not track (and
    /// does not ignore): to a commit, such a file is all new.
    ///
    /// - Parameters:
    ///   - revision: what git takes for a commit, such as `origin/master` or `HEAD~3`.
    ///   - directory: only files below it count, and paths are relative to it.
    public func changedLines(since revision: String, in directory: String) async throws(GitError) -> ChangedLines {
        try await checkWorkTree(directory)
        let commit = try await self.commit(revision, in: directory)
        let filters = try await filtersOff(in: directory)
        let diff = try await git(
            filters + [
                "diff", "-U0", "--inter-hunk-context=0", "--no-color", "--no-ext-diff", "--no-textconv",
                "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/", "--relative", commit, "--",
            ], in: directory)
        guard diff.exitCode == 0 else { throw failure("git diff", diff) }
        var changed = ChangedLines(unifiedDiff: diff.output)
        let others = try await git(["ls-files", "--others", "--exclude-standard", "-z", "--"], in: directory)
        guard others.exitCode == 0 else { throw failure("git ls-files", others) }
        for name in others.output.split(separator: 0) {
            changed.add(1...Int.max, of: String(decoding: name, as: UTF8.self))
        }
        return changed
    }

    /// Options that turn off every clean filter that the configuration names: they are programs, and nothing is run here.
    private func filtersOff(in directory: String) async throws(GitError) -> [String] {
        let answer = try await git(
            ["config", "--name-only", "-z", "--get-regexp", #"^filter\..*\.(clean|process|required)$"#], in: directory)
        guard answer.exitCode == 0 else { return [] }
        return answer.output.split(separator: 0).flatMap { name in
            let key = String(decoding: name, as: UTF8.self)
            return ["-c", key.hasSuffix(".required") ? key + "=false" : key + "="]
        }
    }

    private func checkWorkTree(_ directory: String) async throws(GitError) {
        let answer = try await git(["rev-parse", "--is-inside-work-tree"], in: directory)
        if answer.exitCode == 0, answer.line == "true" { return }
        guard answer.exitCode == 0 || answer.errors.contains("not a git repository") else {
            throw failure("git rev-parse", answer)
        }
        throw .notARepository(directory: directory)
    }

    /// The name of the commit in hexadecimal digits: nothing that could be taken for an option or a path.
    private func commit(_ revision: String, in directory: String) async throws(GitError) -> String {
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]
        let answer = try await git(arguments, in: directory)
        let name = answer.line
        guard answer.exitCode == 0, !name.isEmpty, name.allSatisfy(\.isHexDigit) else {
            throw .unknownRevision(revision, directory: directory)
        }
        return name
    }

    private func git(_ arguments: [String], in directory: String) async throws(GitError) -> ToolCall.Answer {
        let settings = ["core.quotePath=false", "core.fsmonitor=false"].flatMap { ["-c", $0] }
        // No locks: looking at a tree does not write to it. Messages are wanted in one language.
        let call = ToolCall(
            "git", ["-C", directory] + settings + arguments,
            environment: ["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_DIFF_OPTS": nil])
        do { return try await call.answer() } catch {
            switch error {
            case .notFound: throw .gitNotFound
            case .broken(let message): throw .failed(command: "git \(arguments.first ?? "")", message: message)
            }
        }
    }

    private func failure(_ command: String, _ answer: ToolCall.Answer) -> GitError {
        .failed(command: command, message: answer.complaint)
    }
}
