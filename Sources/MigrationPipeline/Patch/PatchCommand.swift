// SPDX-License-Identifier: Apache-2.0
import PatchSeries
import SourceText

/// `mdevport patch`: a conversion as a series of mails, or as a branch.
public struct PatchCommand: Sendable {
    public let settings: PatchSettings
    /// Told now and then how far the work is; see `DriverLoader`.
    public var progress: (@Sendable (String) -> Void)?

    public init(_ settings: PatchSettings) { self.settings = settings }

    public func run() async throws(InputError) -> CommandOutput {
        let destination = try settings.destination()
        let target = try settings.target()
        let options = try settings.options()
        do throws(PatchError) { try await checkFirst(destination) } catch { throw InputError(shown(error.message)) }
        let made = try await ConversionSeries(
            settings: settings.input, target: target, strategy: settings.strategy, verification: settings.verification,
            progress: progress
        ).make()
        guard !made.series.patches.isEmpty else {
            let reason = made.isRefuted ? "a driver is not as it was" : "nothing changes"
            return CommandOutput(
                "", messages: made.messages + ["no patch was made: \(reason)"], exitStatus: made.exitStatus)
        }
        let found = await TreeMaintainers(root: made.root, source: settings.maintainers).maintainers(of: made.series)
        let recipients = Recipients(to: options.to, cc: options.cc).adding(found.maintainers)
        var output = CommandOutput(
            "", messages: made.messages + found.notes.map(shown), exitStatus: made.exitStatus)
        do throws(PatchError) {
            let date = try PatchDate.current(sourceDateEpoch: settings.sourceDateEpoch)
            let writer = SeriesWriter(
                made.series, options: options, recipients: recipients, date: date, executable: settings.executable)
            try await deliver(writer, to: destination, root: made.root, &output)
        } catch { throw InputError(shown(error.message)) }
        return output
    }

    /// What can be known before the work begins, which takes its time.
    private func checkFirst(_ destination: PatchSettings.Destination) async throws(PatchError) {
        _ = try PatchDate.current(sourceDateEpoch: settings.sourceDateEpoch)
        if case .folder(let folder) = destination { try SeriesWriter.checkFolder(absolute(folder)) }
        guard let path = settings.input.paths.first else { return }
        let place = absolute(path)
        let repository = try await GitRepository.around(
            FileBytes.isFolder(place) ? place : PathText.folder(of: place))
        switch destination {
        case .list: break
        case .branch(let name):
            guard let repository else { throw PatchError("--branch \(name): \(path) is not in a git repository") }
            try await repository.checkBranch(name)
            _ = try await repository.identity()
        case .folder:
            if let repository {
                _ = try await repository.identity()
            } else if settings.signsOff {
                _ = try await GitIdentity.of(settings.input.workingDirectory)
            }
        }
    }

    private func deliver(
        _ writer: SeriesWriter, to destination: PatchSettings.Destination, root: String, _ output: inout CommandOutput
    ) async throws(PatchError) {
        let count = writer.series.patches.count == 1 ? "1 patch" : "\(writer.series.patches.count) patches"
        let repository = try await GitRepository.around(root)
        switch destination {
        case .list:
            try await repository?.check(writer.series)
            output.standardOutput = Array(SeriesListing(writer: writer, base: repository?.head).text.utf8)
        case .branch(let name):
            guard let repository else { throw PatchError("--branch \(name): \(root) is not in a git repository") }
            try await writer.makeBranch(
                name, in: repository, as: try await repository.identity(), scratchParent: settings.temporaryFolder)
            output.messages.append("branch \(name): \(count)")
        case .folder(let folder):
            let written: SeriesWriter.Written
            if let repository {
                written = try await writer.write(
                    to: absolute(folder), from: repository, as: try await repository.identity())
                output.messages.append("\(folder): \(count) and a cover letter")
                if written.hasCarriageReturns {
                    output.messages.append("\(folder): lines end in CR LF; apply with git am --keep-cr")
                }
            } else {
                let identity = try? await GitIdentity.of(root)
                written = try writer.writePlain(to: absolute(folder), as: identity)
                output.messages.append(
                    "\(folder): \(count), not in a git repository: plain diffs, and series lists them")
            }
            let prefix = folder.hasSuffix("/") ? folder : folder + "/"
            output.standardOutput = Array(written.names.map { prefix + $0 + "\n" }.joined().utf8)
        }
    }

    private func absolute(_ path: String) -> String { PathText.absolute(path, in: settings.input.workingDirectory) }

    /// Paths as the user gave them.
    private func shown(_ message: String) -> String { settings.input.shown(message) }
}
