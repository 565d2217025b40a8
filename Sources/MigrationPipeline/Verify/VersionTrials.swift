// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MigrationRules
import Validation

/// Verifies many versions of a converted driver against its original, one after the other or beside each other. The
/// original is decoded once, and its executions are remembered.
public struct VersionTrials: Sendable {
    /// What came of one version.
    public enum Outcome: Sendable {
        case rejected(String)
        /// The compiler makes the same of it as of the converted driver.
        case same
        /// What verify said, without what it says of the converted driver itself.
        case verified(Verification)
    }

    /// The converted driver as it was parsed.
    public let units: [ParseResult]
    /// What verify says of it unchanged.
    public let base: Verification

    private let old: LoadedDriver
    private let oldImage: DriverImage
    private let new: LoadedDriver
    private let codes: [String]
    private let settings: InputSettings
    private let options: VerifyOptions
    private let rules: RuleSet
    private let memo = ExecutionMemo()
    private let raceMemo = RaceMemo()
    private let baseKeys: Set<String>

    /// - Parameters:
    ///   - original, converted: paths.
    ///   - settings: its paths are not looked at.
    /// - Throws: `InputError` for files that are no drivers or do not compile.
    public init(
        original: String, converted: String, settings: InputSettings, options: VerifyOptions = VerifyOptions()
    ) throws(InputError) {
        self.settings = settings
        self.options = options
        rules = try RuleLoading.rules(folders: [], workingDirectory: settings.workingDirectory)
        old = try Self.driver(original, settings)
        new = try Self.driver(converted, settings)
        oldImage = try old.image(settings)
        let setups = new.setups
        do {
            units = try DriverLoader.parse(new.files, setups: setups, level: new.level, contents: [:]).map(\.result)
        } catch {
            throw InputError("\(error)")
        }
        codes = try new.codeTexts(settings)
        let verifier = Self.verifier(
            try new.image(settings), old, oldImage, new, settings: settings, options: options, rules: rules, memo: memo,
            raceMemo: raceMemo,
            isEnough: { _ in false })
        base = try verifier.verify()
        baseKeys = Set(base.findingKeys)
    }

    private static func driver(_ path: String, _ settings: InputSettings) throws(InputError) -> LoadedDriver {
        var settings = settings
        settings.paths = [path]
        let loaded = try DriverLoader(settings).load()
        if let failure = loaded.failures.first { throw InputError(failure) }
        guard let driver = loaded.drivers.first, loaded.drivers.count == 1 else {
            throw InputError("\(path): \(loaded.drivers.count) drivers there, one is needed")
        }
        return driver
    }

    /// - Parameters:
    ///   - contents: of changed files, by path.
    ///   - stopsAtFirst: no further stage once there is a finding.
    public func verify(_ contents: [String: [UInt8]], stopsAtFirst: Bool = true) throws(InputError) -> Outcome {
        let version: LoadedDriver
        do throws(InputError) { version = try new.with(contents: contents, level: new.level) } catch {
            return .rejected(error.message)
        }
        if let error = version.errors.first {
            return .rejected(ShownPaths(settings, version.files.paths).text(error.description))
        }
        let image: DriverImage
        do throws(InputError) {
            if try version.codeTexts(settings) == codes { return .same }
            image = try version.image(settings)
        } catch { return .rejected(error.message) }
        let keys = baseKeys
        let verifier = Self.verifier(
            image, old, oldImage, version, settings: settings, options: options, rules: rules, memo: memo,
            raceMemo: raceMemo,
            isEnough: { stopsAtFirst && $0.findingKeys.contains { !keys.contains($0) } })
        var result = try verifier.verify()
        result.differences.removeAll { keys.contains($0.findingKey) }
        result.faults.removeAll { keys.contains($0.findingKey) }
        return .verified(result)
    }

    private static func verifier(
        _ image: DriverImage, _ old: LoadedDriver, _ oldImage: DriverImage, _ new: LoadedDriver,
        settings: InputSettings, options: VerifyOptions, rules: RuleSet, memo: ExecutionMemo, raceMemo: RaceMemo,
        isEnough: @escaping @Sendable (Verification) -> Bool
    ) -> DriverVerifier {
        let subject = VerifySubject(old, oldImage, new, image)
        let shown = ShownPaths(settings, subject.files)
        return DriverVerifier(
            subject: subject, rules: rules, options: options, shown: { shown.text($0) }, progress: { _ in },
            memo: memo, raceMemo: raceMemo, isEnough: isEnough)
    }
}

extension Verification {
    fileprivate var findingKeys: [String] {
        differences.filter { $0.side != .old }.map(\.findingKey) + faults.filter { $0.side == .new }.map(\.findingKey)
            + (unsupported.map { ["unsupported \($0)"] } ?? [])
    }
}

extension Verification.Difference {
    /// What was done, and how it came out; positions in the driver left out.
    fileprivate var findingKey: String {
        if let field { return ([field] + kinds).joined(separator: "\n") }
        return ([scenario ?? "", operation ?? "", "\(cause)"] + kinds + old + ["=>"] + new).joined(separator: "\n")
    }
}

extension Verification.FaultNote {
    fileprivate var findingKey: String { "\(side.rawValue) \(kind) \(headline)" }
}

extension LoadedDriver {
    /// What the compiler makes of each file, without where it comes from.
    fileprivate func codeTexts(_ settings: InputSettings) throws(InputError) -> [String] {
        var times = StageTimes()
        let plans = files.paths.compactMap { path in requests[path].map { (path, EmissionPlan($0, level: level)) } }
        let emission = try DriverEmission(plans, settings, standIns: nil, times: &times)
        return emission.modules.map { Self.withoutPlaces($0.text) }
    }

    /// `ret i32 %5, !dbg !41` → `ret i32 %5`
    private static func withoutPlaces(_ text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("!") || line.contains("@llvm.dbg.") { continue }
            lines.append(line.firstRange(of: " !dbg !").map { line[..<$0.lowerBound] } ?? line)
        }
        return lines.joined(separator: "\n")
    }
}
