// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// M-30, while the ops table is still there: locks and lists that init initialises behind the registration of the parent
/// move in front of it.
struct InitialisersAhead {
    let context: DriverContext

    init(_ context: DriverContext) { self.context = context }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        let module = ModuleStep(context)
        guard case .functions(let start, _) = module.place, let late = module.lateInitialisers(in: start) else {
            return
        }
        let title = "locks and lists are initialised before a parent can be used"
        let file = start.file
        let line = file.startOfLine(at: late.anchor.range.start)
        let moved = late.statements.map { "\t\($0.rangeWithSemicolon.text(in: file))\n" }.joined()
        let before = file.text(in: SourceRange(file.startOfLine(at: max(0, line - 1)), line))
        let gap = before.allSatisfy(\.isWhitespace) || before.contains("{") || before.hasPrefix("#") ? "" : "\n"
        try builder.add("M-30", title, in: file, [.insert(gap + moved + "\n", at: line)])
        try builder.add("M-30", title, in: file, late.statements.map { .delete($0.statementLines) })
    }
}
