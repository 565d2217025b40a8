// SPDX-License-Identifier: Apache-2.0
import SourceText
import Validation

#if canImport(Glibc)
    import Glibc
#endif

/// Writes the scenarios that show something, each a file that `run --scenario` performs.
struct SavedScenarios {
    var folder: String
    var workingDirectory: String

    /// - Throws: `InputError` naming what cannot be written.
    func save(_ verification: Verification) throws(InputError) {
        let path = PathText.absolute(folder, in: workingDirectory)
        guard !verification.scenarios.isEmpty else { return }
        guard FileBytes.isFolder(path) || mkdir(path, 0o777) == 0 else {
            throw InputError("\(folder): cannot be made: \(String(cString: strerror(errno)))")
        }
        for (number, scenario) in verification.scenarios.enumerated() {
            let name = "\(verification.driver)-\(number + 1)-\(Self.word(scenario.name)).txt"
            try write(scenario.text, to: "\(path)/\(name)", shown: "\(folder)/\(name)")
        }
    }

    /// A name as a part of a file's name.
    private static func word(_ name: String) -> String {
        let words = name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return String(words.joined(separator: "-").prefix(60))
    }

    private func write(_ text: String, to path: String, shown: String) throws(InputError) {
        guard let file = fopen(path, "wb") else {
            throw InputError("\(shown): cannot be written: \(String(cString: strerror(errno)))")
        }
        let bytes = Array(text.utf8)
        let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
        guard fclose(file) == 0, isWritten else { throw InputError("\(shown): cannot be written") }
    }
}
