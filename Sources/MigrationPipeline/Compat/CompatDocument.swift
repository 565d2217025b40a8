// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels

/// The matrix for programs. Every member is always there; what does not apply is null.
struct CompatDocument: Encodable, Sendable {
    struct Level: Encodable, Sendable {
        var code: String
        var releases: String
        /// `convert` has this target.
        var isTarget: Bool

        init(_ level: KernelLevel) {
            code = level.rawValue
            releases = level.releaseName
            isTarget = ConvertCommand.targets.contains(level)
        }
    }
    struct Driver: Encodable, Sendable {
        var name: String
        var files: [String]
        var writtenFor: Level
        var cells: [Cell]
    }
    struct Place: Encodable, Sendable {
        var path: String
        var line: Int
        var column: Int
    }

    /// Why something is as it is.
    struct Reason: Encodable, Sendable {
        var text: String
        var rule: String?
        var place: Place?
        var advice: String?

        init(_ reason: CompatReason, _ settings: InputSettings) {
            text = settings.shortened(reason.text)
            rule = reason.rule?.rawValue
            place = reason.place.map {
                Place(path: settings.shown($0.path), line: $0.position.line, column: $0.position.column)
            }
            advice = reason.advice
        }

        private enum Keys: String, CodingKey { case text, rule, place, advice }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(text, forKey: .text)
            try container.encode(rule, forKey: .rule)
            try container.encode(place, forKey: .place)
            try container.encode(advice, forKey: .advice)
        }
    }

    struct Review: Encodable, Sendable {
        var rule: String
        var place: Place
        var message: String
        var reason: String
        var choices: [String]
    }
    struct Conversion: Encodable, Sendable {
        var state: String
        var reason: Reason?
        var reviews: [Review]
        var added: Int
        var removed: Int

        private enum Keys: String, CodingKey { case state, reason, reviews, added, removed }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(state, forKey: .state)
            try container.encode(reason, forKey: .reason)
            try container.encode(reviews, forKey: .reviews)
            try container.encode(added, forKey: .added)
            try container.encode(removed, forKey: .removed)
        }
    }

    /// One cell: the deciding reason's parts, and what using the driver there costs.
    struct Cell: Encodable, Sendable {
        var level: String
        var releases: String
        var state: String
        var reason: Reason
        var otherReasons: [Reason]
        /// Of the conversion that the state speaks of: 0 where the driver builds as it is.
        var reviews: Int
        var added: Int
        var removed: Int
        /// Also where the driver builds as it is and could be converted all the same.
        var conversion: Conversion?

        private enum Keys: String, CodingKey {
            case level, releases, state, reason, rule, place, otherReasons, reviews, added, removed, conversion
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(level, forKey: .level)
            try container.encode(releases, forKey: .releases)
            try container.encode(state, forKey: .state)
            try container.encode(reason.text, forKey: .reason)
            try container.encode(reason.rule, forKey: .rule)
            try container.encode(reason.place, forKey: .place)
            try container.encode(otherReasons, forKey: .otherReasons)
            try container.encode(reviews, forKey: .reviews)
            try container.encode(added, forKey: .added)
            try container.encode(removed, forKey: .removed)
            try container.encode(conversion, forKey: .conversion)
        }
    }

    var tool = "mdevport"
    var version = ToolVersion.text
    var levels: [Level]
    var drivers: [Driver]
    var notes: [String]

    init(_ rows: [CompatRow], levels: [KernelLevel], notes: [String], settings: InputSettings) {
        self.levels = levels.map(Level.init)
        self.notes = notes
        drivers = rows.map { row in
            Driver(
                name: row.name, files: row.files.map(settings.shown), writtenFor: Level(row.written),
                cells: row.cells.compactMap { Self.cell($0, settings) })
        }
    }

    private static func cell(_ cell: CompatCell, _ settings: InputSettings) -> Cell? {
        guard let first = cell.reasons.first else { return nil }
        let isConverted = cell.state == .converts || cell.state == .convertsWithReview
        let cost = isConverted ? cell.conversion : nil
        return Cell(
            level: cell.level.rawValue, releases: cell.level.releaseName, state: cell.state.rawValue,
            reason: Reason(first, settings), otherReasons: cell.reasons.dropFirst().map { Reason($0, settings) },
            reviews: cost?.reviews.count ?? 0, added: cost?.added ?? 0, removed: cost?.removed ?? 0,
            conversion: cell.conversion.map { conversion($0, settings) })
    }

    private static func conversion(_ conversion: CompatConversion, _ settings: InputSettings) -> Conversion {
        Conversion(
            state: conversion.state.rawValue, reason: conversion.reason.map { Reason($0, settings) },
            reviews: conversion.reviews.map { item in
                Review(
                    rule: item.rule.rawValue,
                    place: Place(
                        path: settings.shown(item.path), line: item.position.line, column: item.position.column),
                    message: item.message, reason: item.reason, choices: item.choices)
            }, added: conversion.added, removed: conversion.removed)
    }
}
