// SPDX-License-Identifier: Apache-2.0
import Reporting
import SourceText

#if canImport(Glibc)
    import Glibc
#endif

/// The page of `--html`.
struct PageFile: Sendable {
    private let path: String

    /// - Throws: `InputError` where nothing can be written: better before the work than behind it.
    init(_ name: String, _ settings: InputSettings) throws(InputError) {
        path = PathText.absolute(name, in: settings.workingDirectory)
        var info = stat()
        let folder = PathText.folder(of: path)
        guard stat(folder, &info) == 0, access(folder, W_OK) == 0 else {
            throw InputError("--html \(name): cannot be written: \(String(cString: strerror(errno)))")
        }
        if stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
            throw InputError("--html \(name): is a folder")
        }
    }

    func write(_ results: [VerifyCommand.Result]) throws(InputError) {
        let drivers = results.map { VerifiedDriver($0.verification, sources: $0.sources) }
        let page = VerificationPage(drivers, toolVersion: ToolVersion.text)
        try AtomicWriter(creates: true).write([path: Array(page.text.utf8)])
    }
}
