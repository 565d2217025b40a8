// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import SourceText

/// Paths in texts that others are to read: from the working directory, else from the kernel tree, else from the driver's
/// own folder.
struct ShownPaths: Sendable {
    /// With a slash at the end, those that are taken first.
    private let prefixes: [String]

    /// - Parameter files: absolute paths of the driver's files.
    init(_ settings: InputSettings, _ files: [String]) {
        var folders = [settings.workingDirectory]
        for path in files {
            if let tree = KernelTree.enclosing(path) { folders.append(tree.root) }
        }
        folders += files.map(PathText.folder)
        var prefixes: [String] = []
        for folder in folders where folder != "/" && folder != "." && !prefixes.contains(folder + "/") {
            prefixes.append(folder + "/")
        }
        self.prefixes = prefixes
    }

    func text(_ text: String) -> String {
        prefixes.reduce(text) { text, prefix in
            guard text.contains(prefix) else { return text }
            var result = ""
            var rest = text[...]
            while let range = rest.firstRange(of: prefix) {
                result += rest[..<range.lowerBound]
                // Only where a path begins.
                if let last = result.last, last.isLetter || last.isNumber || "._-/".contains(last) {
                    result += rest[range]
                }
                rest = rest[range.upperBound...]
            }
            return result + rest
        }
    }
}
