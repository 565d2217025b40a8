// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// M-01: `struct vfio_device` becomes the first member of the state.
struct StateStructStep {
    let context: EmbedContext

    init(_ context: EmbedContext) { self.context = context }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        let state = context.state
        let tokens = state.tokens
        guard let open = tokens.indices(in: state.range).first(where: { tokens.token($0, is: "{") }) else { return }
        let offset = tokens.tokens[open].range.end
        let file = state.file
        let indent: String
        if let first = state.children.first(where: { $0.kind == .field }), first.position.line > file.line(at: offset) {
            indent = file.indentation(at: first.range.start)
        } else {
            indent = "\t"
        }
        // The gap of the first member's type and name is kept where members are aligned in columns.
        let gap = memberGap(of: state)
        let line = "\(indent)struct vfio_device\(gap)\(context.names.field);"
        let end = file.endOfLine(at: offset - 1)
        let rest = file.text(in: SourceRange(offset, end))
        let edit =
            rest.allSatisfy(\.isWhitespace) ? TextEdit.insert(line + "\n", at: end) : .insert("\n" + line, at: offset)
        let doc = KernelDoc.firstMember(context.names.field, "the device that vfio sees", of: state)
        try builder.add("M-01", "embed struct vfio_device in struct \(context.stateRecord)", in: file, [edit] + doc)
    }

    /// White space between "struct vfio_device" and the name: a tab where all members are set apart by tabs.
    private func memberGap(of state: SyntaxNode) -> String {
        let fields = state.children.filter { $0.kind == .field && $0.nameRange != nil }
        guard fields.count > 1 else { return " " }
        let file = state.file
        let tabbed = fields.allSatisfy { field in
            guard var start = field.nameRange?.start else { return false }
            while start > field.range.start, file.bytes[start - 1] == UInt8(ascii: "*") { start -= 1 }
            return start > 0 && file.bytes[start - 1] == UInt8(ascii: "\t")
        }
        guard tabbed, let first = fields.first, var start = first.nameRange?.start else { return " " }
        while start > first.range.start, file.bytes[start - 1] == UInt8(ascii: "*") { start -= 1 }
        let line = file.text(in: SourceRange(file.startOfLine(at: start), start))
        let column = KernelStyle.column(after: line)
        let here = KernelStyle.column(after: file.indentation(at: first.range.start) + "struct vfio_device")
        guard column > here else { return " " }
        return String(repeating: "\t", count: (column - here + KernelStyle.tabWidth - 1) / KernelStyle.tabWidth)
    }
}
