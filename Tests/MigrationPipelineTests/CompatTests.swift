// SPDX-License-Identifier: Apache-2.0
import FixtureKit
import Foundation
import KernelLevels
import SourceText
import Testing

@testable import MigrationPipeline

/// The matrix against the compiler and against `convert`, over the fixtures.
@Suite struct CompatTests {
    static let fixtures: [FixtureCase] = (try? FixtureCase.all()) ?? []
    /// Levels whose cells do not change when `convert` learns further targets.
    static let settled: [KernelLevel] = [.A0, .A1, .A1s, .A2, .B0, .S, .B1, .B2, .B3]

    private func load(_ fixture: FixtureCase, in folder: TemporaryFolder) throws -> [LoadedDriver] {
        try fixture.write(to: folder.path)
        return try DriverLoader(InputSettings(paths: [folder.path], workingDirectory: folder.path)).load().drivers
    }

    private func rows(
        _ drivers: [LoadedDriver], in folder: TemporaryFolder, at levels: [KernelLevel] = CompatMatrix.levels
    ) -> [CompatRow] {
        CompatMatrix(levels: levels, writable: [folder.path], meter: ProgressMeter(nil)).rows(drivers)
    }

    @Test func columns() {
        #expect(
            CompatMatrix.levels.map(\.shortName) == [
                "4.10–5.0", "5.1–10", "5.10.y", "5.11–12", "5.13", "series-v2", "5.14", "5.15", "5.16–18", "5.19",
                "6.0",
            ])
    }

    /// Fixtures parse without a word at their own level, so "builds" has to mean that there is none at all.
    @Test(arguments: fixtures) func buildsMeansNoDiagnostics(_ fixture: FixtureCase) throws {
        let folder = try TemporaryFolder()
        let drivers = try load(fixture, in: folder)
        #expect(!drivers.isEmpty)
        for (driver, row) in zip(drivers, rows(drivers, in: folder)) {
            #expect(row.cells.map(\.level) == CompatMatrix.levels)
            for cell in row.cells {
                let builds = cell.state == .builds || cell.state == .buildsBut
                // What does not build has shown its diagnostic; look again where it is said to build.
                guard builds else {
                    let places = cell.reasons.compactMap(\.place)
                    #expect(!places.isEmpty, "\(row.name) at \(cell.level): \(cell.reasons)")
                    continue
                }
                let usage = try DriverLoader.analyse(driver.files, setups: driver.setups, level: cell.level)
                var known = KnownDiagnostics(driver.usage)
                let said = usage.index.units.flatMap { known.new(in: $0) }
                #expect(said.isEmpty, "\(row.name) at \(cell.level): \(said)")
            }
            let own = try #require(row.cells.first { $0.level == driver.level })
            #expect(own.state == .builds || own.state == .buildsBut)
        }
    }

    /// The lines of a diff that are about C files: what stands around a driver is not its cost.
    private static func codeLines(of diff: String) -> [Substring] {
        var isCode = false
        return diff.split(whereSeparator: \.isNewline).filter { line in
            if line.hasPrefix("+++ ") { isCode = line.hasSuffix(".c") || line.hasSuffix(".h") }
            return isCode && !line.hasPrefix("--- ")
        }
    }

    @Test(arguments: ["tally", "scratchpad", "ferry", "cipherbox", "carousel", "finch", "switchboard", "typewriter"])
    func cellsAgreeWithConvert(_ name: String) throws {
        let folder = try TemporaryFolder()
        let row = try #require(rows(try load(FixtureCase.named(name), in: folder), in: folder).first)
        for level in ConvertCommand.targets {
            let cell = try #require(row.cells.first { $0.level == level })
            let output = try ConvertCommand(
                settings: InputSettings(paths: [folder.path], workingDirectory: folder.path), target: level.rawValue,
                isInPlace: false
            ).run()
            let said = output.messages.joined(separator: "\n")
            let diff = Self.codeLines(of: String(decoding: output.standardOutput, as: UTF8.self))
            guard let conversion = cell.conversion else {
                #expect(said.contains("nothing to convert"), "\(level): \(said)")
                #expect(![.converts, .convertsWithReview, .refused].contains(cell.state))
                continue
            }
            #expect(output.exitStatus == (conversion.state == .converts ? 0 : 1), "\(level): \(said)")
            #expect(diff.count { $0.hasPrefix("+") && !$0.hasPrefix("+++ b/") } == conversion.added)
            #expect(diff.count { $0.hasPrefix("-") && !$0.hasPrefix("--- a/") } == conversion.removed)
            #expect(said.split(separator: "\n").count { $0.contains(": review: ") } == conversion.reviews.count)
            if conversion.state == .refused { #expect(said.contains(try #require(conversion.reason).text)) }
            // A refusal to go back is no conversion at all.
            let isReturn = cell.state == .no && level.order < row.written.order
            if cell.state != .builds, cell.state != .buildsBut, !isReturn { #expect(cell.state == conversion.state) }
        }
    }

    @Test(arguments: ["tally", "scratchpad", "ferry", "cipherbox", "finch"]) func blessed(_ name: String) throws {
        let fixture = try FixtureCase.named(name)
        let folder = try TemporaryFolder()
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        let rows = rows(try load(fixture, in: folder), in: folder, at: Self.settled)
        let text =
            CompatText(rows: rows, settings: settings).text(width: nil) + "\n"
            + CompatReasons(rows: rows, settings: settings).text
        if let difference = try Blessed.difference(Array(text.utf8), at: "\(fixture.folder)/expected/compat.txt") {
            Issue.record(Comment(rawValue: difference))
        }
    }

    // MARK: Output

    @Test func jsonHasEveryCell() throws {
        let folder = try TemporaryFolder()
        for name in ["tally", "ferry", "finch"] { try FixtureCase.named(name).write(to: folder.path + "/" + name) }
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        let output = try CompatCommand(settings: settings, format: .json).run()
        #expect(output.exitStatus == 0)
        #expect(try CompatCommand(settings: settings, format: .json).run().standardOutput == output.standardOutput)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(output.standardOutput)) as? [String: Any])
        let levels = try #require(document["levels"] as? [[String: Any]])
        #expect(levels.compactMap { $0["code"] as? String } == CompatMatrix.levels.map(\.rawValue))
        let drivers = try #require(document["drivers"] as? [[String: Any]])
        #expect(drivers.compactMap { $0["name"] as? String } == ["ferry", "finch", "tally"])
        let keys: Set = [
            "level", "releases", "state", "reason", "rule", "place", "otherReasons", "reviews", "added", "removed",
            "conversion",
        ]
        for driver in drivers {
            let cells = try #require(driver["cells"] as? [[String: Any]])
            #expect(cells.compactMap { $0["level"] as? String } == CompatMatrix.levels.map(\.rawValue))
            for cell in cells {
                #expect(Set(cell.keys) == keys)
                #expect(CompatState(rawValue: try #require(cell["state"] as? String)) != nil)
                #expect(!(try #require(cell["reason"] as? String)).isEmpty)
            }
        }
        let ferry = try #require((drivers[0]["cells"] as? [[String: Any]])?.first { $0["level"] as? String == "A2" })
        #expect(ferry["rule"] as? String == "X-09")
        #expect((ferry["place"] as? [String: Any])?["path"] as? String == "ferry/ferry.c")
        let tally = try #require((drivers[2]["cells"] as? [[String: Any]])?.first { $0["level"] as? String == "B2" })
        #expect(tally["state"] as? String == "converts")
        #expect(try #require(tally["added"] as? Int) > 20)
    }

    @Test func narrowTerminals() throws {
        let folder = try TemporaryFolder()
        try FixtureCase.named("tally").write(to: folder.path)
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        let wide = String(decoding: try CompatCommand(settings: settings).run().standardOutput, as: UTF8.self)
        let narrow = String(
            decoding: try CompatCommand(settings: settings, width: 50).run().standardOutput, as: UTF8.self)
        #expect(wide.split(separator: "\n").count { $0.hasPrefix("DRIVER") } == 1)
        let heads = narrow.split(separator: "\n").filter { $0.hasPrefix("DRIVER") }
        #expect(heads.count > 1)
        #expect(heads.allSatisfy { $0.count <= 50 })
        #expect(heads.flatMap { $0.split(separator: " ").dropFirst() } == CompatMatrix.levels.map { $0.shortName[...] })
    }

    @Test func reasonsOfOneCell() throws {
        let folder = try TemporaryFolder()
        try FixtureCase.named("ferry").write(to: folder.path)
        let settings = InputSettings(paths: [folder.path], workingDirectory: folder.path)
        let output = try CompatCommand(settings: settings, why: "ferry:5.15").run()
        let lines = String(decoding: output.standardOutput, as: UTF8.self).split(separator: "\n")
        #expect(lines.count { !$0.hasPrefix(" ") } == 2)
        #expect(lines.contains { $0.hasPrefix("  ferry.c:") && $0.hasSuffix("[O-05]") })
        #expect(try CompatCommand(settings: settings, why: "ferry:5.16–18").run().exitStatus == 0)
    }

    @Test func badInput() throws {
        let folder = try TemporaryFolder()
        try FixtureCase.named("ferry").write(to: folder.path)
        try Data("int a;\n".utf8).write(to: URL(fileURLWithPath: folder.path + "/other.c"))
        func complaint(_ path: String, why: String? = nil) -> String? {
            let settings = InputSettings(paths: [path], workingDirectory: folder.path)
            do {
                _ = try CompatCommand(settings: settings, why: why).run()
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(complaint("nope.c")?.hasSuffix("nope.c: no such file or folder") == true)
        #expect(complaint("other.c") == "no drivers of mediated devices here: nothing to compare")
        #expect(complaint(".", why: "fairy") == "--why fairy: no driver of that name here; there are ferry")
        #expect(complaint(".", why: "ferry:6.1")?.hasPrefix("--why ferry:6.1: 6.1 is none of the levels 4.10") == true)
        #expect(complaint(".", why: "ferry:6.0") == nil)
    }

    @Test func aDriverThatDoesNotParse() throws {
        let folder = try TemporaryFolder()
        let fixture = try FixtureCase.named("tally")
        let file = try #require(fixture.files.first { $0.name == "tally.c" })
        try Data(file.bytes.prefix(file.bytes.count / 2)).write(to: URL(fileURLWithPath: folder.path + "/half.c"))
        let settings = InputSettings(paths: ["half.c"], workingDirectory: folder.path)
        let output = try CompatCommand(settings: settings).run()
        #expect(output.exitStatus == 2)
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        #expect(text.split(separator: "\n")[2].split(separator: " ").dropFirst().allSatisfy { $0 == "failed" })
    }

    /// README's section shows the matrix and the reasons of one cell: both as they are printed, line for line.
    @Test func readmeIsTrue() throws {
        let project = FixtureCase.projectFolder
        let readme = String(decoding: try #require(FileBytes.read(project + "/README.md")), as: UTF8.self)
        let start = try #require(readme.firstRange(of: "## Which kernels a driver fits\n"))
        var rest = readme[start.upperBound...]
        for (names, why) in [(["ferry", "finch", "scratchpad", "tally"], nil), (["ferry"], "ferry:5.15")] {
            let paths = names.map { "Fixtures/drivers/\($0)/\($0).c" }
            let output = try CompatCommand(
                settings: InputSettings(paths: paths, workingDirectory: project), why: why
            ).run()
            let command = "mdevport compat " + (why.map { "--why \($0) " } ?? "") + paths.joined(separator: " ")
            #expect(rest.contains(command))
            let open = try #require(rest.firstRange(of: "```text\n"))
            let close = try #require(rest[open.upperBound...].firstRange(of: "```"))
            let shown = rest[open.upperBound..<close.lowerBound]
            let printed = String(decoding: output.standardOutput, as: UTF8.self)
            #expect(shown == printed, "README.md has to show:\n\(printed)")
            rest = rest[close.upperBound...]
        }
    }
}
