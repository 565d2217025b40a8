// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Reporting
import SourceText
import Validation

/// `mdevport verify`: executes drivers and what becomes of them, and compares.
public struct VerifyCommand: Sendable {
    public enum Format: String, Sendable, CaseIterable { case text, json }

    public var settings: InputSettings
    /// As given with `--to`; nil: the driver is executed as it is.
    public var target: String?
    /// As given with `--against`: the other version of the driver.
    public var against: String?
    public var options = VerifyOptions()
    public var format = Format.text
    /// As given with `--html`: where the page is written.
    public var page: String?
    /// Told now and then how far the work is; an empty text when it is done.
    public var progress: (@Sendable (String) -> Void)?

    public init(settings: InputSettings, target: String? = nil, against: String? = nil) {
        self.settings = settings
        self.target = target
        self.against = against
    }

    /// - Throws: `InputError` for files, levels and options that make no sense.
    public func run() throws(InputError) -> CommandOutput {
        if let replay = options.replay { return try run(try RaceReplay(replay)) }
        let page = try page.map { (name) throws(InputError) in try PageFile(name, settings) }
        let verifications = try verify()
        let status = verifications.map { Self.status($0.verification.verdict) }.max() ?? 0
        try page?.write(verifications)
        let messages = verifications.flatMap(\.messages)
        switch format {
        case .text:
            var text = ""
            for result in verifications {
                text += VerificationText(result).text
                guard options.showsUncovered, let coverage = result.verification.oldCoverage else { continue }
                text += coverage.details.map { "  not reached: \($0)\n" }.joined()
            }
            return CommandOutput(text, messages: messages, exitStatus: status)
        case .json:
            let document = VerifyDocument(verifications.map(\.verification), notes: messages)
            return CommandOutput(try JSONText.of(document), exitStatus: status)
        }
    }

    static func status(_ verdict: Verification.Verdict) -> Int32 {
        switch verdict {
        case .equivalent: 0
        case .diverged, .fault: 1
        case .unsupported: 2
        }
    }

    /// A driver's verification and what was said on the way.
    public struct Result: Sendable {
        public var verification: Verification
        public var messages: [String]
        var sources: [VerifiedSource] = []
    }

    public func verify() throws(InputError) -> [Result] {
        let rules = try RuleLoading.rules(folders: [], workingDirectory: settings.workingDirectory)
        let loaded = try drivers()
        var results: [Result] = []
        let settings = settings
        let progress = progress ?? { _ in }
        defer { progress("") }
        for driver in loaded.drivers {
            progress("\(driver.usage.name): preparing")
            let subject = try subject(driver)
            let shown = ShownPaths(settings, subject.files)
            let verifier = DriverVerifier(
                subject: subject, rules: rules, options: options, shown: { shown.text($0) }, progress: progress)
            let verification = try verifier.verify()
            if let folder = options.saveFolder {
                try SavedScenarios(folder: folder, workingDirectory: settings.workingDirectory).save(verification)
            }
            results.append(
                Result(
                    verification: verification, messages: loaded.notes + subject.messages,
                    sources: subject.sources(verification) { shown.text($0) }))
        }
        return results
    }

    private func run(_ replay: RaceReplay) throws(InputError) -> CommandOutput {
        var text = ""
        var isFault = false
        for driver in try drivers().drivers {
            let subject = try subject(driver)
            let shown = ShownPaths(settings, subject.files)
            let replayed = try replay.perform(subject, parameters: options.parameters) { shown.text($0) }
            text += replayed.text
            isFault = isFault || replayed.isFault
        }
        return CommandOutput(text, messages: [], exitStatus: isFault ? 1 : 0)
    }

    private func drivers() throws(InputError) -> DriverLoader.Result {
        if target != nil && against != nil { throw InputError("--to and --against exclude each other") }
        let loaded = try DriverLoader(settings).load()
        if let failure = loaded.failures.first { throw InputError(failure) }
        guard !loaded.drivers.isEmpty else { throw InputError("no drivers of mediated devices here") }
        return loaded
    }

    private func subject(_ driver: LoadedDriver) throws(InputError) -> VerifySubject {
        if let against { return try subject(driver, against: against) }
        guard let target else { return try VerifySubject(driver, settings) }
        guard let level = KernelLevel.named(target) else {
            throw InputError("--to \(target): no such level; a release from 4.10 to 6.1 such as 5.15, or series-v2")
        }
        let conversion = DriverConverter(target: level).convert(driver)
        switch conversion.outcome {
        case .refused(let refusal):
            throw InputError(
                "\(settings.shown(refusal.path)):\(refusal.position): \(driver.usage.name) is not converted: "
                    + "\(refusal.message) [\(refusal.rule)]; \(refusal.advice)")
        case .failed(let problems):
            throw InputError("\(driver.usage.name) is not converted: \(settings.shown(problems.first ?? ""))")
        case .converted, .nothingToDo: break
        }
        return try VerifySubject(conversion, settings)
    }

    private func subject(_ driver: LoadedDriver, against path: String) throws(InputError) -> VerifySubject {
        var other = settings
        other.paths = [path]
        let loaded = try DriverLoader(other).load()
        if let failure = loaded.failures.first { throw InputError(failure) }
        guard let new = loaded.drivers.first, loaded.drivers.count == 1 else {
            throw InputError("--against \(path): \(loaded.drivers.count) drivers there, one is needed")
        }
        return try VerifySubject(driver, new, settings)
    }
}
