// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MigrationRules

/// What the rules look for when the code is to be right at one level, by the words that it is found by.
public struct ActiveRules: Sendable {
    struct Entry: Sendable {
        var rule: Rule
        var match: RuleMatch
    }

    /// A member of a struct.
    struct Member: Hashable, Sendable {
        var record: String
        var name: String
    }

    /// The parameter types that make a function bound to a member a finding.
    struct Signature: Sendable {
        var entry: Entry
        var types: [String]
        /// Only the first parameters count.
        var isLeading: Bool
    }

    public let target: KernelLevel
    /// The rules that look for anything at this level, and those about faults, which do at every level.
    public let ids: Set<RuleID>
    let records: [String: [Entry]]
    let calls: [String: [Entry]]
    let constants: [String: [Entry]]
    let members: [Member: [Entry]]
    let signatures: [Member: [Signature]]
    let symbols: [String: [Entry]]
    /// Functions whose calls elsewhere in a driver take findings away, or are needed for them.
    let conditions: Set<String>
    /// Words one of which a C file has to contain.
    public let codeWords: Set<String>
    /// Words one of which a Kconfig file, a makefile and the like has to contain.
    public let symbolWords: Set<String>

    static let typeAttributeRecord = "mdev_type_attribute"

    public init(_ rules: RuleSet, target: KernelLevel) {
        self.target = target
        var records: [String: [Entry]] = [:]
        var calls: [String: [Entry]] = [:]
        var constants: [String: [Entry]] = [:]
        var members: [Member: [Entry]] = [:]
        var signatures: [Member: [Signature]] = [:]
        var symbols: [String: [Entry]] = [:]
        var conditions: Set<String> = []
        var codeWords: Set<String> = []
        var symbolWords: Set<String> = []
        let active = rules.active(at: target)
        for (rule, match) in active {
            let entry = Entry(rule: rule, match: match)
            conditions.formUnion(match.unlessCalls + match.ifCalls)
            codeWords.formUnion(match.triggerWords)
            switch match.kind {
            case .record(let name): records[name, default: []].append(entry)
            case .call(let names, _): for name in names { calls[name, default: []].append(entry) }
            case .constant(let names): for name in names { constants[name, default: []].append(entry) }
            case .member(let record, let names):
                for name in names { members[Member(record: record, name: name), default: []].append(entry) }
            case .parameters(let record, let callback, let types):
                signatures[Member(record: record, name: callback), default: []].append(
                    Signature(entry: entry, types: types, isLeading: false))
            case .typeAttribute(let types):
                for name in ["show", "store"] {
                    signatures[Member(record: Self.typeAttributeRecord, name: name), default: []].append(
                        Signature(entry: entry, types: types, isLeading: true))
                }
            case .kconfig(let names):
                for name in names { symbols[name, default: []].append(entry) }
                symbolWords.formUnion(match.triggerWords)
                codeWords.subtract(names)
            }
        }
        self.records = records
        self.calls = calls
        self.constants = constants
        self.members = members
        self.signatures = signatures
        self.symbols = symbols
        self.conditions = conditions
        self.codeWords = codeWords.union(conditions)
        self.symbolWords = symbolWords
        ids = Set(active.map(\.rule.id)).union(rules.rules.filter { $0.fault?.method == .static }.map(\.id))
    }

    public var isEmpty: Bool { ids.isEmpty }

    /// Structs whose members are looked at.
    var memberRecords: Set<String> { Set(members.keys.map(\.record)).union(signatures.keys.map(\.record)) }

    /// The symbol that a word of C code stands for: `CONFIG_X`, not `X`.
    func symbol(inCode word: String) -> String? {
        guard word.hasPrefix("CONFIG_") else { return nil }
        let name = String(word.dropFirst("CONFIG_".count))
        return symbols[name] == nil ? nil : name
    }
}
