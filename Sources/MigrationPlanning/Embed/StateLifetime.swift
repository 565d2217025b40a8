// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// What stands against a vfio_device as first member of the state: frees that are not seen as such, and code that is
/// right only as long as another member is the first one.
struct StateLifetime {
    let usage: DriverUsage
    let allocation: StateAllocation
    private var record: String { allocation.record }
    private var checks: EmbedChecks { EmbedChecks(usage: usage) }

    private var functions: [SyntaxNode] {
        usage.index.functions.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Also where nothing has to be called before a free: what 5.15 wants comes with the next stage.
    func check() throws(Refusal) {
        let inner = firstMembers
        for function in functions {
            if let call = function.descendants(.call).first(where: { freesFirstMember($0, inner) }) {
                throw checks.refuse(
                    "M-01", call, "struct \(record) is freed through its first member here, and it gets another one",
                    "free the struct itself, then convert again")
            }
            if let node = testOfContainer(in: function) {
                throw checks.refuse(
                    "M-01", node,
                    "NULL is seen here only while the member that leads to struct \(record) is its first one",
                    "test the member's pointer before container_of(), then convert again")
            }
            if let name = otherFree(in: function) {
                throw checks.refuse(
                    "O-06", function, "\(function.name)() frees the state by \(name)()",
                    "call vfio_uninit_group_dev() before it by hand, or free the state by kfree()")
            }
            if let call = function.descendants(.call).first(where: { freesUnknown($0, in: function) }) {
                throw checks.refuse(
                    "O-06", call, "the state may be freed here, through a void pointer",
                    "give the pointer its type, then convert again")
            }
        }
    }

    /// The structs that begin where the state begins.
    private var firstMembers: Set<String> {
        var names: Set<String> = []
        var current: SyntaxNode? = allocation.definition
        while let structure = current, let first = structure.children.first(where: { $0.kind == .field }),
            !CType.isPointer(first.canonicalType), let name = CType.recordName(first.canonicalType), name != record,
            names.insert(name).inserted
        {
            current = usage.index.structures[name]
        }
        return names
    }

    private func freesFirstMember(_ call: SyntaxNode, _ inner: Set<String>) -> Bool {
        guard OldAPI.freers.contains(call.calledName ?? "") else { return false }
        return call.arguments.contains { argument in
            inner.contains { CType.isPointer(argument.unwrapped.canonicalType, toStruct: $0) }
        }
    }

    /// A function or macro of the kernel that frees what it is given, such as `kfree_rcu()`.
    private func otherFree(in function: SyntaxNode) -> String? {
        let states = names(in: function)
        guard !states.isEmpty else { return nil }
        let tokens = function.tokens
        for index in tokens.indices(in: function.range) where tokens.tokens[index].kind == .identifier {
            let name = tokens.text(at: index)
            guard name.contains("free"), tokens.token(index + 1, is: "("), !OldAPI.freers.contains(name),
                usage.index.functions[name] == nil
            else { continue }
            // The state itself as an argument, not a member of it.
            var position = index + 2
            while position < tokens.tokens.count, !tokens.token(position, is: ")"), !tokens.token(position, is: ";") {
                if states.contains(tokens.text(at: position)),
                    tokens.token(position + 1, is: ",") || tokens.token(position + 1, is: ")")
                {
                    return name
                }
                position += 1
            }
        }
        return nil
    }

    private func names(in function: SyntaxNode) -> Set<String> {
        Set(
            function.descendants(.variable, .parameter).filter { CType.isPointer($0.canonicalType, toStruct: record) }
                .map(\.name))
    }

    /// `kfree(data)` of a `void *` parameter, where the function is given a state or called by somebody else.
    private func freesUnknown(_ call: SyntaxNode, in function: SyntaxNode) -> Bool {
        guard OldAPI.freers.contains(call.calledName ?? ""),
            let argument = call.arguments.last?.unwrapped, argument.kind == .reference,
            argument.canonicalType == "void *",
            function.parameters.contains(where: { $0.declaration == argument.declaration })
        else { return false }
        if usage.index.values[function.name] != nil { return true }
        return (usage.index.calls[function.name] ?? []).contains { outer in
            outer.arguments.contains { argument in
                argument.subtree.contains { CType.isPointer($0.canonicalType, toStruct: record) }
            }
        }
    }

    // MARK: container_of(NULL)

    /// `s = container_of(maybe, struct state, first); if (!s)`.
    private func testOfContainer(in function: SyntaxNode) -> SyntaxNode? {
        guard leadsFromFirstMember else { return nil }
        for variable in function.descendants(.variable)
        where CType.isPointer(variable.canonicalType, toStruct: record) {
            var sources = function.descendants(.assignment).filter {
                $0.left?.unwrapped.declaration == variable.declaration
            }.compactMap(\.right)
            if let value = variable.initialiser { sources.append(value) }
            guard sources.contains(where: isContainer) else { continue }
            let test = function.subtree.first { node in
                guard node.kind == .reference, node.declaration == variable.declaration,
                    let parent = DeviceUses.meaningfulParent(of: node)
                else { return false }
                return DeviceUses.isNullTest(parent, of: node)
            }
            if let test { return test }
        }
        return nil
    }

    /// Somewhere in the driver, macros included, stands `struct state, first)`.
    private var leadsFromFirstMember: Bool {
        guard let first = allocation.definition.children.first(where: { $0.kind == .field }) else { return false }
        return usage.index.units.flatMap(\.tree.files).contains { list in
            list.tokens.indices.contains { index in
                index >= 2 && list.token(index, is: ")") && list.text(at: index - 1) == first.name
                    && list.token(index - 2, is: ",")
            }
        }
    }

    private func isContainer(_ value: SyntaxNode) -> Bool {
        let plain = value.unwrapped
        let head = value.tokens.text(at: value.tokens.index(atOrAfter: value.range.start))
        if value.isFromMacro || plain.isFromMacro {
            return !head.hasSuffix("_or_null") && !head.hasSuffix("_safe") && head != "NULL" && head != "ERR_PTR"
                && !allocation.getters.contains(plain.calledName ?? "")
        }
        guard let called = plain.calledName, let own = usage.index.functions[called] else { return false }
        return own.descendants(.returnStatement).contains { statement in
            guard let value = statement.children.first else { return false }
            let head = value.tokens.text(at: value.tokens.index(atOrAfter: value.range.start))
            return value.isFromMacro && head != "NULL" && head != "ERR_PTR" && !head.hasSuffix("_or_null")
                && !head.hasSuffix("_safe")
        }
    }
}
