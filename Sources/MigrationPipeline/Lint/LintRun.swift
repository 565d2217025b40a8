// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import Findings
import KernelHeaders
import RuleMatching
import SourceText
import TreeSearch

/// What became of one file.
struct LintedFile: Sendable {
    var source: SourceFile
    /// Where a C file has its comments.
    var comments: [SourceRange]?
    var matches = FileMatches()
    /// What makes it no C whatever the headers are.
    var problems: [TextHealth.Problem] = []
    /// The driver's own headers that were not found: what they declare is not known.
    var missingHeaders: [String] = []
    /// Why it could not be parsed at all.
    var failure: String?
}

/// What a run found, before suppressions and the like.
struct LintRunOutcome: Sendable {
    /// In the order of their paths.
    var files: [LintedFile]
    var findings: [Finding]
    var notes: [String]
    var isComplete: Bool
}

/// Parses the candidates and matches the rules.
struct LintRun: Sendable {
    let settings: InputSettings
    let rules: ActiveRules
    let search: LintSearch.Result

    private struct Job: Sendable {
        var tokens: TokenList
        var request: ParseRequest
    }

    /// - Throws: `InputError` for a file that the user named and that is no C.
    func run(_ meter: ProgressMeter) throws(InputError) -> LintRunOutcome {
        let code = Workers.map(search.candidates.filter(\.isCode)) { candidate in
            TokenList(SourceFile(path: candidate.path, bytes: candidate.bytes))
        }
        let api = APIFiles(code, roots: search.roots)
        var parser = try LookupParser(settings)
        var jobs: [Job] = []
        var notes: [String] = []
        for tokens in code where !api.contains(tokens.file.path) {
            let (request, warnings) = try parser.request(for: tokens.file.path, bytes: tokens.file.bytes)
            notes += warnings.filter { !notes.contains($0) }
            jobs.append(Job(tokens: tokens, request: request))
        }
        let matcher = CodeMatcher(rules)
        var files = Workers.map(jobs) { job in
            meter.report("reading \(job.tokens.file.path)")
            return Self.lint(job, matcher)
        }
        files += search.candidates.compactMap(lintText)
        files.sort { $0.source.path < $1.source.path }
        try rejectBroken(files)
        notes = problemNotes(files) + notes + api.notes(settings) + search.problems
        return LintRunOutcome(
            files: files, findings: DriverJudge(rules: rules, search: search).findings(of: files), notes: notes,
            isComplete: search.problems.isEmpty && !files.contains { $0.failure != nil })
    }

    private static func lint(_ job: Job, _ matcher: CodeMatcher) -> LintedFile {
        var file = LintedFile(source: job.tokens.file, comments: job.tokens.comments)
        let isWhole = job.tokens.file.path.hasSuffix(".c")
        do {
            let parse = try ClangParser().parse(job.request)
            file.matches = matcher.matches(in: parse)
            file.missingHeaders = parse.includes.filter { line in
                line.resolved == nil && job.tokens.file.text(in: line.range).contains("\"")
            }.map(\.name)
            let inactive = parse.inactive[job.tokens.file.path] ?? []
            file.problems = TextHealth(job.tokens, inactive: inactive).problems(isWhole: isWhole)
        } catch {
            file.failure = "\(error)"
        }
        return file
    }

    private func lintText(_ candidate: Candidate) -> LintedFile? {
        let kind: SymbolMatcher.Kind
        switch candidate.kind {
        case .kconfig: kind = .kconfig
        case .makefile: kind = .makefile
        case .defconfig: kind = .defconfig
        case .documentation: kind = .documentation
        case .cSource, .header: return nil
        }
        let source = SourceFile(path: candidate.path, bytes: candidate.bytes)
        return LintedFile(source: source, matches: SymbolMatcher(rules).matches(in: source, kind: kind))
    }

    private func rejectBroken(_ files: [LintedFile]) throws(InputError) {
        for file in files where search.roots.contains(file.source.path) {
            if let failure = file.failure { throw InputError(failure) }
            if let problem = file.problems.first {
                throw InputError("\(settings.shown(file.source.path)):\(problem.position): \(problem.message)")
            }
        }
    }

    private func problemNotes(_ files: [LintedFile]) -> [String] {
        files.flatMap { file -> [String] in
            let path = settings.shown(file.source.path)
            if let failure = file.failure { return [settings.shown(failure)] }
            let headers = file.missingHeaders.map { "\"\($0)\"" }.joined(separator: ", ")
            let missing =
                headers.isEmpty
                ? []
                : [
                    "\(path): \(headers) not found, so uses of what is declared there may be missed; name the folder with -I"
                ]
            return missing + file.problems.map { "\(path):\($0.position): did not parse: \($0.message)" }
        }
    }
}

/// The files that are the API itself.
struct APIFiles: Sendable {
    private var headers: [String] = []
    private var coreFolders: [String] = []
    private var left: [String] = []

    /// - Parameter roots: files that were named are judged by what lies beside them, which was not searched.
    init(_ files: [TokenList], roots: [String]) {
        var core: Set<String> = []
        for tokens in files {
            let folder = PathText.folder(of: tokens.file.path)
            if APIDefinitions.definesCore(tokens) {
                core.insert(folder)
            } else if APIDefinitions.definesRecord(tokens) {
                headers.append(tokens.file.path)
            }
        }
        for file in files where roots.contains(file.file.path) {
            let folder = PathText.folder(of: file.file.path)
            if !core.contains(folder), Self.isCore(folder) { core.insert(folder) }
        }
        coreFolders = core.sorted()
        left = files.map(\.file.path).filter { core.contains(PathText.folder(of: $0)) }
        headers.removeAll { left.contains($0) }
    }

    private static func isCore(_ folder: String) -> Bool {
        let search = TreeSearch(words: [.cSource: ["mdev_register_device", "mdev_register_parent"]])
        let found = try? search.run(roots: CodeFiles.sources(in: folder))
        return (found?.candidates ?? []).contains { candidate in
            candidate.hasWord
                && APIDefinitions.definesCore(TokenList(SourceFile(path: candidate.path, bytes: candidate.bytes)))
        }
    }

    func contains(_ path: String) -> Bool { headers.contains(path) || left.contains(path) }

    func notes(_ settings: InputSettings) -> [String] {
        let places = (headers + coreFolders).sorted().map(settings.shown)
        return places.isEmpty ? [] : ["left out, being the API itself: \(places.joined(separator: ", "))"]
    }
}
