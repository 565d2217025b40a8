// SPDX-License-Identifier: Apache-2.0
import Findings
import SourceText

/// The file of known findings. Its paths count from its own folder, so that it serves wherever a run is started.
struct BaselineFile: Sendable {
    private let shownPath: String
    private let path: String?
    private let content: Baseline?

    /// - Throws: `InputError` where there is none to read, or it cannot be read.
    init(_ settings: LintSettings) throws(InputError) {
        guard let name = settings.baseline else {
            if settings.writesBaseline { throw InputError("--write-baseline needs --baseline FILE to write to") }
            (shownPath, path, content) = ("", nil, nil)
            return
        }
        let path = PathText.absolute(name, in: settings.input.workingDirectory)
        (shownPath, self.path) = (name, path)
        guard !settings.writesBaseline else {
            content = nil
            return
        }
        guard let bytes = FileBytes.read(path) else {
            throw InputError("\(name): cannot be read; --write-baseline writes a new one")
        }
        do { content = try Baseline(parsing: String(decoding: bytes, as: UTF8.self), path: name) } catch {
            throw InputError("\(error)")
        }
    }

    /// The path of a finding as the file has it.
    private func relative(_ absolute: String) -> String {
        guard let path else { return absolute }
        let folder = PathText.folder(of: path)
        return PathText.isBelow(absolute, folder)
            ? String(absolute.dropFirst(folder == "/" ? 1 : folder.count + 1)) : absolute
    }

    /// Takes known findings out.
    func split(
        _ findings: [Finding], sources: [String: SourceFile], roots: [String]
    ) -> (new: [Finding], knownCount: Int, goneCount: Int) {
        guard let content else { return (findings, 0, 0) }
        let folders = roots.map(relative)
        let analysed = content.entries.map(\.path).filter { path in
            folders.contains { PathText.isBelow(path, $0) }
                || roots.contains { root in
                    self.path.map { PathText.isBelow(PathText.absolute(path, in: PathText.folder(of: $0)), root) }
                        ?? false
                }
        }
        let (moved, texts) = relative(findings, sources)
        let result = content.split(moved, sources: texts, analysed: Set(analysed))
        let new = Set(result.new)
        let kept = zip(findings, moved).filter { new.contains($0.1) }.map(\.0)
        return (kept, result.known.count, result.gone)
    }

    /// Writes all findings that no comment suppresses.
    func write(_ report: LintReport) throws(InputError) -> CommandOutput {
        guard let path else { return CommandOutput("") }
        let (moved, texts) = relative(report.findings, report.sources)
        let text = Baseline(findings: moved, sources: texts).text
        do {
            try AtomicWriter(creates: true).write([path: Array(text.utf8)])
        } catch {
            // As the user wrote it.
            throw InputError(error.message.replacing(path, with: shownPath))
        }
        let count = report.findings.count
        return CommandOutput("", messages: ["\(count) finding\(count == 1 ? "" : "s") written to \(shownPath)"])
    }

    private func relative(
        _ findings: [Finding], _ sources: [String: SourceFile]
    ) -> ([Finding], [String: SourceFile]) {
        let moved = findings.map { finding in
            var finding = finding
            finding.path = relative(finding.path)
            return finding
        }
        return (moved, Dictionary(uniqueKeysWithValues: sources.map { (relative($0.key), $0.value) }))
    }
}
