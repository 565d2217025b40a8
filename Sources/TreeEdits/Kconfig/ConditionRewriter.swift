// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Puts VFIO_MDEV in the place of VFIO_MDEV_DEVICE in conditions that hold together, such as the `depends on` lines of
/// one entry, and takes out what is thereby said twice.
///
/// Only what named the removed symbol is ever taken out, and only where the rest has the same value for every value of
/// VFIO_MDEV. All else keeps its bytes.
struct ConditionRewriter {
    /// All have to hold.
    let roots: [Condition]
    /// Places of parts that go.
    private(set) var removed: Set<SourceRange> = []

    init(_ roots: [Condition]) {
        self.roots = roots
        let leaves = roots.flatMap { flattened($0, .and) }
        for leaf in leaves { simplifyInside(leaf) }
        removeRepeated(in: roots.flatMap { flattened($0, .and) }, .and)
    }

    var evaluation: ConditionValue { ConditionValue(removed: removed) }

    /// Keeps one root as it is, apart from names.
    mutating func keepAll(of root: Condition) {
        removed = removed.filter { !root.range.contains($0) }
    }

    mutating func drop(_ root: Condition) { removed.insert(root.range) }

    func isAlive(_ condition: Condition) -> Bool {
        if removed.contains(condition.range) { return false }
        switch condition {
        case .word, .comparison, .not: return true
        case .group(_, let inner): return isAlive(inner)
        case .chain(_, let parts): return parts.contains { isAlive($0) }
        }
    }

    // MARK: What goes

    /// The parts of a chain, those of chains of the same kind in parentheses among them.
    func flattened(_ condition: Condition, _ joint: Condition.Joint) -> [Condition] {
        guard isAlive(condition) else { return [] }
        switch condition {
        case .chain(joint, let parts): return parts.flatMap { flattened($0, joint) }
        case .chain(let other, let parts):
            let inner = parts.flatMap { flattened($0, other) }
            return inner.count == 1 ? flattened(inner[0], joint) : [condition]
        case .group(_, let inner):
            let parts = flattened(inner, joint)
            // What is left of a chain of the other kind stays in its parentheses.
            if parts.count == 1, case .chain = parts[0] { return [condition] }
            return parts
        default: return [condition]
        }
    }

    private mutating func simplifyInside(_ leaf: Condition) {
        switch leaf {
        case .word, .comparison: break
        case .group(_, let inner): simplifyInside(inner)
        case .not(_, let inner): simplifyInside(inner)
        case .chain(let joint, _):
            for part in flattened(leaf, joint) { simplifyInside(part) }
            removeRepeated(in: flattened(leaf, joint), joint)
        }
    }

    /// Of parts that hold together: those that add nothing. The later ones go first.
    private mutating func removeRepeated(in parts: [Condition], _ joint: Condition.Joint) {
        for part in parts.reversed() where part.names(RemovedSymbol.name) {
            let others = parts.filter { isAlive($0) && $0.range != part.range }
            if isAboutSuccessor(part) {
                let rest = others.filter(isAboutSuccessor)
                guard !rest.isEmpty else { continue }
                let adds = [0, 1, 2].contains { value in
                    let all = evaluation.value(.chain(joint, rest + [part])) { _ in value }
                    return all != evaluation.value(.chain(joint, rest)) { _ in value }
                }
                if !adds { removed.insert(part.range) }
            } else if others.contains(where: { canonical($0) == canonical(part) }) {
                removed.insert(part.range)
            }
        }
    }

    /// Whether the value of a part follows from that of VFIO_MDEV.
    private func isAboutSuccessor(_ part: Condition) -> Bool {
        switch part {
        case .word(let token): isEither(token)
        case .comparison(let left, let sign, let right):
            (isEither(left) && isConstant(right) || isConstant(left) && isEither(right)) && ["=", "!="].contains(sign)
        case .not(_, let inner): isAboutSuccessor(inner)
        case .group(_, let inner): isAboutSuccessor(inner)
        case .chain(_, let parts): parts.allSatisfy { isAboutSuccessor($0) }
        }
    }

    private func isEither(_ token: KconfigToken) -> Bool {
        token.kind == .word && RemovedSymbol.renamed(token.text) == RemovedSymbol.successor
    }

    private func isConstant(_ token: KconfigToken) -> Bool { ConditionValue.constant(token) != nil }

    /// What a condition says, however it is written.
    func canonical(_ condition: Condition) -> String {
        switch condition {
        case .word(let token): return RemovedSymbol.renamed(token.text)
        case .comparison(let left, let sign, let right):
            return RemovedSymbol.renamed(left.text) + sign + RemovedSymbol.renamed(right.text)
        case .not(_, let inner): return "!(\(canonical(inner)))"
        case .group(_, let inner): return canonical(inner)
        case .chain(let joint, _):
            let parts = flattened(condition, joint)
            if parts.count == 1 { return canonical(parts[0]) }
            return "(" + Set(parts.map { canonical($0) }).sorted().joined(separator: joint.rawValue) + ")"
        }
    }

    // MARK: Edits

    func edits(of condition: Condition) -> [TextEdit] {
        switch condition {
        case .word(let token): return rename(token)
        case .comparison(let left, _, let right): return rename(left) + rename(right)
        case .not(_, let inner): return edits(of: inner)
        case .group(let range, let inner):
            var edits = edits(of: inner)
            if !removed.isEmpty, let single = onlyPart(of: inner) {
                edits.append(.delete(SourceRange(range.start, single.range.start)))
                edits.append(.delete(SourceRange(single.range.end, range.end)))
            }
            return edits
        case .chain(_, let parts):
            var edits: [TextEdit] = []
            var hasKept = false
            for (index, part) in parts.enumerated() {
                if isAlive(part) {
                    edits += self.edits(of: part)
                    hasKept = true
                } else if hasKept {
                    edits.append(.delete(SourceRange(parts[index - 1].range.end, part.range.end)))
                } else if index + 1 < parts.count {
                    edits.append(.delete(SourceRange(part.range.start, parts[index + 1].range.start)))
                }
            }
            return edits
        }
    }

    /// The part that is left of a chain that lost the others.
    private func onlyPart(of inner: Condition) -> Condition? {
        guard case .chain(_, let parts) = inner else { return nil }
        let left = parts.filter { isAlive($0) }
        guard left.count == 1, left.count < parts.count else { return nil }
        if case .chain = left[0] { return nil }
        return left[0]
    }

    private func rename(_ token: KconfigToken) -> [TextEdit] {
        guard token.kind == .word, token.text == RemovedSymbol.name else { return [] }
        return [TextEdit(token.range, RemovedSymbol.successor)]
    }
}
