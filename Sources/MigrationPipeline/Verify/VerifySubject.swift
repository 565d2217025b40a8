// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelLevels
import Machine
import MdevUsage
import MigrationPlanning
import Reporting
import SourceText
import Validation

/// What is compared: a driver as it is, and what it became.
struct VerifySubject: Sendable {
    var name: String
    var old: DriverImage
    /// Nil: the driver is looked at by itself.
    var new: DriverImage?
    var conversion: DriverConversion?
    /// What messages of either side may name.
    var names = Tolerances.Names()
    /// The files of either side.
    private var oldDriver: LoadedDriver
    private var newDriver: LoadedDriver?

    /// A driver by itself.
    init(_ driver: LoadedDriver, _ settings: InputSettings) throws(InputError) {
        name = driver.usage.name
        oldDriver = driver
        old = try driver.image(settings)
    }

    /// Two versions of a driver. Where each is one module, the other one is loaded under the name of the first.
    init(_ driver: LoadedDriver, _ other: LoadedDriver, _ settings: InputSettings) throws(InputError) {
        try self.init(driver, settings)
        newDriver = other
        let (modules, others) = (driver.moduleNames, other.moduleNames)
        let name = modules.count == 1 && others.count == 1 && modules != others ? modules.first : nil
        new = try other.image(named: name, settings)
        names = Tolerances.Names(creates: driver.creators, probes: other.creators)
    }

    /// Two versions of a driver whose images are there already.
    init(_ driver: LoadedDriver, _ image: DriverImage, _ other: LoadedDriver, _ otherImage: DriverImage) {
        name = driver.usage.name
        oldDriver = driver
        old = image
        newDriver = other
        new = otherImage
        names = Tolerances.Names(creates: driver.creators, probes: other.creators)
    }

    /// A driver and what it was converted to.
    init(_ conversion: DriverConversion, _ settings: InputSettings) throws(InputError) {
        let driver = conversion.driver.executed(before: conversion.target)
        let converted = try driver.with(contents: conversion.files, level: conversion.target)
        try self.init(driver, converted, settings)
        self.conversion = conversion
    }

    var messages: [String] { old.messages + (new?.messages ?? []) }

    /// Paths of all files of both sides.
    var files: [String] { oldDriver.files.paths + (newDriver?.files.paths ?? []) }

    /// Lines that are not in the old files, in blocks of functions that nothing executed: nothing is proven of them.
    func unexecuted(_ coverage: Verification.Coverage, _ shown: (String) -> String) -> [String] {
        guard let newDriver else { return [] }
        var result: [String] = []
        for path in newDriver.files.paths {
            guard let new = newDriver.contents[path], let old = oldText(of: path) else { continue }
            let changed = UnifiedDiff.addedLines(from: old, to: new)
            for function in coverage.functions where function.file == shown(path) {
                guard let range = newDriver.usage.index.functions[function.name]?.lines else { continue }
                let reached = Set(function.reached)
                let starts = (function.reached + function.uncovered).sorted()
                let lines = changed.filter { line in
                    guard range.contains(line), let start = starts.last(where: { $0 <= line }) else { return false }
                    return !reached.contains(start)
                }
                guard !lines.isEmpty else { continue }
                let numbers = lines.map(String.init).joined(separator: ", ")
                result.append("\(function.name) (\(function.file):\(numbers))")
            }
        }
        return result
    }

    /// The text that a file of the new driver had before: that of the same path, or of the only file of that name.
    private func oldText(of path: String) -> [UInt8]? {
        if let same = oldDriver.contents[path] { return same }
        let name = PathText.name(of: path)
        let alike = oldDriver.files.paths.filter { PathText.name(of: $0) == name }
        return alike.count == 1 ? oldDriver.contents[alike[0]] : nil
    }

    /// - Parameter shown: makes paths as the user wants to see them.
    func sources(_ verification: Verification, _ shown: (String) -> String) -> [VerifiedSource] {
        let sides: [(Verification.Side, LoadedDriver)] =
            [(.old, oldDriver)] + (newDriver.map { [(.new, $0)] } ?? [])
        return sides.flatMap { side, driver in
            let coverage = side == .old ? verification.oldCoverage : verification.newCoverage
            return driver.files.paths.compactMap { path in
                driver.contents[path].map {
                    VerifiedSource(
                        side: side, path: shown(path), text: String(decoding: $0, as: UTF8.self),
                        lines: coverage?.lines(of: shown(path)) ?? [:])
                }
            }
        }
    }
}

extension SyntaxNode {
    /// From the first to the last.
    fileprivate var lines: ClosedRange<Int> {
        let start = file.line(at: range.start)
        return start...max(start, file.line(at: max(range.start, range.end - 1)))
    }
}

extension Verification.Coverage {
    /// What became of the lines at which a file's blocks begin. A line of several is reached when one of them is.
    fileprivate func lines(of file: String) -> [Int: VerifiedSource.Line] {
        var lines: [Int: VerifiedSource.Line] = [:]
        for function in functions where function.file == file {
            for line in function.uncovered { lines[line] = .uncovered }
            for line in function.reached { lines[line] = .covered }
        }
        return lines
    }
}

extension LoadedDriver {
    /// As it was loaded.
    func image(named name: String? = nil, _ settings: InputSettings) throws(InputError) -> DriverImage {
        try DriverImage(files.paths.compactMap { requests[$0] }, level: level, named: name, settings)
    }

    /// Of the modules that its files are built into.
    var moduleNames: Set<String> {
        Set(files.paths.compactMap { requests[$0].map { EmissionRequest($0).moduleName } })
    }

    /// What fits several kernels is taken for one of the newest; where that is newer than the target, it is executed on the
    /// first one from the target on.
    fileprivate func executed(before target: KernelLevel) -> LoadedDriver {
        if isLevelOfTree || level.order <= target.order { return self }
        for earlier in KernelLevel.allCases where (target.order..<level.order).contains(earlier.order) {
            if let fitting = try? with(contents: [:], level: earlier), fitting.errors.isEmpty { return fitting }
        }
        return self
    }

    /// With other contents, at another level: parsed again as the result of a conversion.
    func with(contents: [String: [UInt8]], level: KernelLevel) throws(InputError) -> LoadedDriver {
        do {
            let parsed = try DriverLoader.parse(files, setups: setups, level: level, contents: contents)
            var result = self
            result.usage = UsageAnalysis().analyse(name: files.name, units: parsed.map(\.result))
            result.level = level
            result.contents.merge(contents) { $1 }
            for unit in parsed { result.requests[unit.request.path] = unit.request }
            return result
        } catch {
            throw InputError("\(error)")
        }
    }

    /// Functions that make an mdev what it is to the driver.
    var creators: [String] {
        let old = usage.tables.compactMap { $0.function("create") }
        let new = usage.index.nodes(.designatedInitialiser).filter {
            $0.designatedMember?.owner == "mdev_driver" && $0.designatedMember?.name == "probe"
        }.compactMap { $0.initialiser?.unwrapped.name }
        return old + new
    }
}
