// SPDX-License-Identifier: Apache-2.0
import Findings
import MigrationRules
import SourceText

/// A finding that depends on what else the driver calls.
public struct PossibleFinding: Sendable, Hashable {
    public var finding: Finding
    /// It does not stand in a driver that calls one of these.
    public var unlessCalls: [String]
    /// It stands only in a driver that calls one of these; where none is listed, in every one.
    public var ifCalls: [String]

    /// - Parameter mentioned: what the driver calls.
    func stands(_ mentioned: Set<String>) -> Bool {
        mentioned.isDisjoint(with: unlessCalls) && (ifCalls.isEmpty || !mentioned.isDisjoint(with: ifCalls))
    }
}

/// What the rules found in one file. Whether a finding stands may depend on the other files of the driver.
public struct FileMatches: Sendable {
    public var possible: [PossibleFinding]
    /// Of the functions on which findings depend: those that the file's active code names.
    public var mentioned: Set<String>

    public init(possible: [PossibleFinding] = [], mentioned: Set<String> = []) {
        self.possible = possible
        self.mentioned = mentioned
    }

    /// Whether the other files of the driver have a say.
    public var dependsOnDriver: Bool { possible.contains { !$0.unlessCalls.isEmpty || !$0.ifCalls.isEmpty } }

    /// The findings, in order of place.
    /// - Parameter mentioned: what all files of the driver name.
    public func findings(mentioned: Set<String>) -> [Finding] {
        possible.filter { $0.stands(mentioned) }.map(\.finding).sorted(by: Finding.inOrder)
    }
}

/// Makes findings, one for each rule, name and place.
struct FindingCollector {
    private struct Key: Hashable {
        var rule: RuleID
        var subject: String
        var start: Int
    }

    private struct Place: Hashable {
        var subject: String
        var start: Int
    }

    let file: SourceFile
    let rules: ActiveRules
    private(set) var possible: [PossibleFinding] = []
    private var known: Set<Key> = []
    private var places: Set<Place> = []

    init(file: SourceFile, rules: ActiveRules) {
        self.file = file
        self.rules = rules
    }

    mutating func add(
        _ entry: ActiveRules.Entry, subject: String, range: SourceRange, evidence: Evidence, severity: Severity? = nil
    ) {
        places.insert(Place(subject: subject, start: range.start))
        guard known.insert(Key(rule: entry.rule.id, subject: subject, start: range.start)).inserted else { return }
        let finding = Finding(
            rule: entry.rule.id, severity: severity ?? entry.rule.severity, path: file.path, range: range,
            start: file.position(of: range.start), end: file.position(of: range.end),
            message: (entry.match.message ?? entry.rule.message).filled(name: subject, target: rules.target),
            advice: entry.rule.advice.filled(name: subject, target: rules.target), subject: subject, evidence: evidence)
        possible.append(
            PossibleFinding(finding: finding, unlessCalls: entry.match.unlessCalls, ifCalls: entry.match.ifCalls))
    }

    /// Whether anything was found by this name at this place.
    func has(_ subject: String, at start: Int) -> Bool { places.contains(Place(subject: subject, start: start)) }
}
