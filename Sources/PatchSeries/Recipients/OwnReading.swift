// SPDX-License-Identifier: Apache-2.0
import SourceText

/// What `scripts/get_maintainer.pl` would answer, where it cannot be asked: the sections of MAINTAINERS that name a file,
/// a part of its name, or a word of what changes.
struct OwnReading: Sendable {
    let root: String
    let file: MaintainersFile
    let mailmap: Mailmap

    /// Nil where the tree has no MAINTAINERS.
    init?(root: String) {
        guard let bytes = FileBytes.read(root + "/MAINTAINERS") else { return nil }
        self.root = root
        file = MaintainersFile(bytes)
        mailmap = Mailmap(FileBytes.read(root + "/.mailmap") ?? [])
    }

    func maintainers(of changes: SeriesChanges) -> [Maintainer] {
        var found: [Int] = []
        let patterns = file.sections.map(SectionPatterns.init)
        for path in changes.paths {
            let depths = patterns.indices.compactMap { index in
                patterns[index].depth(of: path) { FileBytes.isFolder(root + "/" + $0) }.map { (index, $0) }
            }
            found += depths.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }.map(\.0)
        }
        let text = changes.lines.joined(separator: "\n")
        for (index, section) in file.sections.enumerated() {
            if section.values("K").contains(where: { Keyword($0)?.isIn(changes.lines, text) == true }) {
                found.append(index)
            }
        }
        var seen = Set<Int>()
        return collect(found.filter { seen.insert($0).inserted }.map { file.sections[$0] })
    }

    private func collect(_ sections: [MaintainersFile.Section]) -> [Maintainer] {
        var people: [Mailbox] = []
        var lists: [Mailbox] = []
        var names = Set<String>()
        var addresses = Set<String>()
        for section in sections {
            for entry in section.entries {
                switch entry.letter {
                case "M", "R":
                    guard let person = Mailbox(entry.value) else { continue }
                    let (name, address) = (person.name.lowercased(), person.address.lowercased())
                    if !name.isEmpty, names.contains(name) || addresses.contains(address) { continue }
                    if addresses.contains(address) { continue }
                    if !name.isEmpty { names.insert(name) }
                    addresses.insert(address)
                    people.append(person)
                case "L":
                    let words = entry.value.split(separator: " ", maxSplits: 1)
                    guard let first = words.first, let list = Mailbox(String(first)) else { continue }
                    if words.count > 1, words[1].contains("subscribers-only") { continue }
                    lists.append(list)
                default: break
                }
            }
        }
        // Nobody writes to the top for every patch.
        let chief = "torvalds@linux-foundation.org"
        var current = Deduplication(mailmap: mailmap)
        let all =
            people.map { Maintainer(mailbox: current.mailbox($0), isList: false) }
            .filter { $0.mailbox.address != chief }
            + lists.map { Maintainer(mailbox: current.mailbox($0), isList: true) }
        var seen = Set<Mailbox>()
        return all.filter { seen.insert($0.mailbox).inserted }
    }
}

/// One entry for each name and each address: the first that was met, as it is called today.
private struct Deduplication {
    let mailmap: Mailmap
    private var names: [String: Mailbox] = [:]
    private var addresses: [String: Mailbox] = [:]

    init(mailmap: Mailmap) { self.mailmap = mailmap }

    mutating func mailbox(_ mailbox: Mailbox) -> Mailbox {
        let now = mailmap.current(mailbox)
        let (name, address) = (now.name.lowercased(), now.address.lowercased())
        if !name.isEmpty, let known = names[name] { return mailmap.current(known) }
        if let known = addresses[address] { return mailmap.current(known) }
        names[name] = now
        addresses[address] = now
        return mailmap.current(now)
    }
}

/// The patterns of a section that are about paths.
private struct SectionPatterns: Sendable {
    private let files: [String]
    private let excluded: [String]
    private let names: [Keyword]

    init(_ section: MaintainersFile.Section) {
        files = section.values("F")
        excluded = section.values("X")
        names = section.values("N").compactMap { Keyword(name: $0) }
    }

    /// How much of a path the section names; nil: it is not about it.
    func depth(of path: String, isFolder: (String) -> Bool) -> Int? {
        func pattern(_ text: String) -> PathPattern? {
            // Most of the many thousand patterns start with something else.
            guard text.first == path.first || text.first == "*" || text.first == "?" || text.first == "[" else {
                return nil
            }
            // Only what the path starts with needs a look at the disk.
            let pattern = PathPattern(text) { path.hasPrefix($0 + "/") && isFolder($0) }
            return pattern.matches(path) ? pattern : nil
        }
        if excluded.contains(where: { pattern($0) != nil }) { return nil }
        var depth: Int?
        for text in files { if let match = pattern(text) { depth = match.depth } }
        if names.contains(where: { $0.isIn(path) }) { depth = 0 }
        return depth
    }
}
