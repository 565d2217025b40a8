// SPDX-License-Identifier: Apache-2.0

/// The lists of a Makefile by their base name: `obj` for `obj-y`, `obj-m` and `obj-$(CONFIG_X)`.
struct KbuildLists {
    /// What follows the base name.
    enum Suffix: Sendable, Hashable {
        case plain(String)
        case symbols([String])

        /// Every symbol as a condition.
        var allConditions: [KbuildCondition] {
            guard case .symbols(let symbols) = self else { return [] }
            return symbols.map { KbuildCondition(symbol: $0, isSet: true) }
        }

        /// The symbols after the first as conditions.
        var furtherConditions: [KbuildCondition] { Array(allConditions.dropFirst()) }
    }

    struct Entry: Sendable, Hashable {
        var suffix: Suffix
        var text: String
        var conditions: [KbuildCondition]
        var words: [String] { text.words }
    }

    private var lists: [String: [Entry]] = [:]

    init(reader: MakefileReader) {
        for name in reader.names {
            guard let (base, suffix) = Self.split(name, expand: reader.expand) else { continue }
            lists[base, default: []] += reader.pieces(name).map {
                Entry(suffix: suffix, text: $0.text, conditions: $0.conditions)
            }
        }
    }

    /// The entries of a list in the order of the Makefile.
    func entries(of base: String) -> [Entry] { lists[base] ?? [] }

    /// The C files that an object is made of, and the conditions that some of them are subject to.
    func sources(
        of stem: String, in directory: String
    ) -> (sources: [String], conditions: [String: [KbuildCondition]]) {
        var sources: [String] = []
        var conditions: [String: [KbuildCondition]] = [:]
        collect(stem, in: directory, under: [], depth: 0, into: &sources, &conditions)
        return (sources, conditions)
    }

    private func collect(
        _ stem: String, in directory: String, under wanted: [KbuildCondition], depth: Int,
        into sources: inout [String], _ conditions: inout [String: [KbuildCondition]]
    ) {
        let members = entries(of: stem).filter { $0.suffix != .plain("") }
        if depth < 3, !members.isEmpty {
            for entry in members {
                let inner = wanted + entry.conditions + entry.suffix.allConditions
                for word in entry.words where word.hasSuffix(".o") && word != stem + ".o" {
                    collect(
                        String(word.dropLast(2)), in: directory, under: inner, depth: depth + 1, into: &sources,
                        &conditions)
                }
            }
            return
        }
        let path = TreeFiles.absolute(directory + "/" + stem + ".c")
        guard !sources.contains(path), TreeFiles.isFile(path) else { return }
        sources.append(path)
        if !wanted.isEmpty { conditions[path] = wanted }
    }

    /// Splits the name of a list; nil for a variable that is none.
    private static func split(_ name: String, expand: (String) -> String) -> (String, Suffix)? {
        if name.contains("CONFIG_") {
            guard let dollar = name.firstIndex(of: "$") else { return (name, .plain("")) }
            var head = name[..<dollar]
            if head.last == "-" { head.removeLast() }
            return (expand(String(head)), .symbols(unique(MakefileText.configurationSymbols(in: name))))
        }
        for suffix in ["y", "m", "objs"] where name.hasSuffix("-" + suffix) {
            return (String(name.dropLast(suffix.count + 1)), .plain(suffix))
        }
        return (name, .plain(""))
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
