// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import SourceText

/// Where the paths of a series start.
struct PatchRoot {
    let settings: InputSettings

    init(_ settings: InputSettings) { self.settings = settings }

    /// The top of the git work tree around the files; else of the kernel tree; else the working directory or what is
    /// above all of them.
    func root(of paths: [String]) -> String {
        guard let first = paths.sorted().first else { return settings.workingDirectory }
        if let top = Self.enclosing(first, having: ".git") { return top }
        if let tree = KernelTree.enclosing(first) { return tree.root }
        if paths.allSatisfy({ PathText.isBelow($0, settings.workingDirectory) }) { return settings.workingDirectory }
        var folder = PathText.folder(of: first)
        while folder != "/", !paths.allSatisfy({ PathText.isBelow($0, folder) }) {
            folder = PathText.folder(of: folder)
        }
        return folder
    }

    static func path(_ path: String, below root: String) -> String {
        let front = root == "/" ? "/" : root + "/"
        return path.hasPrefix(front) ? String(path.dropFirst(front.count)) : String(path.drop { $0 == "/" })
    }

    private static func enclosing(_ path: String, having name: String) -> String? {
        var folder = PathText.folder(of: path)
        while folder != "/", folder != "." {
            if FileBytes.exists(folder + "/" + name) { return folder }
            folder = PathText.folder(of: folder)
        }
        return nil
    }
}
