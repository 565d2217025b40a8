// SPDX-License-Identifier: Apache-2.0

/// Who gets a series: everybody gets all of it.
public struct Recipients: Sendable, Hashable {
    public var to: [Mailbox]
    public var cc: [Mailbox]

    public init(to: [Mailbox] = [], cc: [Mailbox] = []) {
        self.to = to
        self.cc = cc
    }

    /// Those that the user named first, then people and lists of the tree; each once.
    public func adding(_ maintainers: [Maintainer]) -> Recipients {
        let sorted = maintainers.sorted {
            ($0.mailbox.address, $0.mailbox.name) < ($1.mailbox.address, $1.mailbox.name)
        }
        var seen = Set<String>()
        func once(_ mailbox: Mailbox) -> Bool { seen.insert(mailbox.address.lowercased()).inserted }
        let wanted = to.filter(once)
        let copies = cc.filter(once)
        let people = sorted.filter { !$0.isList }.map(\.mailbox).filter(once)
        let lists = sorted.filter(\.isList).map(\.mailbox).filter(once)
        return Recipients(to: wanted + people, cc: copies + lists)
    }
}

/// Somebody whom a tree names for its files, or a mailing list.
public struct Maintainer: Sendable, Hashable {
    public var mailbox: Mailbox
    public var isList: Bool

    public init(mailbox: Mailbox, isList: Bool) {
        self.mailbox = mailbox
        self.isList = isList
    }
}
