// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// A notifier function that does its work in one test for unmapping, or behind one.
struct UsualUnmap {
    /// The struct with the notifier block, and the expression that finds it.
    let record: String
    let place: SyntaxNode
    let lookup: SourceRange
    private(set) var replaced: [(SourceRange, String)] = []
    private(set) var deleted: [SourceRange] = []
    /// The state is found where its variable is declared; `%` stands for how.
    private(set) var isInitialiser = false
    /// The lines that move to the left.
    private(set) var block: SourceRange?

    init?(_ context: UpgradeContext, _ function: SyntaxNode) {
        guard let body = function.body, function.parameters.count == 3,
            context.index.calls[function.name] == nil,
            let unit = context.index.parse(of: function),
            !(unit.inactive[function.file.path] ?? []).contains(where: { function.range.overlaps($0) })
        else { return nil }
        let tokens = function.tokens
        let file = function.file
        let (nb, action, data) = (function.parameters[0], function.parameters[1], function.parameters[2])
        func uses(of node: SyntaxNode) -> [SyntaxNode] {
            var seen: Set<SourceRange> = []
            return body.subtree.filter {
                $0.kind == .reference && $0.declaration == node.declaration && seen.insert($0.range).inserted
            }
        }
        // container_of(nb, struct R, F), once.
        let inBody = tokens.indices(in: body.range)
        let ofBlock = inBody.filter { tokens.tokens[$0].kind == .identifier && tokens.text(at: $0) == nb.name }
        guard let word = ofBlock.first, tokens.token(word - 1, is: "("),
            tokens.token(word - 2, is: "container_of"), tokens.token(word + 1, is: ","),
            tokens.token(word + 2, is: "struct"), let close = tokens.closing(of: word - 1),
            // The field may have the name of the parameter.
            ofBlock.dropFirst().allSatisfy({ $0 < close })
        else { return nil }
        record = tokens.text(at: word + 3)
        place = nb
        lookup = SourceRange(tokens.tokens[word - 2].range.start, tokens.tokens[close].range.end)

        // The test.
        let ofAction = uses(of: action)
        guard ofAction.count == 1, let compare = ofAction[0].parent, compare.kind == .binary,
            compare.right?.unwrapped.text == "VFIO_IOMMU_NOTIFY_DMA_UNMAP",
            let test = compare.parent, test.kind == .ifStatement, test.condition == compare, test.parent == body,
            test.elseBranch == nil, let branch = test.thenBranch, let position = body.children.firstIndex(of: test)
        else { return nil }
        let rest = body.children[(position + 1)...]
        let last = body.children.last
        switch compare.operatorText {
        case "==":
            guard branch.kind == .compound, rest.count == 1, let final = rest.first, final.kind == .returnStatement,
                file.line(at: branch.range.start) < file.line(at: branch.children.first?.range.start ?? 0)
            else { return nil }
            // Declarations of the block may not come behind statements of the function: the one that finds the state
            // becomes an initialiser.
            let before = body.children[..<position].filter { $0.kind != .declarationStatement }
            let inner = branch.children.filter { $0.kind == .declarationStatement }
            let data = Self.argument(of: data, in: function)
            if !before.isEmpty, !inner.allSatisfy({ $0 == data?.parent }) {
                guard before.count == 1, let found = before.first, found.kind == .assignment,
                    found.range.contains(lookup), let name = found.left?.unwrapped, name.kind == .reference,
                    let variable = function.descendants(.variable).first(where: { $0.declaration == name.declaration }),
                    variable.initialiser == nil, variable.parent == body.children[position - 2],
                    variable.parent?.children.count(where: { $0.kind == .variable }) == 1
                else { return nil }
                replaced.append((SourceRange.at(variable.range.end), " = %"))
                let end = file.endOfLine(at: branch.range.start)
                deleted.append(SourceRange(file.endOfLine(at: variable.range.end), end))
                isInitialiser = true
            } else {
                var start = file.startOfLine(at: test.range.start)
                // The declarations of both blocks are one block now.
                if inner.first != nil, before.isEmpty, let last = body.children[..<position].last {
                    let end = file.endOfLine(at: last.rangeWithSemicolon.end - 1)
                    if file.text(in: SourceRange(end, start)).allSatisfy(\.isWhitespace) { start = end }
                }
                deleted.append(SourceRange(start, file.endOfLine(at: branch.range.start)))
            }
            deleted.append(file.wholeLines(SourceRange(branch.range.end - 1, branch.range.end)))
            deleted.append(final.statementLines)
            block = SourceRange(
                file.endOfLine(at: branch.range.start), file.startOfLine(at: branch.range.end - 1))
            if let tail = branch.children.last, tail.kind == .returnStatement { deleted.append(tail.statementLines) }
        case "!=":
            guard Flow.leaves(branch), last?.kind == .returnStatement else { return nil }
            let end = branch.kind == .compound ? branch.range.end : branch.rangeWithSemicolon.end
            deleted.append(file.wholeLines(SourceRange(test.range.start, end)))
            if let last { deleted.append(last.statementLines) }
        default: return nil
        }
        for statement in function.descendants(.returnStatement) {
            if deleted.contains(where: { $0.contains(statement.range) }) { continue }
            guard let value = statement.children.first, value.text.hasPrefix("NOTIFY_") else { return nil }
            replaced.append((statement.range, "return"))
        }

        // struct vfio_iommu_type1_dma_unmap *unmap = data;
        let ofData = uses(of: data)
        guard ofData.count == 1, let holder = ofData.first?.parent else { return nil }
        let variable: SyntaxNode?
        switch holder.kind {
        case .variable:
            variable = holder
            guard let edit = DeclarationRemoval.edit(for: holder) else { return nil }
            deleted.append(edit.range)
        case .assignment:
            let target = holder.left?.unwrapped
            variable = function.descendants(.variable).first { $0.declaration == target?.declaration }
            guard let variable, let edit = DeclarationRemoval.edit(for: variable), holder.enclosingStatement == holder
            else { return nil }
            deleted += [edit.range, holder.statementLines]
        default: return nil
        }
        guard let variable, CType.isPointer(variable.canonicalType, toStruct: "vfio_iommu_type1_dma_unmap") else {
            return nil
        }
        for use in uses(of: variable) {
            guard let member = use.parent else { return nil }
            if member.kind == .assignment, member == holder { continue }
            guard member.kind == .memberReference, !member.isFromMacro || member.range == use.parent?.range else {
                return nil
            }
            switch member.name {
            case "iova": replaced.append((member.range, "iova"))
            case "size": replaced.append((member.range, "length"))
            default: return nil
            }
        }
        let names = Set(function.descendants(.variable).map(\.name))
        guard names.isDisjoint(with: ["vdev", "iova", "length"]) else { return nil }
    }

    private static func argument(of data: SyntaxNode, in function: SyntaxNode) -> SyntaxNode? {
        function.descendants(.variable).first { $0.initialiser?.unwrapped.declaration == data.declaration }
    }
}
