// SPDX-License-Identifier: Apache-2.0

/// A tree's `.mailmap`: names and addresses that people have now, by those that they had.
struct Mailmap: Sendable {
    private var names: [String: String] = [:]
    private var addresses: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            add(line.prefix { $0 != "#" })
        }
    }

    /// "Name <now>", "<now> <then>", "Name <now> <then>", "Name <now> Name then <then>".
    private mutating func add(_ line: Substring) {
        var parts: [(name: String, address: String)] = []
        var rest = line
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let name = rest[..<open].split(separator: " ").joined(separator: " ")
            parts.append((name, String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        guard let now = parts.first, parts.count <= 2 else { return }
        let then = parts.count == 2 ? parts[1] : now
        let key =
            then.name.isEmpty || parts.count == 1 ? then.address : Mailbox(name: then.name, address: then.address).text
        if !now.name.isEmpty { names[key] = now.name }
        if parts.count == 2 { addresses[key] = now.address }
    }

    func current(_ mailbox: Mailbox) -> Mailbox {
        let whole = mailbox.text
        let key = names[whole] != nil || addresses[whole] != nil ? whole : mailbox.address
        return Mailbox(name: names[key] ?? mailbox.name, address: addresses[key] ?? mailbox.address)
    }
}
