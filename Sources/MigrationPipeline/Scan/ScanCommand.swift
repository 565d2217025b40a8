// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import Reporting
import SourceText

/// `mdevport scan`: the inventory.
public struct ScanCommand: Sendable {
    public enum Format: String, Sendable, CaseIterable { case text, json }

    public let settings: InputSettings
    public let format: Format
    /// Told now and then how far the work is; see `DriverLoader`.
    public var progress: (@Sendable (String) -> Void)?

    public init(settings: InputSettings, format: Format) {
        self.settings = settings
        self.format = format
    }

    public func run() throws(InputError) -> CommandOutput {
        let loaded = try DriverLoader(settings, progress: progress).load()
        var messages = loaded.notes + loaded.failures
        for driver in loaded.drivers {
            messages += driver.warnings
            messages += driver.errors.prefix(3).map {
                "\(settings.shown($0.path)):\($0.position): did not parse: \($0.message)"
            }
            if driver.errors.count > 3 {
                messages.append("… and \(driver.errors.count - 3) more in \(driver.usage.name)")
            }
        }
        // A file that the user named has to be whole; in a tree, one broken file does not stop the others.
        let named = Set(settings.paths.map { PathText.absolute($0, in: settings.workingDirectory) })
        let isBroken = loaded.drivers.contains { driver in
            driver.errors.contains { $0.isBrokenText && named.contains($0.path) }
        }
        let status: Int32 = loaded.failures.isEmpty && !isBroken ? 0 : 2
        let inventory = loaded.drivers.map { DriverInventory($0, settings: settings) }
        switch format {
        case .text:
            return CommandOutput(ScanText(inventory).text, messages: messages, exitStatus: status)
        case .json:
            let text = try JSONText.of(
                ScanDocument(tool: "mdevport", version: ToolVersion.text, drivers: inventory, notes: messages))
            return CommandOutput(text, messages: [], exitStatus: status)
        }
    }
}

struct ScanDocument: Encodable {
    var tool: String
    var version: String
    var drivers: [DriverInventory]
    var notes: [String]
}
