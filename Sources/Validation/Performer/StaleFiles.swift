// SPDX-License-Identifier: Apache-2.0

/// Attribute files that are kept open: `write_part`, `write_stale`, `read_stale`.
///
/// 1. `write_part` writes a piece of the subject's UUID into the `create` of the subject's type (`MdevSubject`); the
///    file is opened for the first piece and closed before the first line that is something else.
/// 2. A stale file was opened before its object went. That was before the run of lines that remove something (`remove`,
///    `rmmod`, `job_start`) next above the stale line, in the order of the stale lines. So this needs a scenario that is
///    known beforehand; otherwise the file is not open and the answer is EBADF.
/// 3. It is an attribute of the subject, if it has one of this name, else of the subject's type.
/// 4. `create` is given a UUID that nothing has, everything else "1".
struct StaleFiles {
    private static let lines: Set<String> = ["write_part", "write_stale", "read_stale"]
    private static let removing: Set<String> = ["remove", "rmmod", "job_start"]
    static let freshUUID = "ffffffff-aaaa-4aaa-8aaa-ffffffffffff"

    private var fds: [String: Int] = [:]
    private var part: (fd: Int?, text: [UInt8], position: Int)?

    /// Before each line: opens what will be stale after it, closes what is not asked for any more.
    mutating func prepare(for performer: Performer) throws {
        let name = performer.step.operation?.name ?? ""
        let user = performer.user
        if name != "write_part", let open = part {
            part = nil
            if let fd = open.fd { try user.close(fd) }
        }
        if !fds.isEmpty, !Self.lines.contains(name), !isStaleAhead(performer) { try closeAll(user) }
        guard Self.removing.contains(name), !isRemoving(performer.past.last(where: { $0.operation != nil })) else {
            return
        }
        for attribute in attributesAhead(performer) where fds[attribute.name] == nil {
            guard let path = try path(attribute.name, performer) else { continue }
            let opened = try TraceResult.resultOrError { try user.open(path, attribute.isRead ? .read : .write) }
            if case .success(let fd) = opened { fds[attribute.name] = fd }
        }
    }

    private func isRemoving(_ step: Scenario.Step?) -> Bool {
        Self.removing.contains(step?.operation?.name ?? "")
    }

    /// The stale lines behind this run of removing lines and before the next one.
    private func attributesAhead(_ performer: Performer) -> [(name: String, isRead: Bool)] {
        let operations = performer.upcoming.lazy.compactMap(\.operation)
            .drop { Self.removing.contains($0.name) }
            .prefix { !Self.removing.contains($0.name) }
        return operations.filter { ["write_stale", "read_stale"].contains($0.name) }
            .map { ($0.field("attr")?.text ?? "", $0.name == "read_stale") }
    }

    /// Whether a stale line is still to come before something else is removed.
    private func isStaleAhead(_ performer: Performer) -> Bool {
        Self.removing.contains(performer.step.operation?.name ?? "") || !attributesAhead(performer).isEmpty
    }

    /// Rule 3.
    private func path(_ attribute: String, _ performer: Performer) throws -> String? {
        guard let subject = try performer.subject.subject(performer.user) else { return nil }
        let own = "\(MdevSubject.path(subject.uuid))/\(attribute)"
        if try !TraceResult.ofVoid({ _ = try performer.user.stat(own) }).isError { return own }
        return "\(try performer.subject.directory(ofType: subject.type, performer.user))/\(attribute)"
    }

    func fd(_ attribute: String) throws -> Int {
        guard let fd = fds[attribute] else { throw PerformerErrno.badFile }
        return fd
    }

    private mutating func closeAll(_ user: any UserSpace) throws {
        for fd in fds.values.sorted() { try user.close(fd) }
        fds = [:]
    }

    /// Rule 1: the file and the next piece.
    mutating func nextPart(_ count: Int, _ performer: Performer) throws -> (fd: Int?, bytes: [UInt8]) {
        if part == nil {
            let subject = try performer.subject.subject(performer.user)
            let directory = try subject.map { try performer.subject.directory(ofType: $0.type, performer.user) }
            let opened = try TraceResult.resultOrError {
                try performer.user.open("\(directory ?? "")/create", .write)
            }
            part = (try? opened.get(), Array((subject?.uuid ?? Self.freshUUID).utf8), 0)
        }
        guard let open = part else { return (nil, []) }
        part?.position += count
        let bytes = open.text.dropFirst(open.position).prefix(count)
        return (open.fd, bytes + [UInt8](repeating: 0, count: count - bytes.count))
    }
}
