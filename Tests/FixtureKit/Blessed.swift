// SPDX-License-Identifier: Apache-2.0
import Foundation
import SourceText

/// Expected output on disk. `MDEVPORT_BLESS=1 swift test --filter …` writes what the tool says now; read the change
/// before committing it.
public enum Blessed {
    public static var isBlessing: Bool { ProcessInfo.processInfo.environment["MDEVPORT_BLESS"] == "1" }

    /// nil when the output is as expected (or was just blessed), else what to say about the difference.
    public static func difference(_ actual: [UInt8], at path: String) throws -> String? {
        if isBlessing {
            let folder = PathText.folder(of: path)
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(actual).write(to: URL(fileURLWithPath: path))
            return nil
        }
        guard let expected = FileBytes.read(path) else {
            return "\(path) is missing; write it with MDEVPORT_BLESS=1 swift test, then read it"
        }
        guard expected != actual else { return nil }
        let diff = UnifiedDiff.between(expected, actual, path: path)
        return "not as blessed (MDEVPORT_BLESS=1 swift test writes it anew):\n" + String(decoding: diff, as: UTF8.self)
    }
}

/// A folder that goes when the value does.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "mdevport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = PathText.normal(url.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
