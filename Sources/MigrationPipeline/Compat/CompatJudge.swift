// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels

/// Makes a cell out of what the compiler and `convert` said.
struct CompatJudge {
    let driver: LoadedDriver
    let level: KernelLevel

    func cell(build: BuildCheck.Outcome?, conversion: CompatConversion?) -> CompatCell {
        switch build {
        case .clean(let basis, let faults):
            return CompatCell(
                level: level, state: faults.isEmpty ? .builds : .buildsBut, reasons: faults + [basis],
                conversion: conversion)
        case .diagnosed(let diagnostic): return unbuilt(Self.reason(diagnostic), conversion)
        case .unparsed(let text):
            return CompatCell(level: level, state: .failed, reasons: [CompatReason(text)], conversion: conversion)
        case nil: return unjudged(conversion)
        }
    }

    private func unbuilt(_ diagnostic: CompatReason, _ conversion: CompatConversion?) -> CompatCell {
        var cell = CompatCell(level: level, state: .no, reasons: [diagnostic], conversion: conversion)
        guard let conversion, !isVainReturn(conversion) else {
            cell.reasons.append(CompatReason(noConversion))
            return cell
        }
        cell.state = conversion.state
        if let reason = conversion.reason {
            cell.reasons = [reason, diagnostic]
        } else {
            cell.reasons =
                conversion.reviews.map {
                    CompatReason($0.message, rule: $0.rule, place: CompatPlace(path: $0.path, position: $0.position))
                } + [diagnostic]
        }
        return cell
    }

    /// A conversion to a level that the driver is past, which the compiler does not take, or which is not tried.
    private func isVainReturn(_ conversion: CompatConversion) -> Bool {
        level.order < driver.level.order
            && (conversion.state == .failed || (conversion.state == .refused && !driver.usage.usesOldAPI))
    }

    private var noConversion: String {
        if level.order < driver.level.order { return "there is no way back to older levels" }
        if ConvertCommand.targets.contains(level) || !driver.usage.usesOldAPI {
            return "nothing of the old API is left to convert"
        }
        return "this version does not convert to \(level.releaseName)"
    }

    /// The driver tells nothing about any level; `convert` says the same.
    private func unjudged(_ conversion: CompatConversion?) -> CompatCell {
        var cell = CompatCell(
            level: level, state: conversion?.state ?? .failed, reasons: [], conversion: conversion)
        if let refusal = driver.onlyInactive {
            cell.reasons = [CompatReason(refusal)]
        } else if let error = driver.errors.first {
            cell.reasons = [
                CompatReason(
                    "does not parse at its own level (\(driver.level.releaseName)): \(error.message)",
                    place: CompatPlace(path: error.path, position: error.position))
            ]
        }
        return cell
    }

    private static func reason(_ diagnostic: CDiagnostic) -> CompatReason {
        CompatReason(
            "does not build as it is: \(withoutAliases(diagnostic.message))",
            place: CompatPlace(path: diagnostic.path, position: diagnostic.position))
    }

    /// A message about types says each of them twice, as written and with typedefs resolved; once is enough.
    private static func withoutAliases(_ message: String) -> String {
        var text = message
        while let start = text.firstRange(of: " (aka '"), let end = text[start.upperBound...].firstRange(of: "')") {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        return text
    }
}
