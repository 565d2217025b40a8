// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// X-05 to X-08: up to 5.0 `mdev_uuid()` gives a `uuid_le`, later a pointer to a `guid_t`.
struct UUIDStep {
    let usage: DriverUsage
    let source: KernelLevel

    private static let title = "UUIDs are guid_t"
    private var index: DriverIndex { usage.index }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard source == .A0, index.calls["mdev_uuid"] != nil else { return }
        var done: Set<SyntaxNode> = []
        for call in index.calls("uuid_le_cmp") {
            let mentions = call.arguments.filter {
                $0.subtree.contains { $0.calledName == "mdev_uuid" } || isOfMdev($0)
            }
            guard !mentions.isEmpty else { continue }
            try compare(call, &builder)
            done.insert(call)
        }
        for call in index.calls("mdev_uuid") {
            if done.contains(where: { $0.range.contains(call.range) && $0.file.path == call.file.path }) { continue }
            try convert(call, &builder)
        }
    }

    /// Variables that are given an mdev's UUID and become pointers.
    private var pointers: Set<DeclarationID> {
        Set(
            index.nodes(.variable).filter {
                $0.enclosingFunction != nil && $0.initialiser?.unwrapped.calledName == "mdev_uuid"
            }.compactMap(\.declaration))
    }

    private func isOfMdev(_ node: SyntaxNode) -> Bool {
        node.unwrapped.declaration.map(pointers.contains) ?? false
    }

    /// `uuid_le_cmp(a, b) == 0` and `!uuid_le_cmp(a, b)` → `guid_equal(a, b)`; the sense is the other way round.
    private func compare(_ call: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let sides = call.arguments.map { argument -> String in
            let plain = argument.unwrapped
            if plain.calledName == "mdev_uuid" || isOfMdev(plain) { return plain.text }
            return plain.kind == .reference || plain.kind == .memberReference ? "&\(plain.text)" : argument.text
        }
        let equal = "guid_equal(\(sides.joined(separator: ", ")))"
        let parent = DeviceUses.meaningfulParent(of: call)
        if let parent, parent.kind == .unary, parent.operatorText == "!" {
            try builder.add("X-06", Self.title, in: call.file, [TextEdit(parent.range, equal)])
        } else if let parent, parent.kind == .binary, ["==", "!="].contains(parent.operatorText),
            parent.right?.text == "0"
        {
            let text = (parent.operatorText == "==" ? "" : "!") + equal
            try builder.add("X-06", Self.title, in: call.file, [TextEdit(parent.range, text)])
        } else {
            try builder.add("X-06", Self.title, in: call.file, [TextEdit(call.range, "!" + equal)])
        }
    }

    private func convert(_ call: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let parent = DeviceUses.meaningfulParent(of: call) else { return }
        switch parent.kind {
        case .variable where parent.enclosingFunction != nil:
            try makePointer(parent, &builder)
        case .memberReference where parent.name == "b":
            // "%pUl", mdev_uuid(mdev).b
            try builder.add("X-08", Self.title, in: call.file, [.delete(SourceRange(call.range.end, parent.range.end))])
        case .assignment where parent.enclosingStatement == parent:
            guard let left = parent.left else { return }
            try builder.add(
                "X-07", Self.title, in: call.file,
                [
                    TextEdit(SourceRange(left.range.start, call.range.start), "guid_copy(&\(left.text), "),
                    .insert(")", at: call.range.end),
                ])
        default:
            // As a value of the old type.
            try builder.add("X-05", Self.title, in: call.file, [.insert("*", at: call.range.start)])
        }
    }

    /// `uuid_le uuid = mdev_uuid(mdev);` → `const guid_t *uuid = …`, and what reads it reads through it.
    private func makePointer(_ variable: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        let tokens = variable.tokens
        guard let statement = variable.parent, statement.children.filter({ $0.kind == .variable }).count == 1,
            let name = variable.nameRange,
            let type = tokens.indices(in: SourceRange(statement.range.start, name.start)).first(where: {
                tokens.token($0, is: "uuid_le")
            }), let function = variable.enclosingFunction
        else { return }
        try builder.add(
            "X-05", Self.title, in: variable.file,
            [TextEdit(tokens.tokens[type].range, "const guid_t"), .insert("*", at: name.start)])
        var seen: Set<SourceRange> = []
        for use in function.subtree where use.kind == .reference && use.declaration == variable.declaration {
            guard seen.insert(use.range).inserted, let parent = DeviceUses.meaningfulParent(of: use) else { continue }
            if parent.calledName == "uuid_le_cmp" { continue }
            if parent.kind == .memberReference, parent.name == "b" {
                try builder.add(
                    "X-08", Self.title, in: use.file, [.delete(SourceRange(use.range.end, parent.range.end))])
            } else if parent.kind == .unary, parent.operatorText == "&" {
                try builder.add(
                    "X-05", Self.title, in: use.file, [.delete(SourceRange(parent.range.start, use.range.start))])
            } else {
                try builder.add("X-05", Self.title, in: use.file, [.insert("*", at: use.range.start)])
            }
        }
    }
}
