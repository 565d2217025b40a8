// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// What `scan` says about one driver.
struct DriverInventory: Encodable, Sendable {
    struct Place: Encodable, Sendable {
        var path: String
        var line: Int
        var column: Int
    }
    struct Table: Encodable, Sendable {
        var name: String
        var storage: String
        var isStatic: Bool
        var isRegistered: Bool
        var place: Place
        var members: [Member]
    }
    struct Member: Encodable, Sendable {
        var name: String
        var value: String
        var isAssignedAtRunTime: Bool
        var place: Place
    }
    struct Site: Encodable, Sendable {
        var function: String
        var parent: String
        var reachedBy: String
        var place: Place
    }
    struct State: Encodable, Sendable {
        var structure: String?
        var source: String
        var place: Place?
        var wrappers: [String]
    }
    struct Level: Encodable, Sendable {
        var parsedAt: String
        var releases: String
        var possible: [String]
        var reason: String
    }
    struct Remark: Encodable, Sendable {
        var row: Int
        var text: String
    }

    var name: String
    var files: [String]
    var usesOldAPI: Bool
    var tables: [Table]
    var state: State
    var registrations: [Site]
    var unregistrations: [Site]
    var typeAttributes: [String]
    var helpers: [String]
    var level: Level
    var shapes: [Remark]
    var parsedWith: [String]
    var assumptions: [String]
    var errors: Int

    init(_ driver: LoadedDriver, settings: InputSettings) {
        let usage = driver.usage
        func place(_ node: SyntaxNode) -> Place {
            let position = node.position
            return Place(path: settings.shown(node.file.path), line: position.line, column: position.column)
        }
        func site(_ site: RegistrationSite) -> Site {
            Site(
                function: site.function, parent: site.parent?.text ?? "", reachedBy: site.reach.description,
                place: place(site.call))
        }
        name = usage.name
        files = driver.files.paths.map(settings.shown)
        usesOldAPI = usage.usesOldAPI
        tables = usage.tables.map { table in
            Table(
                name: table.name, storage: table.storage.description, isStatic: table.isStatic,
                isRegistered: table.isRegistered, place: place(table.node),
                members: table.members.map {
                    Member(
                        name: $0.name, value: $0.value.text, isAssignedAtRunTime: $0.isAssignment, place: place($0.node)
                    )
                })
        }
        state = State(
            structure: usage.state.recordName, source: usage.state.source.description,
            place: usage.state.definition.map(place), wrappers: usage.state.wrappers.map(\.name))
        registrations = usage.registrations.map(site)
        unregistrations = usage.unregistrations.map(site)
        typeAttributes = usage.typeAttributes.map(\.function.name)
        helpers = usage.helpers.map(\.name)
        level = Level(
            parsedAt: driver.level.rawValue, releases: Self.releases(driver),
            possible: usage.level.possible.map(\.rawValue), reason: usage.level.reason)
        shapes = usage.shapes.map { Remark(row: $0.row, text: $0.text) }
        parsedWith = Array(Set(driver.setups.values.map(\.origin.description))).sorted()
        assumptions = driver.assumptions
        errors = driver.errors.count
    }

    /// The level of the tree that the driver lies in, or all levels that its own signatures allow.
    private static func releases(_ driver: LoadedDriver) -> String {
        let possible = driver.usage.level.possible
        guard !driver.isLevelOfTree, let first = possible.first, let last = possible.last, first != last else {
            return "\(driver.level.releaseName) (\(driver.level))"
        }
        let start = first.releaseName.prefix { $0 != "–" }
        let end = last.releaseName.split(separator: "–").last ?? ""
        return "\(start)–\(end) (\(first)–\(last))"
    }
}
