// SPDX-License-Identifier: Apache-2.0
import Foundation
import KernelLevels
import SourceText
import Yams

/// One folder of `Fixtures/trees`: files around drivers, which drivers of `Fixtures/drivers` stand where, and what is
/// given on the command line.
public struct TreeCase: Sendable, CustomStringConvertible {
    public var name: String
    /// Its absolute path.
    public var folder: String
    public var about: String
    /// What `convert` is given, from the top of the tree.
    public var paths: [String]
    public var targets: [KernelLevel]
    /// C files of other fixtures, by the folder they go to.
    public var drivers: [String: String]

    public var description: String { name }

    public static func all() throws -> [TreeCase] {
        let top = FixtureCase.projectFolder + "/Fixtures/trees"
        return try FileManager.default.contentsOfDirectory(atPath: top).filter { !$0.hasPrefix(".") }.sorted()
            .map { try TreeCase(folder: top + "/" + $0) }
    }

    init(folder: String) throws {
        let path = folder + "/case.yaml"
        guard let text = FileBytes.read(path),
            let facts = try Yams.compose(yaml: String(decoding: text, as: UTF8.self)),
            let about = facts["about"]?.string, let paths = facts["paths"]?.array(of: String.self), !paths.isEmpty,
            let targets = facts["targets"]?.array(of: String.self)
        else { throw FixtureError("\(path): about, paths and targets are needed") }
        self.folder = folder
        name = PathText.name(of: folder)
        self.about = about
        self.paths = paths
        self.targets = try targets.map { text in
            guard let level = KernelLevel.named(text) else { throw FixtureError("\(path): \(text) is no level") }
            return level
        }
        drivers = [:]
        for (place, fixture) in facts["drivers"]?.mapping ?? [:] {
            guard let place = place.string, let fixture = fixture.string else { continue }
            drivers[place] = fixture
        }
    }

    /// Writes the tree into a folder.
    public func write(to directory: String) throws {
        for (path, bytes) in try files() {
            let path = directory + "/" + path
            try FileManager.default.createDirectory(
                atPath: PathText.folder(of: path), withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
    }

    /// All files by their path from the top of the tree.
    public func files() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        let top = folder + "/tree"
        for name in try FileManager.default.subpathsOfDirectory(atPath: top) where !FileBytes.isFolder(top + "/" + name)
        {
            files[name] = FileBytes.read(top + "/" + name)
        }
        for (place, fixture) in drivers {
            for file in try FixtureCase.named(fixture).files
            where file.name.hasSuffix(".c") || file.name.hasSuffix(".h") {
                files[PathText.normal(place + "/" + file.name)] = file.bytes
            }
        }
        return files
    }
}
