// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// O-06: `vfio_uninit_group_dev()` on every path behind `vfio_init_group_dev()`, before the state is freed.
struct UninitStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let title = "vfio_uninit_group_dev() before the state is freed"

    func plan(_ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.hasDeviceSets, context.index.calls["vfio_uninit_group_dev"] == nil
        else { return }
        for embedding in context.devices.embeddings {
            let inits = context.index.calls("vfio_init_group_dev").filter { Self.names($0, embedding) }
            guard !inits.isEmpty else { continue }
            if let release = context.devices.releases[embedding.record] {
                try endOfRelease(release, embedding, &draft)
                continue
            }
            var count = 0
            for (call, state) in frees(of: embedding.record) {
                guard let function = call.enclosingFunction else { continue }
                if let start = inits.first(where: { $0.enclosingFunction == function }) {
                    guard call.range.start > start.range.start else { continue }
                    count += 1
                    if try ladder(call, state, behind: start, embedding, &draft) { continue }
                } else if allocates(function, embedding.record) {
                    continue
                }
                count += 1
                if let reason = AtomicContext.reason(at: call.enclosingStatement) {
                    throw context.refuse(
                        "O-06", call,
                        "struct \(embedding.record) is freed here under \(reason), and vfio_uninit_group_dev() may sleep",
                        "free it outside, or call vfio_uninit_group_dev() before by hand, then convert again")
                }
                try insert(before: call, state, embedding, &draft)
            }
            if count == 0, let first = inits.first {
                if context.source.order >= KernelLevel.B2.order {
                    // It was missing before, too, and who frees the struct is in files that are not at hand.
                    draft.review(
                        context.review(
                            "O-06", first, "vfio_uninit_group_dev() is called nowhere",
                            "no place is seen where struct \(embedding.record) is freed",
                            ["call it on every path behind vfio_init_group_dev(), before the memory goes"]))
                    continue
                }
                throw context.refuse(
                    "O-06", first, "no place is seen where struct \(embedding.record) is freed",
                    "call vfio_uninit_group_dev() by hand before the memory goes, then convert again")
            }
        }
    }

    private static func names(_ call: SyntaxNode, _ embedding: VFIODeviceUsage.Embedding) -> Bool {
        call.arguments.first?.subtree.contains {
            $0.kind == .memberReference && $0.name == embedding.field && $0.owner == embedding.record
        } ?? false
    }

    private func allocates(_ function: SyntaxNode, _ record: String) -> Bool {
        function.descendants(.variable, .assignment).contains { node in
            let type = node.kind == .variable ? node.canonicalType : node.left?.canonicalType ?? ""
            let value = node.kind == .variable ? node.initialiser : node.right
            return CType.isPointer(type, toStruct: record)
                && (value?.unwrapped.calledName).map(OldAPI.isAllocator) ?? false
        }
    }

    /// Calls that free the state, in order, with the expression for it.
    private func frees(of record: String) -> [(SyntaxNode, SyntaxNode)] {
        context.index.functions.values.flatMap { function in
            function.descendants(.call).compactMap { call -> (SyntaxNode, SyntaxNode)? in
                guard let name = call.calledName, OldAPI.freers.contains(name),
                    let state = call.arguments.map(\.unwrapped).first(where: {
                        CType.isPointer($0.canonicalType, toStruct: record)
                    })
                else { return nil }
                return (call, state)
            }
        }.sorted { ($0.0.file.path, $0.0.range) < ($1.0.file.path, $1.0.range) }
    }

    private func line(_ state: SyntaxNode, _ embedding: VFIODeviceUsage.Embedding) -> String {
        let text = state.kind == .reference || state.kind == .memberReference ? state.text : "(\(state.text))"
        return "vfio_uninit_group_dev(&\(text)->\(embedding.field));"
    }

    private func insert(
        before call: SyntaxNode, _ state: SyntaxNode, _ embedding: VFIODeviceUsage.Embedding,
        _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        let statement = call.enclosingStatement
        let holders: [NodeKind] = [.compound, .label, .caseLabel, .defaultLabel]
        let isBraced = statement.parent.map { holders.contains($0.kind) } ?? false
        guard !call.isFromMacro, statement == call, isBraced || Braces.fit(statement) else {
            throw context.refuse(
                "O-06", call, "the state is freed in the middle of a statement",
                "put the call on a line of its own, then convert again")
        }
        let file = call.file
        let start = file.startOfLine(at: statement.range.start)
        let before = file.text(in: SourceRange(start, statement.range.start))
        let text = line(state, embedding)
        draft.add(
            "O-06", Self.title, in: file,
            [
                before.allSatisfy(\.isWhitespace)
                    ? .insert("\(before)\(text)\n", at: start) : .insert(text + " ", at: statement.range.start)
            ])
        if !isBraced, let test = statement.parent {
            draft.add("O-06", Self.title, in: file, Braces.around(statement, in: test))
        }
    }

    /// In the function that initialises: where an error label is also jumped to from before that, the call stands above
    /// the label, and the jumps from behind go to a label of their own.
    private func ladder(
        _ call: SyntaxNode, _ state: SyntaxNode, behind start: SyntaxNode,
        _ embedding: VFIODeviceUsage.Embedding, _ draft: inout UpgradeDraft
    ) throws(Refusal) -> Bool {
        guard let function = call.enclosingFunction, let body = function.body else { return false }
        let gotos = function.descendants(.goto)
        let early = gotos.filter { $0.range.start < start.range.start }
        let labels = body.children.filter { $0.kind == .label }
        // The first label that leads from before the initialisation to this free.
        guard
            let first = labels.first(where: { label in
                label.range.start <= call.range.start && early.contains { Self.goes($0, to: label) }
            })
        else { return false }
        let late = gotos.filter { $0.range.start > start.range.start && Self.goes($0, to: first) }
        let file = first.file
        let at = file.startOfLine(at: first.range.start)
        var text = "\t\(line(state, embedding))\n"
        if !late.isEmpty || !fallsThrough(before: first, in: body) {
            let name = context.free("err_uninit", "out_uninit")
            text = "\(name):\n" + text
            for jump in late {
                guard let target = jump.children.first(where: { $0.kind == .labelReference }) else {
                    throw context.refuse("O-06", jump, "the target of this jump is not seen", UpgradePlanner.byHand)
                }
                draft.add("O-06", Self.title, in: file, [TextEdit(target.range, name)])
            }
        }
        draft.add("O-06", Self.title, in: file, [.insert(text, at: at)])
        return true
    }

    private static func goes(_ jump: SyntaxNode, to label: SyntaxNode) -> Bool {
        jump.children.contains { $0.kind == .labelReference && $0.name == label.name }
    }

    private func fallsThrough(before label: SyntaxNode, in body: SyntaxNode) -> Bool {
        guard let position = body.children.firstIndex(of: label), position > 0 else { return true }
        return !Flow.leaves(body.children[position - 1])
    }

    /// The release function of a managed resource is the last to see it.
    private func endOfRelease(
        _ name: String, _ embedding: VFIODeviceUsage.Embedding, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard let function = context.index.functions[name], let body = function.body,
            function.descendants(.returnStatement).isEmpty, let resource = function.parameters.last
        else {
            let place = context.index.functions[name] ?? embedding.definition
            throw context.refuse(
                "O-06", place, "\(name)() does not end in one place", "call vfio_uninit_group_dev() there by hand")
        }
        let variable = function.descendants(.variable).first {
            CType.isPointer($0.canonicalType, toStruct: embedding.record)
        }
        let state = variable?.name ?? "((struct \(embedding.record) *)\(resource.name))"
        let close = body.file.startOfLine(at: body.range.end - 1)
        draft.add(
            "O-06", Self.title, in: body.file,
            [.insert("\tvfio_uninit_group_dev(&\(state)->\(embedding.field));\n", at: close)])
    }
}

/// Where control goes.
enum Flow {
    /// Whether nothing behind a statement is reached from it.
    static func leaves(_ statement: SyntaxNode) -> Bool {
        switch statement.kind {
        case .returnStatement, .goto, .breakStatement, .continueStatement: return true
        case .label, .caseLabel, .defaultLabel: return statement.children.last.map(leaves) ?? false
        case .compound: return statement.children.last.map(leaves) ?? false
        case .ifStatement:
            guard let then = statement.thenBranch, let other = statement.elseBranch else { return false }
            return leaves(then) && leaves(other)
        default: return false
        }
    }
}

extension UpgradePlanner {
    static let byHand = "change this place by hand, then convert again"
}
