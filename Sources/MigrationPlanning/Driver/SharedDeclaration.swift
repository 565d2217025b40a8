// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Makes something that is defined in the table's file known in another file of the module: in the private header that
/// both include, else in the other file itself.
struct SharedDeclaration {
    let context: DriverContext
    /// The file that uses it.
    let user: SourceFile

    func plan(_ text: String, _ builder: inout PlanBuilder) throws(Refusal) {
        let title = "declare the mdev_driver for the files that register it"
        guard let unit = context.index.units.first(where: { $0.mainPath == user.path }),
            let home = context.index.units.first(where: { $0.mainPath == context.file.path })
        else { return }
        if isDeclaredAsTable(in: unit) { return }
        if let anchor = prototypeOfHome(home, unit) {
            let end = anchor.file.endOfLine(at: anchor.rangeWithSemicolon.end - 1)
            try builder.add("M-15", title, in: anchor.file, [.insert(text, at: end)])
            return
        }
        let first = unit.tree.declarations.filter { $0.file.path == user.path }.min { $0.range < $1.range }
        let place = first?.startWithComment ?? user.bytes.count
        try builder.add("M-15", title, in: user, [.insert(text + "\n", at: place)])
    }

    /// The user knows the table already, and its declaration becomes that of the driver.
    private func isDeclaredAsTable(in unit: ParseResult) -> Bool {
        guard context.target.registersParentWithDriver, context.table.node.kind == .variable else { return false }
        return unit.tree.declarations.contains {
            $0.kind == .variable && $0.name == context.table.name && $0.initialiser == nil
        }
    }

    /// The last declaration in a header of both files of something that the table's file defines.
    private func prototypeOfHome(_ home: ParseResult, _ unit: ParseResult) -> SyntaxNode? {
        let defined = Set(
            home.tree.declarations.filter { $0.file.path == home.mainPath && $0.isDefinition }.map(\.name))
        return unit.tree.declarations.last { node in
            node.file.path != unit.mainPath && home.tree.tokens(ofFile: node.file.path) != nil
                && (node.kind == .function || node.kind == .variable) && node.body == nil && defined.contains(node.name)
        }
    }
}
