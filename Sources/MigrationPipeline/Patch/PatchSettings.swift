// SPDX-License-Identifier: Apache-2.0
import MigrationPlanning
import PatchSeries

/// What the user of `mdevport patch` asked for.
public struct PatchSettings: Sendable {
    public var input: InputSettings
    /// Levels and addresses, as given with `--to`: an address has an `@`.
    public var to: [String] = []
    public var cc: [String] = []
    public var strategy: Strategy?
    /// Executes each driver before and after, and compares; nil: does not.
    public var verification: VerifyOptions?
    /// Where the files go.
    public var folder: String?
    /// Made instead of files.
    public var branch: String?
    public var lists = false
    public var version: Int?
    public var prefix = "PATCH"
    public var signsOff = false
    public var maintainers: TreeMaintainers.Source = .script
    /// As in the environment.
    public var sourceDateEpoch: String?
    /// For temporary files of `--branch`.
    public var temporaryFolder = "/tmp"
    /// This program, for the process that cleans up should it be killed.
    public var executable: String?

    public init(input: InputSettings) { self.input = input }

    enum Destination {
        case list
        case branch(String)
        case folder(String)
    }

    func destination() throws(InputError) -> Destination {
        guard folder == nil || branch == nil else {
            throw InputError("-o and --branch: only one of both; a branch is made instead of files")
        }
        if lists { return .list }
        if let branch { return .branch(branch) }
        guard let folder else { throw InputError("-o DIR, --branch NAME or --dry-run: one of them is needed") }
        let isEmpty = folder.allSatisfy { $0 == "/" || $0 == "." }
        guard !isEmpty else { throw InputError("-o \(folder): name a folder that is to be made") }
        return .folder(folder)
    }

    /// The one of `--to` that is no address.
    func target() throws(InputError) -> String? {
        let levels = to.filter { !$0.contains("@") }
        guard levels.count < 2 else { throw InputError("--to: two levels given, \(levels[0]) and \(levels[1])") }
        return levels.first
    }

    func options() throws(InputError) -> PatchOptions {
        var options = PatchOptions()
        options.to = try to.filter { $0.contains("@") }.map { text throws(InputError) in try mailbox(text, "--to") }
        options.cc = try cc.map { text throws(InputError) in try mailbox(text, "--cc") }
        if let version {
            guard version > 0 else { throw InputError("-v\(version): versions are counted from 1") }
            options.version = version
        }
        guard !prefix.contains(where: { $0.isNewline || $0 == "[" || $0 == "]" }) else {
            throw InputError("--subject-prefix: cannot have brackets or line ends in it")
        }
        options.prefix = prefix
        options.signsOff = signsOff
        return options
    }

    private func mailbox(_ text: String, _ option: String) throws(InputError) -> Mailbox {
        guard let mailbox = Mailbox(text) else {
            throw InputError("\(option) \(text): neither ADDRESS nor NAME <ADDRESS>")
        }
        return mailbox
    }
}
