// SPDX-License-Identifier: Apache-2.0
import SourceText
import Subprocess

/// The subjects of earlier commits to some files. Where there is no git or no history, there are none: they only tell
/// how subjects are written here.
struct GitSubjects {
    private static let most = 40

    /// - Parameter paths: absolute.
    func subjects(of paths: [String]) async -> [String] {
        guard let first = paths.first else { return [] }
        let arguments =
            ["-C", PathText.folder(of: first), "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"]
            + ["log", "--no-merges", "--format=%s", "--max-count=\(Self.most)", "--no-show-signature", "HEAD", "--"]
            + paths
        let environment = Environment.inherit.updating(["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"])
        let result = try? await run(
            .name("git"), arguments: Arguments(arguments), environment: environment,
            output: .string(limit: 1 << 20), error: .discarded)
        guard let result, case .exited(0) = result.terminationStatus else { return [] }
        return result.standardOutput.split(whereSeparator: \.isNewline).map(String.init)
    }
}
