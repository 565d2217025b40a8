// SPDX-License-Identifier: Apache-2.0
import Findings
import Foundation
import KernelLevels

/// Rules, sorted by id, no id and no name twice.
public struct RuleSet: Sendable {
    public let rules: [Rule]
    private let byID: [RuleID: Rule]

    public static let empty = RuleSet()

    private init() {
        rules = []
        byID = [:]
    }

    /// The rules that are part of the program. They are read at the first call.
    public static func bundled() throws(RuleError) -> RuleSet { try bundledResult.get() }

    private static let bundledResult = Result { () throws(RuleError) in
        try RuleSet.empty.adding(texts: embeddedTexts.map { ("Rules/" + $0.path, $0.text) })
    }

    /// These rules but for one.
    public func without(_ id: String) -> RuleSet {
        RuleSet(byID: byID.filter { $0.key.rawValue != id })
    }

    /// These rules and those of the files `*.yaml` that lie directly in `folder`.
    public func adding(folder: String) throws(RuleError) -> RuleSet {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw RuleError(path: folder, message: "cannot read this folder of rules: \(error.localizedDescription)")
        }
        var texts: [(path: String, text: String)] = []
        for name in names where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            if name.hasSuffix(".yml") {
                throw RuleError(path: path, message: "a rule file has to end in .yaml")
            }
            guard name.hasSuffix(".yaml") else { continue }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw RuleError(path: path, message: "cannot read this file")
            }
            guard let text = String(bytes: data, encoding: .utf8) else {
                throw RuleError(path: path, message: "the file is not UTF-8")
            }
            texts.append((path, text))
        }
        return try adding(texts: texts)
    }

    /// These rules and those written in the texts; `path` is shown in errors and has to end in `/ID.yaml`.
    public func adding(texts: [(path: String, text: String)]) throws(RuleError) -> RuleSet {
        var byID = byID
        var byName = Dictionary(rules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (path, text) in texts {
            let rule = try RuleReader.rule(text: text, path: path)
            if let other = byID[rule.id] {
                throw RuleError(
                    path: path, line: rule.line, column: 1,
                    message: "rule \(rule.id) is already defined in \(other.file)")
            }
            if let other = byName[rule.name] {
                throw RuleError(
                    path: path, line: rule.line, column: 1,
                    message:
                        "the name '\(rule.name)' of rule \(rule.id) is already that of \(other.id) in \(other.file)")
            }
            byID[rule.id] = rule
            byName[rule.name] = rule
        }
        return RuleSet(byID: byID)
    }

    /// These rules and one more.
    public func adding(_ rule: Rule) throws(RuleError) -> RuleSet {
        guard byID[rule.id] == nil else {
            throw RuleError(path: rule.file, line: rule.line, column: 1, message: "rule \(rule.id) is already defined")
        }
        return RuleSet(byID: byID.merging([rule.id: rule]) { first, _ in first })
    }

    private init(byID: [RuleID: Rule]) {
        self.byID = byID
        rules = byID.values.sorted { $0.id < $1.id }
    }

    public subscript(id: RuleID) -> Rule? { byID[id] }

    /// The rule with this id or name, as typed by a person: capital letters do not matter.
    public func rule(called text: String) -> Rule? {
        byID[RuleID(text.uppercased())] ?? rules.first { $0.name == text.lowercased() }
    }

    /// What lint looks for when the code is to be right at `target`.
    public func active(at target: KernelLevel) -> [(rule: Rule, match: RuleMatch)] {
        rules.flatMap { rule in
            rule.matches.filter { $0.targetLevels.contains(target) }.map { (rule: rule, match: $0) }
        }
    }

    /// Words one of which a file has to contain before any rule can find anything in it.
    public var triggerWords: Set<String> {
        rules.reduce(into: []) { words, rule in
            for match in rule.matches { words.formUnion(match.triggerWords) }
        }
    }
}
