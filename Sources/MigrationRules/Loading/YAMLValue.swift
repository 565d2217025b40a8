// SPDX-License-Identifier: Apache-2.0
import Yams

/// A value of a rule file that knows its place and what it is called, so that a complaint can name both.
struct YAMLValue {
    let node: Node
    /// As the reader of an error knows it, such as `levels.source`.
    let name: String
    let path: String

    var line: Int { node.mark?.line ?? 1 }

    func error(_ message: String) -> RuleError {
        RuleError(path: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, message: message)
    }

    private var kind: String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "text"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private func mismatch(_ wanted: String) -> RuleError { error("'\(name)' has to be \(wanted), not \(kind)") }

    /// Text that is not empty; newlines at its end are dropped.
    func text() throws(RuleError) -> String {
        guard case .scalar(let scalar) = node else { throw mismatch("text") }
        var text = Substring(scalar.string)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        guard !text.isEmpty else { throw mismatch("text") }
        return String(text)
    }

    /// Text on one line.
    func oneLine() throws(RuleError) -> String {
        let text = try text()
        guard !text.contains(where: \.isNewline) else { throw error("'\(name)' has to be one line of text") }
        return text
    }

    func list() throws(RuleError) -> [YAMLValue] {
        guard case .sequence(let sequence) = node else { throw mismatch("a list") }
        return sequence.map { YAMLValue(node: $0, name: name, path: path) }
    }

    /// A list with at least one entry.
    func entries() throws(RuleError) -> [YAMLValue] {
        let entries = try list()
        guard !entries.isEmpty else { throw error("'\(name)' has to have at least one entry") }
        return entries
    }

    func mapping(required: [String], optional: [String] = []) throws(RuleError) -> YAMLMapping {
        try mapping(allowed: required + optional, required: required)
    }

    /// The keys in `allowed` are the ones that a complaint about another key lists, in this order.
    func mapping(allowed: [String], required: [String]) throws(RuleError) -> YAMLMapping {
        guard case .mapping(let mapping) = node else {
            throw mismatch("a mapping with the keys \(allowed.joined(separator: ", "))")
        }
        var entries: [String: YAMLValue] = [:]
        for (key, value) in mapping {
            let keyValue = YAMLValue(node: key, name: "key", path: path)
            let word = try keyValue.oneLine()
            guard allowed.contains(word) else {
                throw keyValue.error("unknown key '\(word)'\(NearMiss.hint(for: word, among: allowed))")
            }
            entries[word] = YAMLValue(node: value, name: name.isEmpty ? word : "\(name).\(word)", path: path)
        }
        if let missing = required.first(where: { entries[$0] == nil }) {
            throw error("missing key '\(missing)' in \(name.isEmpty ? "the rule" : "'\(name)'")")
        }
        return YAMLMapping(entries: entries)
    }

    /// One of a few words.
    func choice<T: RawRepresentable & CaseIterable>(of type: T.Type) throws(RuleError) -> T
    where T.RawValue == String {
        let word = try oneLine()
        guard let value = T(rawValue: word) else {
            throw error(
                "unknown \(name) '\(word)'\(NearMiss.hint(for: word, among: T.allCases.map(\.rawValue)))")
        }
        return value
    }

    /// A name of the C language, or of Kconfig.
    func identifier() throws(RuleError) -> String {
        let word = try oneLine()
        let isName = word.unicodeScalars.allSatisfy {
            $0 == "_" || $0.isASCII && $0.properties.isAlphabetic || $0.isDigit
        }
        guard isName, let first = word.unicodeScalars.first, !first.isDigit else {
            throw error("'\(name)' has to be a name as in C, not '\(word)'")
        }
        return word
    }

    /// A list of such names, or just one; none twice.
    func identifiers() throws(RuleError) -> [String] {
        if case .scalar = node { return [try identifier()] }
        var names: [String] = []
        for entry in try entries() {
            let name = try entry.identifier()
            guard !names.contains(name) else { throw entry.error("'\(name)' is listed twice in '\(self.name)'") }
            names.append(name)
        }
        return names
    }
}

/// The entries of a mapping whose keys have been checked.
struct YAMLMapping {
    let entries: [String: YAMLValue]

    /// A key that the check made sure of.
    func required(_ key: String) -> YAMLValue { entries[key]! }
    subscript(key: String) -> YAMLValue? { entries[key] }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }
}

extension YAMLValue {
    /// The one document of a rule file.
    init(parsing text: String, path: String) throws(RuleError) {
        let root: Node?
        do {
            // The basic resolver leaves every scalar the text it is; nothing in a rule is a number, a date or a truth value.
            root = try Yams.compose(yaml: text, .basic)
        } catch {
            throw RuleError(path: path, yaml: error)
        }
        guard let root else { throw RuleError(path: path, line: 1, column: 1, message: "the file holds no rule") }
        self.init(node: root, name: "", path: path)
        guard case .mapping = root else {
            throw self.error("a rule file has to be a mapping: 'id: …', 'name: …' and so on")
        }
    }
}

extension RuleError {
    fileprivate init(path: String, yaml error: any Error) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(path: path, line: mark.line, column: mark.column, message: "not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(
                path: path, line: context.mark.line, column: context.mark.column,
                message: "key given twice: \(keys.map { "'\($0)'" }.joined(separator: ", "))")
        case .reader(let problem, _, _, _):
            self.init(path: path, message: "not valid YAML: \(problem)")
        default:
            self.init(path: path, message: "not valid YAML: \(error)")
        }
    }
}
