// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText

@testable import PatchSeries

/// A folder for one test, gone with it; mostly a git repository.
final class Scratch: Sendable {
    let folder: String

    /// What the user of this computer told git is not for the tests; the programs that they start see the same.
    private static let isAlone: Bool = {
        let names: [String] = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"]
        return names.allSatisfy { name in setenv(name, "/dev/null", 1) == 0 }
    }()

    init() throws {
        guard Self.isAlone else { throw PatchError("no environment of our own") }
        let url = FileManager.default.temporaryDirectory.appending(path: "mdevport-series-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = PathText.normal(url.resolvingSymlinksInPath().path)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A repository in `tree` with these files in its only commit.
    static func repository(_ files: [String: String]) throws -> Scratch {
        let scratch = try Scratch()
        for (name, text) in files { try scratch.write("tree/" + name, text) }
        try scratch.git("init", "-q", "-b", "main", ".")
        try scratch.git("config", "user.name", "Ada Driver")
        try scratch.git("config", "user.email", "ada@example.org")
        try scratch.git("add", "-A")
        try scratch.git("commit", "-q", "-m", "All of it")
        return scratch
    }

    var tree: String { folder + "/tree" }

    func write(_ name: String, _ text: String) throws {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(atPath: PathText.folder(of: path), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func text(_ name: String) -> String? {
        FileBytes.read(folder + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every file with its bytes, to see whether something else is there afterwards.
    func content(of name: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder + "/" + name) {
            files[path] = FileBytes.read(folder + "/" + name + "/" + path) ?? []
        }
        return files
    }

    @discardableResult
    func git(_ arguments: String..., in place: String = "tree") throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder + "/" + place, "-c", "commit.gpgsign=false"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw PatchError("git \(arguments) failed") }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A series of two patches for two small files, a new one and one that goes.
enum Sample {
    static let files = [
        "drivers/pond/pond.c": "int a;\nint b;\nint c;\n", "drivers/pond/Kconfig": "config POND\n\tdepends on OLD\n",
        "drivers/pond/old.h": "#define OLD\n", "other.c": "int other;\n",
    ]

    static var series: Series {
        let before = files.filter { $0.key != "other.c" }.mapValues { Array($0.utf8) }
        return Series(
            title: "Convert the pond to the new interface",
            cover: ["What is done, and why.", "  driver  patches\n  pond          2"], before: before,
            patches: [
                SeriesPatch(
                    subject: "vfio/pond: Convert to vfio_register_group_dev()",
                    body: ["The pond becomes a driver.", "--- \nthis is no end of the message"],
                    notes: ["To review: the pond may be too deep."],
                    files: [
                        "drivers/pond/pond.c": .some(Array("int a;\nlong b;\nint c;\n".utf8)),
                        "drivers/pond/new.h": .some(Array("#define NEW\n".utf8)),
                    ]),
                SeriesPatch(
                    subject: "vfio/pond: Do not depend on OLD", body: ["Nothing asks for it."], notes: [],
                    files: [
                        "drivers/pond/Kconfig": .some(Array("config POND\n".utf8)), "drivers/pond/old.h": nil,
                    ]),
            ])
    }
}
