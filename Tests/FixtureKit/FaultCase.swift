// SPDX-License-Identifier: Apache-2.0
import Foundation
import KernelLevels
import SourceText
import Yams

/// One folder of `Fixtures/faults`: a driver of ours with a fault, annotated, and its twin without.
public struct FaultCase: Sendable, CustomStringConvertible {
    public var name: String
    /// The rule that the fault breaks.
    public var rule: String
    /// The level that the driver is written for.
    public var level: KernelLevel
    /// Reading the code does not show it.
    public var isDynamic: Bool
    /// What verify says of it, a line for each thing found; nil: execution cannot show the fault.
    public var executed: [String]?
    /// The case file itself.
    public var path: String
    public var faulty: [FixtureFile]
    public var mended: [FixtureFile]

    public var description: String { name }

    /// Every case, by name.
    /// - Throws: `FixtureError` for a case that is not as it should be.
    public static func all() throws -> [FaultCase] {
        let folder = FixtureCase.projectFolder + "/Fixtures/faults"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted().map {
            try FaultCase(folder: folder + "/" + $0)
        }
    }

    public init(folder: String) throws {
        let path = folder + "/case.yaml"
        guard let text = FileBytes.read(path),
            case .mapping(let facts)? = try Yams.compose(yaml: String(decoding: text, as: UTF8.self)),
            facts["about"]?.string != nil, let rule = facts["rule"]?.string,
            let level = facts["level"]?.string.flatMap(KernelLevel.named), let how = facts["how"]?.string,
            ["static", "dynamic"].contains(how)
        else { throw FixtureError("\(path): about, rule, level and how (static or dynamic) are needed") }
        if let lines = facts["verify"]?.sequence {
            executed = lines.compactMap(\.string)
        } else if facts["verify"]?.string != "static only" || facts["because"]?.string == nil {
            throw FixtureError("\(path): verify with lines, or “static only” with a reason behind “because”")
        }
        self.path = path
        name = PathText.name(of: folder)
        (self.rule, self.level, isDynamic) = (rule, level, how == "dynamic")
        faulty = try Self.files(in: folder + "/faulty")
        mended = try Self.files(in: folder + "/mended")
        guard faulty.contains(where: { file in file.expected.contains { $0.rule == rule } }) else {
            throw FixtureError("\(folder): no annotation of \(rule)")
        }
    }

    private static func files(in folder: String) throws -> [FixtureFile] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted().map { name in
            guard let bytes = FileBytes.read(folder + "/" + name) else { throw FixtureError("\(folder)/\(name)") }
            return try FixtureFile(name: name, annotated: bytes, path: folder + "/" + name)
        }
    }
}
