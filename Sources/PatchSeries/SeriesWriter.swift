// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Makes mailable files, or a branch, of a series.
public struct SeriesWriter: Sendable {
    public let series: Series
    public let options: PatchOptions
    public let recipients: Recipients
    public let date: PatchDate
    /// This program, for the process that cleans up should it be killed; nil: none does.
    public let executable: String?

    public init(
        _ series: Series, options: PatchOptions, recipients: Recipients, date: PatchDate, executable: String? = nil
    ) {
        self.series = series
        self.options = options
        self.recipients = recipients
        self.date = date
        self.executable = executable
    }

    /// Whether a folder can be made here; asked before work begins that takes its time.
    public static func checkFolder(_ folder: String) throws(PatchError) {
        guard !Files.isThere(folder) else {
            throw PatchError("\(folder): exists already; name a folder that is to be made")
        }
        let parent = PathText.folder(of: folder)
        guard FileBytes.isFolder(parent) else { throw PatchError("\(parent): no such folder") }
    }

    /// What stands in the folder that was made.
    public struct Written: Sendable {
        /// In order.
        public var names: [String]
        /// Lines end in a carriage return somewhere, which git am takes away unless it is told to keep it.
        public var hasCarriageReturns: Bool
    }

    public func write(
        to folder: String, from repository: GitRepository, as identity: GitIdentity
    ) async throws(PatchError) -> Written {
        let prepared = try await repository.prepare(series)
        let scratch = try ScratchFolder(in: PathText.folder(of: folder), executable: executable)
        defer { scratch.remove() }
        let (own, tip) = try await commit(prepared, repository, identity, scratch)
        let mails = try await MailSeries(
            series: series, options: options, recipients: recipients, identity: identity, date: date
        ).mails(from: repository.head, to: tip, in: own, folder: scratch.path + "/formatted")
        return try publish(mails.map { ($0.name, $0.bytes) }, as: folder, scratch)
    }

    /// Outside of any repository: plain diffs and a list of them.
    public func writePlain(to folder: String, as identity: GitIdentity?) throws(PatchError) -> Written {
        let plain = PlainSeries(
            series: series, options: options, recipients: recipients, identity: identity, date: date)
        let scratch = try ScratchFolder(in: PathText.folder(of: folder), executable: executable)
        defer { scratch.remove() }
        return try publish(plain.files, as: folder, scratch)
    }

    /// Commits the series on top of the user's commit and names the last one.
    public func makeBranch(
        _ name: String, in repository: GitRepository, as identity: GitIdentity, scratchParent: String
    ) async throws(PatchError) {
        let prepared = try await repository.prepare(series)
        let scratch = try ScratchFolder(in: scratchParent, executable: executable)
        defer { scratch.remove() }
        let (own, tip) = try await commit(prepared, repository, identity, scratch)
        try await repository.addBranch(name, at: tip, packs: own.packs())
    }

    private func commit(
        _ prepared: GitRepository.Prepared, _ repository: GitRepository, _ identity: GitIdentity,
        _ scratch: ScratchFolder
    ) async throws(PatchError) -> (ScratchRepository, String) {
        let attributes = try await repository.files([".gitattributes"])[".gitattributes"]?.bytes ?? []
        let own = try ScratchRepository(at: scratch.path + "/git", borrowing: repository, attributes: attributes)
        let stream = ImportStream(
            base: repository.head, identity: identity, date: date, signs: options.signsOff, modes: prepared.modes)
        return (own, try await own.commit(prepared.patches, stream))
    }

    private func publish(
        _ files: [(name: String, bytes: [UInt8])], as folder: String, _ scratch: ScratchFolder
    ) throws(PatchError) -> Written {
        try Files.makeFolder(scratch.path + "/out")
        for file in files { try Files.write(file.bytes, to: scratch.path + "/out/" + file.name) }
        try scratch.publish("out", as: folder)
        let returning = Array("\r\n".utf8)
        return Written(
            names: files.map(\.name), hasCarriageReturns: files.contains { $0.bytes.contains(returning) })
    }
}
