// SPDX-License-Identifier: Apache-2.0
import CClang
import CSyntax
import SourceText

/// Reads what the compiler said, and takes "file not found" out of it: such includes are assumptions, not errors.
struct DiagnosticReader {
    let unit: CXTranslationUnit

    func read() -> (diagnostics: [CDiagnostic], missingIncludes: [String]) {
        var diagnostics: [CDiagnostic] = []
        var missing: [String] = []
        for index in 0..<clang_getNumDiagnostics(unit) {
            guard let raw = clang_getDiagnostic(unit, index) else { continue }
            defer { clang_disposeDiagnostic(raw) }
            let message = String(taking: clang_getDiagnosticSpelling(raw))
            if let name = missingInclude(in: message) {
                if !missing.contains(name) { missing.append(name) }
                continue
            }
            guard let level = CDiagnostic.Level(rawValue: Int(clang_getDiagnosticSeverity(raw).rawValue)) else {
                continue
            }
            var file: CXFile?
            var line: UInt32 = 0
            var column: UInt32 = 0
            clang_getFileLocation(clang_getDiagnosticLocation(raw), &file, &line, &column, nil)
            diagnostics.append(
                CDiagnostic(
                    level: level, path: file.map { PathText.normal(String(taking: clang_getFileName($0))) } ?? "",
                    position: LineColumn(line: Int(line), column: Int(column)), message: message,
                    option: String(taking: clang_getDiagnosticOption(raw, nil))))
        }
        return (diagnostics, missing)
    }

    private func missingInclude(in message: String) -> String? {
        let suffix = "' file not found"
        guard message.hasPrefix("'"), message.hasSuffix(suffix) else { return nil }
        return String(message.dropFirst().dropLast(suffix.count))
    }
}
