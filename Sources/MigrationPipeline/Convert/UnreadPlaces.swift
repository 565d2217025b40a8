// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import MigrationPlanning
import SourceText

/// Places of a driver that the parser could not make sense of, because headers of its own are not at hand. What a
/// conversion does not touch need not be understood; the result is held against the same errors.
struct UnreadPlaces {
    /// An error that leaves nothing to rely on.
    let fatal: CDiagnostic?
    private let places: [(error: CDiagnostic, range: SourceRange)]

    init(_ driver: LoadedDriver) {
        let errors = driver.errors
        let isIncomplete = driver.usage.index.units.contains { !$0.missingIncludes.isEmpty }
        var places: [(CDiagnostic, SourceRange)] = []
        var fatal: CDiagnostic?
        for error in errors {
            guard isIncomplete, !error.isBrokenText,
                let range = Self.declaration(around: error, in: driver.usage.index)
            else {
                fatal = fatal ?? error
                continue
            }
            places.append((error, range))
        }
        self.fatal = fatal
        self.places = places
    }

    /// The first error in a line or declaration that a plan changes.
    func touched(by plan: MigrationPlan) -> CDiagnostic? {
        let edits = plan.edits
        return places.first { place in
            edits[place.error.path]?.edits.contains { place.range.overlaps($0.range) } ?? false
        }?.error
    }

    var isEmpty: Bool { places.isEmpty }
    var count: Int { places.count }

    /// The declaration at file scope, or the lines, that an error stands in.
    private static func declaration(around error: CDiagnostic, in index: DriverIndex) -> SourceRange? {
        guard let list = index.units.lazy.compactMap({ $0.tree.tokens(ofFile: error.path) }).first,
            error.position.line >= 1, error.position.line <= list.file.lineStarts.count
        else { return nil }
        let offset = list.file.lineStarts[error.position.line - 1] + max(0, error.position.column - 1)
        let around = index.declarations.first { top in
            top.file.path == error.path && top.range.start <= offset && offset <= top.range.end
        }
        // In a function it is the line: what could not be read beside it is found by the check of the result.
        if let around {
            guard around.kind == .function else { return around.range }
            return SourceRange(list.file.startOfLine(at: offset), list.file.endOfLine(at: offset))
        }
        // Between declarations: what stands there was dropped, up to the next one.
        let tops = index.declarations.filter { $0.file.path == error.path }
        let start = tops.map(\.range.end).filter { $0 <= offset }.max() ?? 0
        let end = tops.map(\.range.start).filter { $0 > offset }.min() ?? list.file.bytes.count
        return SourceRange(start, end)
    }
}
