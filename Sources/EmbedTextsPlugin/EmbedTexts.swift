// SPDX-License-Identifier: Apache-2.0
import Foundation
import PackagePlugin

/// Turns the plain files that the program carries inside itself (rules, bundled kernel headers) into one Swift file of
/// string constants, at build time and whenever one of them changes.
@main
struct EmbedTexts: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder: URL
        switch target.name {
        // A link to the project's folder Rules: SwiftPM plans anew when a file comes or goes only inside of a target.
        case "MigrationRules": folder = target.directoryURL.appending(path: "Rules").resolvingSymlinksInPath()
        case "KernelHeaders": folder = target.directoryURL.appending(path: "Bundled")
        default: return []
        }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTexts.swift")
        return [
            .buildCommand(
                displayName: "Embedding \(folder.lastPathComponent) into \(target.name)",
                executable: try context.tool(named: "embed-texts").url,
                arguments: [folder.path, output.path],
                inputFiles: files(below: folder),
                outputFiles: [output])
        ]
    }

    private func files(below folder: URL) -> [URL] {
        let walker = FileManager.default.enumerator(
            at: folder.resolvingSymlinksInPath(), includingPropertiesForKeys: [.isRegularFileKey],
            options: .skipsHiddenFiles)
        return (walker?.compactMap { $0 as? URL } ?? [])
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
            .sorted { $0.path < $1.path }
    }
}
