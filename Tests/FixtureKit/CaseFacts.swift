// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Yams

/// The content of a `case.yaml`.
struct CaseFacts {
    private static let keys: Set<String> = [
        "about", "rows", "level", "convert", "strategy", "review", "stays", "refuse", "lint-target",
        "execution", "verify",
    ]

    var about: String
    var rows: [Int]
    var level: KernelLevel
    var lintTarget: KernelLevel
    var convertTargets: [KernelLevel]
    var strategy: String
    var reviews: PerTarget<[String]>
    var stays: [KernelLevel]
    var refusals: PerTarget<String>
    var executions: PerTarget<String>
    var verifications: PerTarget<String>

    init(text: String, path: String) throws {
        guard case .mapping(let mapping)? = try Yams.compose(yaml: text) else {
            throw FixtureError("\(path): not a mapping")
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard let name = key.string, Self.keys.contains(name) else {
                throw FixtureError("\(path): unknown key \(key.string ?? "")")
            }
            values[name] = value
        }
        func level(_ node: Node?, _ key: String) throws -> KernelLevel {
            guard let text = node?.scalar?.string, let level = KernelLevel.named(text) else {
                throw FixtureError("\(path): \(key) is no level")
            }
            return level
        }
        func levels(_ key: String) throws -> [KernelLevel] {
            try (values[key]?.sequence.map(Array.init) ?? []).map { try level($0, key) }
        }
        func perTarget<Value>(_ key: String, _ value: (Node) -> Value?) throws -> PerTarget<Value> {
            guard let node = values[key] else { return .none }
            if case .mapping(let mapping) = node {
                var some: [KernelLevel: Value] = [:]
                for (target, node) in mapping {
                    guard let value = value(node) else { throw FixtureError("\(path): \(key) is not understood") }
                    some[try level(target, key)] = value
                }
                return .some(some)
            }
            guard let value = value(node) else { throw FixtureError("\(path): \(key) is not understood") }
            return .all(value)
        }
        guard let about = values["about"]?.string, let rows = values["rows"]?.array(of: Int.self), !rows.isEmpty else {
            throw FixtureError("\(path): about and rows are needed")
        }
        self.about = about
        self.rows = rows
        self.level = try level(values["level"], "level")
        lintTarget = try values["lint-target"].map { try level($0, "lint-target") } ?? .S
        convertTargets = try levels("convert")
        strategy = values["strategy"]?.string ?? "embed"
        reviews = try perTarget("review") { $0.sequence == nil ? nil : $0.array(of: String.self) }
        stays = try levels("stays")
        refusals = try perTarget("refuse") { $0.string }
        executions = try perTarget("execution") { $0.string }
        verifications = try perTarget("verify") { $0.string }
        guard ["embed", "wrap", "upgrade"].contains(strategy) else {
            throw FixtureError("\(path): no such strategy: \(strategy)")
        }
        if case .some(let refused) = refusals,
            let both = (convertTargets + stays).first(where: { refused[$0] != nil })
        {
            throw FixtureError("\(path): \(both.releaseName) is refused, and is not")
        }
        if let both = convertTargets.first(where: stays.contains) {
            throw FixtureError("\(path): \(both.releaseName) is converted, and stays")
        }
    }
}

/// What is the same for all targets, or said for some of them.
enum PerTarget<Value: Sendable>: Sendable {
    case none
    case all(Value)
    case some([KernelLevel: Value])

    subscript(_ target: KernelLevel) -> Value? {
        switch self {
        case .none: nil
        case .all(let value): value
        case .some(let values): values[target]
        }
    }
}
