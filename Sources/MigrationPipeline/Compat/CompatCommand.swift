// SPDX-License-Identifier: Apache-2.0
import CSyntax
import ClangFrontend
import KernelLevels
import SourceText

/// `mdevport compat`: which kernels a driver fits as it is, and what each of the others would cost.
public struct CompatCommand: Sendable {
    public enum Format: String, Sendable, CaseIterable { case text, json }

    public let settings: InputSettings
    public let format: Format
    /// `DRIVER` or `DRIVER:LEVEL`: print the reasons of these cells instead of the matrix.
    public let why: String?
    /// Columns of the terminal; nil where there is none.
    public var width: Int?
    /// Told now and then how far the work is; see `DriverLoader`.
    public var progress: (@Sendable (String) -> Void)?

    public init(settings: InputSettings, format: Format = .text, why: String? = nil, width: Int? = nil) {
        self.settings = settings
        self.format = format
        self.why = why
        self.width = width
    }

    /// - Throws: `InputError` for bad paths, paths without a driver, and reasons asked of what is not there.
    public func run() throws(InputError) -> CommandOutput {
        let question = try why.map { text throws(InputError) in try CompatQuestion(text) }
        let loaded = try DriverLoader(settings, progress: progress).load()
        var drivers = loaded.drivers
        if drivers.isEmpty {
            throw InputError(loaded.failures.first ?? "no drivers of mediated devices here: nothing to compare")
        }
        if let question {
            drivers = drivers.filter { $0.usage.name == question.driver }
            if drivers.isEmpty {
                let names = loaded.drivers.map(\.usage.name).joined(separator: ", ")
                throw InputError("--why \(question.text): no driver of that name here; there are \(names)")
            }
        }
        let meter = ProgressMeter(progress)
        let matrix = CompatMatrix(
            levels: question?.level.map { [$0] } ?? CompatMatrix.levels,
            writable: settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) }, meter: meter)
        let rows = matrix.rows(drivers)
        meter.finish()
        let messages = loaded.notes + loaded.failures + drivers.flatMap(notes)
        let status: Int32 = loaded.failures.isEmpty && !drivers.contains(where: isBroken) ? 0 : 2
        switch format {
        case .json:
            let document = CompatDocument(rows, levels: matrix.levels, notes: messages, settings: settings)
            return CommandOutput(try JSONText.of(document), exitStatus: status)
        case .text:
            let text =
                question == nil
                ? CompatText(rows: rows, settings: settings).text(width: width)
                : CompatReasons(rows: rows, settings: settings).text
            return CommandOutput(text, messages: messages, exitStatus: status)
        }
    }

    private func notes(_ driver: LoadedDriver) -> [String] {
        var notes = driver.warnings
        if testsFixedRelease(driver) {
            notes.append(
                "\(driver.usage.name): tests LINUX_VERSION_CODE, which the flags it is parsed with fix: all columns show"
                    + " the branches of that release")
        }
        return notes
    }

    /// The bundled headers have each level's release; headers of a real tree have their own.
    private func testsFixedRelease(_ driver: LoadedDriver) -> Bool {
        driver.usage.index.units.contains { unit in
            guard driver.setups[unit.mainPath]?.origin != .bundledHeaders, let tokens = unit.mainFile else {
                return false
            }
            return tokens.tokens.indices.contains { tokens.token($0, is: "LINUX_VERSION_CODE") }
        }
    }

    /// A file that the user named has to be whole, as for `scan`.
    private func isBroken(_ driver: LoadedDriver) -> Bool {
        let named = Set(settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) })
        return driver.errors.contains { $0.isBrokenText && named.contains($0.path) }
    }
}

/// What `--why` asks.
struct CompatQuestion: Sendable {
    let text: String
    let driver: String
    let level: KernelLevel?

    init(_ text: String) throws(InputError) {
        self.text = text
        guard let colon = text.lastIndex(of: ":") else {
            driver = text
            level = nil
            return
        }
        driver = String(text[..<colon])
        let name = String(text[text.index(after: colon)...])
        guard let level = CompatMatrix.levels.first(where: { $0.shortName == name }) ?? KernelLevel.named(name),
            CompatMatrix.levels.contains(level)
        else {
            let names = CompatMatrix.levels.map(\.shortName).joined(separator: ", ")
            throw InputError("--why \(text): \(name) is none of the levels \(names)")
        }
        self.level = level
    }
}

extension KernelLevel {
    /// The releases in as few characters as people still understand.
    var shortName: String {
        if self == .A1s { return "5.10.y" }
        let ends = releaseName.split(separator: "–")
        guard ends.count == 2, let major = ends[0].split(separator: ".").first, ends[1].hasPrefix(major + ".") else {
            return releaseName
        }
        return "\(ends[0])–\(ends[1].dropFirst(major.count + 1))"
    }
}
