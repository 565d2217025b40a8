// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import MigrationPlanning
import SourceText

/// What a change does to which functions, read from the ranges of its edits.
struct TouchedCode {
    let change: DriverPatch.Change

    var rules: Set<RuleID> { Set(change.plan.steps.map(\.rule)) }

    func has(_ wanted: RuleID...) -> Bool { wanted.contains(where: rules.contains) }

    /// Edits of some rules, with the paths of their files; of all rules where none is named.
    func edits(_ wanted: [RuleID] = []) -> [(path: String, edit: TextEdit)] {
        change.plan.steps.filter { wanted.isEmpty || wanted.contains($0.rule) }.flatMap { step in
            step.edits.sorted { $0.key < $1.key }.flatMap { path, edits in edits.map { (path, $0) } }
        }
    }

    /// The functions that edits of some rules lie in, in source order.
    func functions(
        _ wanted: [RuleID], where isMeant: (SyntaxNode, TextEdit) -> Bool = { _, _ in true }
    ) -> [String] {
        let edits = edits(wanted)
        return definitions.filter { function in
            edits.contains { path, edit in
                guard path == function.file.path, isMeant(function, edit) else { return false }
                let isInside = function.range.start <= edit.range.start && edit.range.end <= function.range.end
                return isInside || function.range.overlaps(edit.range)
            }
        }.map(\.name)
    }

    /// Those whose head is changed.
    func heads(_ wanted: [RuleID]) -> [String] {
        functions(wanted) { function, edit in
            guard let body = function.body else { return false }
            return edit.range.end <= body.range.start
        }
    }

    /// The text that edits of some rules take out.
    func removed(_ wanted: [RuleID]) -> [String] {
        edits(wanted).compactMap { path, edit in
            guard !edit.range.isEmpty, let file = file(path) else { return nil }
            return file.text(in: edit.range)
        }
    }

    private func file(_ path: String) -> SourceFile? {
        change.before.index.units.lazy.compactMap { $0.tree.tokens(ofFile: path)?.file }.first
    }

    private var definitions: [SyntaxNode] {
        change.before.index.functions.values.filter { $0.body != nil }.sorted {
            ($0.file.path, $0.range.start) < ($1.file.path, $1.range.start)
        }
    }

    /// What is said of a function that makes the name of a type, where one comes in.
    var typeNameFunction: String? {
        for (_, edit) in edits(["B-02"]) {
            guard let end = edit.replacement.firstRange(of: "(struct mdev_type *mtype, char *name") else { continue }
            let start = edit.replacement[..<end.lowerBound].lastIndex { $0 == " " || $0 == "\n" }
            guard let start else { continue }
            let name = edit.replacement[edit.replacement.index(after: start)..<end.lowerBound]
            return "The driver tells its types apart by the name of the kobject; \(name)() makes that name as text."
        }
        return nil
    }

    /// Names behind `&` in the arguments of calls: what `mutex_init(&lock);` is about.
    static func addressed(in text: String) -> [String] {
        text.split(separator: "&").dropFirst().map { part in
            String(part.prefix { $0.isLetter || $0.isNumber || "_.->".contains($0) })
        }.filter { !$0.isEmpty }
    }
}
