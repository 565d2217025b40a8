// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import FixtureKit
import Foundation
import KernelLevels
import Machine
import SourceText
import Testing
import Validation

@testable import MigrationPipeline

/// A fixture as it was written or as it was converted, ready to be executed in the kernel that it is for.
struct ExecutedFixture: Sendable, CustomTestStringConvertible {
    var fixture: FixtureCase
    var level: KernelLevel
    /// The folder of blessed results; nil for the driver as it was written.
    var results: String?

    var testDescription: String { "\(fixture.name) \(results == nil ? "as it is, " : "")at \(level.releaseName)" }

    /// All of a folder of cases: what was written, and every result that is blessed.
    static func all(of fixtures: [FixtureCase]) -> [ExecutedFixture] {
        fixtures.flatMap { fixture in
            [ExecutedFixture(fixture: fixture, level: fixture.level)]
                + fixture.convertTargets.map {
                    ExecutedFixture(
                        fixture: fixture, level: $0, results: "\(fixture.folder)/expected/\($0.firstReleaseName)")
                }
        }
    }

    /// Its bytes, by name.
    private func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for file in fixture.files { files[file.name] = file.bytes }
        guard let results else { return files }
        for name in try FileManager.default.contentsOfDirectory(atPath: results) {
            files[name] = FileBytes.read("\(results)/\(name)")
        }
        return files
    }

    /// The driver with the bundled headers of the level.
    private func image(in folder: String) throws -> DriverImage {
        let files = try files()
        for (name, bytes) in files { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        let settings = InputSettings(paths: [folder], workingDirectory: folder)
        var finder = try settings.setupFinder()
        var requests: [ParseRequest] = []
        for name in files.keys.filter({ $0.hasSuffix(".c") }).sorted() {
            let path = "\(folder)/\(name)"
            requests.append(
                try DriverParser().parsed(path, setup: try finder.setup(for: path), level: level).request)
        }
        return try DriverImage(requests, level: level, settings)
    }

    /// Does what `mdevport run` does without a scenario, and looks at what is left behind.
    func execute() throws -> Execution {
        let folder = try TemporaryFolder()
        let run = try image(in: folder.path).run()
        let performer = Performer(run.userSpace(), file: "the built-in scenario", afterFault: .goOn)
        let modules = run.modules.map { DefaultScenario.Module($0.name) }
        let trace = try DefaultScenario(modules: modules).perform(by: performer)
        var execution = Execution(trace: trace, stops: run.stops + run.kernel.leaks)
        // After a fault nobody cleans up.
        if run.stops.isEmpty {
            // What nobody allocated is the name of hardware that is still there.
            execution.left =
                run.machine.memory.unreleased.filter { !$0.allocated.isEmpty }.map {
                    "\($0.summary) allocated at \($0.allocated.map(\.position))"
                }
                + run.kernel.registrations(run.machine)
        }
        return execution
    }
}

/// What came of it.
struct Execution {
    var trace: Trace
    var stops: [Stop]
    /// Memory and registrations after everything was unloaded.
    var left: [String] = []

    /// What went wrong, each thing once: kinds of faults, what is unsupported, and what the driver did not take.
    var problems: [String] {
        var problems: [String] = []
        for stop in stops {
            switch stop {
            case .fault(let fault): problems.append(fault.kind.rawValue)
            case .unsupported(let unsupported):
                problems.append("unsupported \(unsupported.what.prefix { $0 != "," })")
            case .exit, .abandoned: problems.append("\(stop)")
            }
        }
        if !left.isEmpty { problems.append("leak") }
        // A user gets an mdev, gets at its device, and the module goes. After a fault this need not be.
        if stops.isEmpty {
            for name in ["insmod", "create", "rmmod"] { problems += refusals(name) { $0.name == name } }
            problems += refusals("device") { $0.field("cmd")?.text == "GROUP_GET_DEVICE_FD" }
        }
        var seen: Set<String> = []
        return problems.filter { seen.insert($0).inserted }
    }

    /// An operation that never worked.
    private func refusals(_ name: String, _ isMeant: (TraceOperation) -> Bool) -> [String] {
        let results = trace.operations.map(\.operation).filter(isMeant).compactMap(\.result)
        if results.contains(where: { !$0.isError }) { return [] }
        return ["\(name) \(results.first.map(String.init(describing:)) ?? "not tried")"]
    }

    /// For people who have to find out why.
    var description: String {
        "\(trace)" + (stops.map { "\($0)" } + left.map { "left: \($0)" }).joined(separator: "\n")
    }
}
