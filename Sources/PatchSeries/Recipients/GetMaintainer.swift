// SPDX-License-Identifier: Apache-2.0
import ToolCalls

/// The tree's own `get_maintainer.pl`: the only program of a tree that is ever run. It reads a patch from its input, so it
/// does not ask git for the file, and it is told not to look into the history.
struct GetMaintainer: Sendable {
    static let script = "scripts/get_maintainer.pl"

    let root: String

    func maintainers(of changes: SeriesChanges) async -> Result<[Maintainer], PatchError> {
        // The order of perl's hashes would be another one each time. What is in the home folder is not the tree's.
        let call = ToolCall(
            "perl", [Self.script, "--nogit", "--nogit-fallback", "--norolestats", "--roles"],
            environment: [
                "PERL_HASH_SEED": "0", "PERL5OPT": nil, "PERL5LIB": nil, "PERL_UNICODE": nil, "PERL5DB": nil,
                "HOME": "/dev/null", "LC_ALL": "C",
            ], directory: root, input: Array(changes.patch.utf8))
        do {
            let answer = try await call.answer()
            guard answer.exitCode == 0 else {
                return .failure(PatchError("\(Self.script) failed: \(answer.complaint)"))
            }
            let text = String(decoding: answer.output, as: UTF8.self)
            return .success(text.split(whereSeparator: \.isNewline).compactMap(Self.maintainer))
        } catch {
            switch error {
            case .notFound: return .failure(PatchError("perl was not found"))
            case .broken(let reason): return .failure(PatchError("\(Self.script) cannot be run: \(reason)"))
            }
        }
    }

    /// "Name <address> (maintainer:SUBSYSTEM)", "list (open list:SUBSYSTEM)".
    static func maintainer(_ line: Substring) -> Maintainer? {
        let end = line.firstIndex(of: ">").map { line.index(after: $0) } ?? line.firstIndex(of: " ") ?? line.endIndex
        guard let mailbox = Mailbox(String(line[..<end])) else { return nil }
        let role = line[end...].drop { $0 == " " || $0 == "(" }
        let isList = ["open list", "moderated list", "subscriber list"].contains { role.hasPrefix($0) }
        return Maintainer(mailbox: mailbox, isList: isList)
    }
}
