// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// Collects steps while they are worked out, and refuses edits where none may be made.
struct PlanBuilder {
    let usage: DriverUsage
    private(set) var steps: [PlannedStep] = []
    private(set) var reviews: [ReviewItem] = []

    init(usage: DriverUsage) { self.usage = usage }

    /// Adds edits to the step of a rule; the first mention gives the step its title.
    /// - Throws: `Refusal` where an edit would reach into a macro, an inactive branch or a foreign file.
    mutating func add(
        _ rule: RuleID, _ title: String, in file: SourceFile, _ edits: [TextEdit]
    ) throws(Refusal) {
        for edit in edits { try check(edit, in: file, rule: rule) }
        let position: Int
        if let known = steps.firstIndex(where: { $0.rule == rule && $0.title == title }) {
            position = known
        } else {
            position = steps.count
            steps.append(PlannedStep(rule: rule, title: title))
        }
        steps[position].edits[file.path, default: []] += edits
    }

    /// A step has replaced something there already.
    func changes(_ range: SourceRange, in file: SourceFile) -> Bool {
        steps.contains { step in
            step.edits[file.path]?.contains { !$0.range.isEmpty && $0.range.overlaps(range) } ?? false
        }
    }

    /// Takes back what was planned for lines that go.
    mutating func withdraw(in range: SourceRange, of file: SourceFile) {
        for position in steps.indices {
            steps[position].edits[file.path]?.removeAll { edit in
                let isAtEdge = edit.range.isEmpty && [range.start, range.end].contains(edit.range.start)
                return range.contains(edit.range) && !isAtEdge
            }
        }
    }

    mutating func review(_ item: ReviewItem) {
        if !reviews.contains(item) { reviews.append(item) }
    }

    private func check(_ edit: TextEdit, in file: SourceFile, rule: RuleID) throws(Refusal) {
        guard let unit = usage.index.units.first(where: { $0.tree.tokens(ofFile: file.path) != nil }) else {
            throw Refusal(
                rule: rule, path: file.path, position: file.position(of: edit.range.start),
                message: "the file is not part of the driver", advice: "name the file on the command line, too")
        }
        let range = edit.range.isEmpty ? SourceRange(edit.range.start, edit.range.start) : edit.range
        for inactive in unit.inactive[file.path] ?? [] where inactive.overlaps(range) {
            // Whole declarations may hold an inactive branch only if nothing in it is touched.
            throw Refusal(
                rule: rule, path: file.path, position: file.position(of: edit.range.start),
                message: "a change here would touch code that an #if leaves out",
                advice: "convert the branches of this #if by hand, or remove the ones that are no longer built")
        }
        for use in unit.macroUses(touching: range, in: file.path)
        where !range.contains(use.range) && !range.isEmpty && Self.isInsideBody(range, of: use, in: unit) {
            throw Refusal(
                rule: rule, path: file.path, position: file.position(of: edit.range.start),
                message: "the code to change is made by the macro \(use.name)",
                advice: "expand the macro by hand here, then convert again")
        }
    }

    /// Arguments of a macro are text of the file and may be edited; its name and parentheses are not.
    private static func isInsideBody(_ range: SourceRange, of use: MacroUse, in unit: ParseResult) -> Bool {
        guard let tokens = unit.tree.tokens(ofFile: use.path) else { return true }
        let first = tokens.index(atOrAfter: use.range.start)
        guard tokens.token(first + 1, is: "("), let last = tokens.closing(of: first + 1) else { return true }
        let inside = SourceRange(tokens.tokens[first + 1].range.end, tokens.tokens[last].range.start)
        return !inside.contains(range)
    }
}
