// SPDX-License-Identifier: Apache-2.0

/// Compiler flags of a Makefile that matter to parsing: where headers are and what is defined.
public struct KbuildFlag: Sendable, Hashable {
    /// One option, or an option and its argument, with absolute paths.
    public var arguments: [String]
    /// The symbols it is subject to.
    public var conditions: [KbuildCondition]

    /// Creates a flag.
    public init(arguments: [String], conditions: [KbuildCondition] = []) {
        self.arguments = arguments
        self.conditions = conditions
    }

    /// Whether the flag only adds a directory to search: harmless where its conditions do not hold.
    var isSearchPath: Bool { arguments.first?.hasPrefix("-I") ?? false }
}

/// Turns the text of flag variables into flags.
struct KbuildFlagReader {
    /// The directory the Makefile is read for.
    let directory: String
    /// The top of the tree, where there is one: relative paths count from there.
    let root: String?

    /// The flags in a text of options. Options that say nothing about headers or macros are dropped.
    func flags(in text: String, conditions: [KbuildCondition]) -> [KbuildFlag] {
        var flags: [KbuildFlag] = []
        var words = Self.shellWords(text)[...]
        while let word = words.popFirst() {
            if let option = ["-I", "-isystem", "-iquote", "-include"].first(where: { word.hasPrefix($0) }) {
                if word == "-include-pch" { continue }
                guard let path = word == option ? words.popFirst() : String(word.dropFirst(option.count)), !path.isEmpty
                else { continue }
                let place = absolute(path)
                if option == "-include", !TreeFiles.isFile(place) { continue }
                flags.append(
                    KbuildFlag(arguments: option == "-I" ? ["-I" + place] : [option, place], conditions: conditions))
            } else if word.hasPrefix("-D") || word.hasPrefix("-U") {
                if word.utf8.count == 2 {
                    guard let name = words.popFirst() else { continue }
                    flags.append(KbuildFlag(arguments: [word + name], conditions: conditions))
                } else {
                    flags.append(KbuildFlag(arguments: [word], conditions: conditions))
                }
            }
        }
        return flags
    }

    private func absolute(_ path: String) -> String {
        if let root, path.hasPrefix(root + "//") {
            // `$(srctree)/$(src)` where `src` is absolute already.
            return TreeFiles.absolute(String(path.dropFirst(root.count + 1)))
        }
        if path.hasPrefix("/") { return TreeFiles.absolute(path) }
        guard let root else { return TreeFiles.absolute(directory + "/" + path) }
        let fromTop = TreeFiles.absolute(root + "/" + path)
        let fromHere = TreeFiles.absolute(directory + "/" + path)
        return !TreeFiles.isDirectory(fromTop) && TreeFiles.isDirectory(fromHere) ? fromHere : fromTop
    }

    /// Splits as a shell would: blanks separate, quotes group and are dropped, a backslash keeps the next character.
    static func shellWords(_ text: String) -> [String] {
        var words: [String] = []
        var current: [UInt8] = []
        var (quote, escaped, inWord): (UInt8?, Bool, Bool) = (nil, false, false)
        for byte in text.utf8 {
            if escaped {
                current.append(byte)
                escaped = false
            } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                escaped = true
                inWord = true
            } else if let open = quote {
                if byte == open { quote = nil } else { current.append(byte) }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
                inWord = true
            } else if byte == 32 || byte == 9 {
                if inWord { words.append(String(decoding: current, as: UTF8.self)) }
                current = []
                inWord = false
            } else {
                current.append(byte)
                inWord = true
            }
        }
        if inWord { words.append(String(decoding: current, as: UTF8.self)) }
        return words
    }
}
