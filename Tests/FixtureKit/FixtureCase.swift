// SPDX-License-Identifier: Apache-2.0
import Foundation
import KernelLevels
import SourceText

/// One folder of `Fixtures/drivers`: a driver of ours, what is known about it, and what the tool has to say to it.
public struct FixtureCase: Sendable, CustomStringConvertible {
    /// Name of the folder.
    public var name: String
    /// Its absolute path.
    public var folder: String
    /// What makes the driver worth having.
    public var about: String
    /// Rows of the list of shapes that it covers.
    public var rows: [Int]
    /// The level that it is written for.
    public var level: KernelLevel
    /// The level that the annotations are true for.
    public var lintTarget: KernelLevel
    /// The targets whose output is blessed.
    public var convertTargets: [KernelLevel]
    /// How the vfio_device is brought in: `embed` or `wrap`.
    public var strategy: String
    private var reviewed: PerTarget<[String]>
    private var stays: [KernelLevel]
    private var refused: PerTarget<String>
    private var executed: PerTarget<String>
    private var verified: PerTarget<String>
    /// Its files without annotations, by name.
    public var files: [FixtureFile]

    public var description: String { name }

    /// What `convert` has to make of it.
    public enum Expectation: Sendable, Equatable {
        case converted
        case refused
        case nothingToDo
    }

    /// What `convert` has to make of it at a target.
    public func expectation(at target: KernelLevel) -> Expectation {
        if convertTargets.contains(target) { return .converted }
        if stays.contains(target) { return .nothingToDo }
        return refused[target] == nil ? .converted : .refused
    }

    /// The rules that leave something to review at a target, in order.
    public func reviews(at target: KernelLevel) -> [String] { reviewed[target] ?? [] }

    /// What goes wrong when the driver is executed at a level: nil where it runs as it should. `WHAT: why`, with what
    /// went wrong in front of the first colon.
    public func execution(at level: KernelLevel) -> String? { executed[level] }

    /// What verify says of the conversion to a level: nil where it is equivalent. `WHAT: why`, with verdict and what is
    /// different in front of the first colon.
    public func verification(at target: KernelLevel) -> String? { verified[target] }

    /// The findings that the annotations demand, in order.
    public var expectedFindings: [ExpectedFinding] { files.flatMap(\.expected).sorted() }

    /// The bytes of the files by absolute path, for parsers that read from memory.
    public var contents: [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: files.map { (path(of: $0), $0.bytes) })
    }

    public func path(of file: FixtureFile) -> String { folder + "/" + file.name }

    /// Writes the files, without annotations, into a folder.
    public func write(to directory: String) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for file in files {
            try Data(file.bytes).write(to: URL(fileURLWithPath: directory + "/" + file.name))
        }
    }

    // MARK: All of them

    /// The project's top folder.
    public static var projectFolder: String {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path
    }

    public static var driversFolder: String { projectFolder + "/Fixtures/drivers" }

    /// Every case, by name.
    /// - Throws: `FixtureError` for a case that is not as it should be.
    public static func all() throws -> [FixtureCase] {
        let names = try FileManager.default.contentsOfDirectory(atPath: driversFolder)
        return try names.filter { !$0.hasPrefix(".") }.sorted().map {
            try FixtureCase(folder: driversFolder + "/" + $0)
        }
    }

    /// The case of a name.
    public static func named(_ name: String) throws -> FixtureCase {
        try FixtureCase(folder: driversFolder + "/" + name)
    }

    public init(folder: String) throws {
        let path = folder + "/case.yaml"
        guard let text = FileBytes.read(path) else { throw FixtureError("\(path): missing") }
        let facts = try CaseFacts(text: String(decoding: text, as: UTF8.self), path: path)
        self.folder = folder
        name = PathText.name(of: folder)
        about = facts.about
        rows = facts.rows
        level = facts.level
        lintTarget = facts.lintTarget
        convertTargets = facts.convertTargets
        strategy = facts.strategy
        reviewed = facts.reviews
        stays = facts.stays
        refused = facts.refusals
        executed = facts.executions
        verified = facts.verifications
        var files: [FixtureFile] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let path = folder + "/" + name
            guard name != "case.yaml", !name.hasPrefix("."), !FileBytes.isFolder(path) else { continue }
            guard let bytes = FileBytes.read(path) else { throw FixtureError("\(path): cannot be read") }
            files.append(try FixtureFile(name: name, annotated: bytes, path: path))
        }
        self.files = files
    }
}

/// A fixture that is not as it should be.
public struct FixtureError: Error, CustomStringConvertible {
    public let description: String
    init(_ text: String) { description = text }
}
