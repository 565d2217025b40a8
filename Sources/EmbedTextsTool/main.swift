// SPDX-License-Identifier: Apache-2.0
// embed-texts FOLDER OUTPUT: writes every file below FOLDER as a string constant into the Swift file OUTPUT.
import Foundation

guard CommandLine.arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: embed-texts FOLDER OUTPUT\n".utf8))
    exit(2)
}
let folder = URL(fileURLWithPath: CommandLine.arguments[1]).resolvingSymlinksInPath()
var names: [String] = []
if let walker = FileManager.default.enumerator(
    at: folder, includingPropertiesForKeys: [.isRegularFileKey], options: .skipsHiddenFiles)
{
    for case let file as URL in walker
    where (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true {
        names.append(String(file.standardizedFileURL.path.dropFirst(folder.path.count + 1)))
    }
}

var text = """
    // Generated from the folder \(folder.lastPathComponent) at build time.

    /// The files of that folder: path below it, and text.
    let embeddedTexts: [(path: String, text: String)] = [

    """
for name in names.sorted() {
    let content = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    // A raw string with more hashes than the text ever has in a row after a quote needs no escapes at all.
    text += "    (\n        path: #\"\(name)\"#,\n        text: ####\"\"\"\n\(content)\n\"\"\"####\n    ),\n"
}
text += "]\n"
try text.write(toFile: CommandLine.arguments[2], atomically: true, encoding: .utf8)
