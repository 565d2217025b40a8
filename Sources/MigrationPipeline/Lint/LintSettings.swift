// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationRules
import Reporting

/// Changes that mend what lint finds in a file, by the file's absolute path.
public typealias FixProvider = @Sendable (_ path: String) -> [Fix]

public typealias LintFormat = ReportFormat

/// What `mdevport lint` is asked to do.
public struct LintSettings: Sendable {
    public var input: InputSettings
    /// As given with `--to`; nil for the default.
    public var target: String?
    /// Folders with further rules.
    public var ruleFolders: [String]
    /// File of known findings.
    public var baseline: String?
    /// Write what is found into that file instead of reporting it.
    public var writesBaseline: Bool
    /// Report only lines changed since this git revision.
    public var since: String?
    public var format: ReportFormat
    /// Text output goes to a terminal.
    public var usesColours: Bool
    /// Told now and then how far the work is, once it lasts; an empty text when it is done.
    public var progress: (@Sendable (String) -> Void)?
    /// nil for what `convert` would do, where the format has a place for it.
    public var fixes: FixProvider?

    public init(
        input: InputSettings, target: String? = nil, ruleFolders: [String] = [], baseline: String? = nil,
        writesBaseline: Bool = false, since: String? = nil, format: ReportFormat = .text, usesColours: Bool = false,
        progress: (@Sendable (String) -> Void)? = nil, fixes: FixProvider? = nil
    ) {
        self.input = input
        self.target = target
        self.ruleFolders = ruleFolders
        self.baseline = baseline
        self.writesBaseline = writesBaseline
        self.since = since
        self.format = format
        self.usesColours = usesColours
        self.progress = progress
        self.fixes = fixes
    }
}

extension LintSettings {
    /// The level that the code is to be right at.
    static func level(_ target: String?, rules: RuleSet) throws(InputError) -> KernelLevel {
        guard let target else { return .S }
        let known = KernelLevel.allCases.filter { !rules.active(at: $0).isEmpty }
        let names = known.map(\.releaseName).joined(separator: ", ")
        guard let level = KernelLevel.named(target) else {
            throw InputError("--to \(target): unknown level; rules exist for \(names)")
        }
        guard known.contains(level) else {
            throw InputError("--to \(target): no rule looks for anything at this level; rules exist for \(names)")
        }
        return level
    }
}
