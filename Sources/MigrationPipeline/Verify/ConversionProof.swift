// SPDX-License-Identifier: Apache-2.0
import MigrationPlanning
import MigrationRules
import Validation

/// `convert --verify` and `patch --verify`: what was converted is executed before and after, and compared.
struct ConversionProof: Sendable {
    var messages: [String] = []
    private(set) var verifications: [Verification] = []
    /// Something is proven wrong: a difference, or a fault that the old driver does not have.
    var isRefuted = false
    /// Something could not be executed, so it is neither wrong nor proven.
    var isOpen = false

    /// - Throws: `InputError` where the rules cannot be read.
    init(
        _ conversions: [DriverConversion], _ settings: InputSettings, options: VerifyOptions,
        progress: @escaping @Sendable (String) -> Void
    ) throws(InputError) {
        let converted = conversions.filter {
            if case .converted = $0.outcome { !$0.files.isEmpty } else { false }
        }
        guard !converted.isEmpty else { return }
        let rules = try RuleLoading.rules(folders: [], workingDirectory: settings.workingDirectory)
        defer { progress("") }
        for conversion in converted {
            let name = conversion.driver.usage.name
            progress("\(name): preparing")
            do throws(InputError) {
                try add(conversion, rules, settings, options, progress)
            } catch {
                messages.append("\(name) could not be verified: \(settings.shown(error.message))")
                isOpen = true
            }
        }
    }

    private mutating func add(
        _ conversion: DriverConversion, _ rules: RuleSet, _ settings: InputSettings, _ options: VerifyOptions,
        _ progress: @escaping @Sendable (String) -> Void
    ) throws(InputError) {
        let subject = try VerifySubject(conversion, settings)
        let shown = ShownPaths(settings, subject.files)
        let verification = try DriverVerifier(
            subject: subject, rules: rules, options: options, shown: { shown.text($0) }, progress: progress
        ).verify()
        let text = VerificationText(VerifyCommand.Result(verification: verification, messages: [])).text
        verifications.append(verification)
        messages += subject.messages + text.split(separator: "\n").map(String.init)
        switch verification.verdict {
        case .equivalent: break
        case .diverged, .fault: isRefuted = true
        case .unsupported: isOpen = true
        }
    }
}
