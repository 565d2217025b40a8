// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Yams

/// The content of a `case.yaml`.
struct CaseFacts {
    private static let keys: Set<String> = [
        "about", "rows", "level", "convert", "review", "refuse", "lint-target",
    ]

    var about: String
    var rows: [Int]
    var level: KernelLevel
    var lintTarget: KernelLevel
    var convertTargets: [KernelLevel]
    var reviews: [String]
    var refuse: String?

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
        guard let about = values["about"]?.string, let rows = values["rows"]?.array(of: Int.self), !rows.isEmpty else {
            throw FixtureError("\(path): about and rows are needed")
        }
        self.about = about
        self.rows = rows
        self.level = try level(values["level"], "level")
        lintTarget = try values["lint-target"].map { try level($0, "lint-target") } ?? .S
        convertTargets =
            try values["convert"].map { node in
                try (node.sequence.map(Array.init) ?? []).map { try level($0, "convert") }
            } ?? []
        reviews = values["review"]?.array(of: String.self) ?? []
        refuse = values["refuse"]?.string
        guard convertTargets.isEmpty || refuse == nil else {
            throw FixtureError("\(path): either convert or refuse")
        }
    }
}
