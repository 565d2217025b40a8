// SPDX-License-Identifier: Apache-2.0
import SourceText
import ToolCalls

/// The subjects of earlier commits to some files. Where there is no git or no history, there are none: they only tell
/// how subjects are written here.
struct GitSubjects {
    private static let most = 40

    /// - Parameter paths: absolute.
    func subjects(of paths: [String]) async -> [String] {
        guard let first = paths.first else { return [] }
        let call = ToolCall(
            "git",
            ["-C", PathText.folder(of: first), "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]
                + [
                    "log", "--no-merges", "--format=%s", "--max-count=\(Self.most)", "--no-show-signature", "HEAD",
                    "--",
                ]
                + paths, environment: ["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"])
        guard let answer = try? await call.answer(), answer.exitCode == 0 else { return [] }
        return String(decoding: answer.output, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }
}
