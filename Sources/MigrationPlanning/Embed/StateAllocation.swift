// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// The proof that there is one state struct, allocated for each create and big enough for what is embedded in it.
struct StateAllocation {
    let record: String
    let definition: SyntaxNode
    /// The variable of create that holds the state.
    let variable: SyntaxNode
    /// The declaration or assignment in create that gives it its value.
    let holder: SyntaxNode
    /// The driver's own function that allocates, when create does not do it itself.
    let allocator: SyntaxNode?
    /// The call that allocates.
    let call: SyntaxNode
    /// Functions through which drvdata is read: `mdev_get_drvdata` and the driver's own that only pass it on.
    let getters: Set<String>

    init(_ usage: DriverUsage, create: SyntaxNode) throws(Refusal) {
        let checks = EmbedChecks(usage: usage)
        let state = usage.state
        for wrapper in state.wrappers where wrapper.isSetter || wrapper.form == .macro {
            throw checks.refuse(
                "M-26", state.setters.first ?? create,
                "drvdata is \(wrapper.isSetter ? "set" : "read") through the \(wrapper.form) \(wrapper.name)",
                EmbedChecks.byHand)
        }
        getters = Set(["mdev_get_drvdata"] + state.wrappers.map(\.name))
        guard let setter = state.setters.first, let holder = state.allocation, holder.enclosingFunction == create else {
            throw checks.refuse(
                "M-01", state.setters.first ?? create,
                "the per-device state is not allocated in \(create.name)() (\(state.source.description))",
                EmbedChecks.byHand)
        }
        switch state.source {
        case .allocatedInCreate: allocator = nil
        case .allocatedBy(let name): allocator = usage.index.functions[name]
        default:
            throw checks.refuse(
                "M-01", setter, "the per-device state is not allocated for each create (\(state.source.description))",
                EmbedChecks.byHand)
        }
        if state.setters.count > 1 {
            throw checks.refuse(
                "M-01", state.setters[1], "drvdata is set in \(state.setters.count) places", EmbedChecks.byHand)
        }
        guard let value = setter.arguments.last?.unwrapped, value.kind == .reference,
            let variable = create.descendants(.variable).first(where: { $0.declaration == value.declaration })
        else {
            throw checks.refuse(
                "M-01", setter, "the state given to mdev_set_drvdata() is no local variable", EmbedChecks.byHand)
        }
        guard let record = state.recordName else {
            throw checks.refuse(
                "M-01", setter, "the state's type, \(value.type), is no named struct",
                "give the struct a name (struct NAME { … }), then convert again")
        }
        guard let definition = state.definition, !definition.isFromMacro else {
            throw checks.refuse(
                "M-01", setter, "the definition of struct \(record) is not in the driver's own files",
                "name the file that defines it on the command line, too")
        }
        let place = allocator ?? holder
        guard let call = place.descendants(.call).first(where: { OldAPI.isAllocator($0.calledName ?? "") }) else {
            throw checks.refuse(
                "M-01", holder, "how the state is allocated is hidden in a macro", "write the allocation out by hand")
        }
        self.record = record
        self.definition = definition
        self.variable = variable
        self.holder = holder
        self.call = call
        try checkSize(usage, checks)
        try checkUses(usage, create, checks)
    }

    /// The struct grows: only an allocation that is measured by the struct grows with it.
    private func checkSize(_ usage: DriverUsage, _ checks: EmbedChecks) throws(Refusal) {
        let text = Normalised.text(of: call, renaming: [:])
        var measures = ["struct \(record) )", "struct \(record) ,"]
        for name in Set(
            (call.enclosingFunction?.descendants(.variable, .parameter) ?? []).filter { variable in
                CType.isPointer(variable.canonicalType, toStruct: record)
            }.map(\.name))
        {
            measures += ["sizeof ( * \(name) )", "sizeof * \(name)", "typeof ( * \(name) )", "struct_size ( \(name) ,"]
        }
        if measures.contains(where: text.contains) { return }
        if call.calledName?.hasPrefix("kmem_cache_") ?? false {
            let caches = usage.index.calls("kmem_cache_create", "__kmem_cache_create", "kmem_cache_create_usercopy")
            if caches.contains(where: { $0.text.contains(record) || $0.isFromMacro }) { return }
        }
        throw checks.refuse(
            "M-01", call, "the allocation is not measured by sizeof(struct \(record)), which is about to grow",
            "allocate sizeof(*\(variable.name)), then convert again")
    }

    /// The vfio_device lives as long as the state: the state may be wiped only before, and has to be freed some time.
    private func checkUses(_ usage: DriverUsage, _ create: SyntaxNode, _ checks: EmbedChecks) throws(Refusal) {
        for (_, function) in usage.index.functions.sorted(by: { $0.key < $1.key }) {
            for wipe in wipes(in: function) where function.name != allocator?.name {
                if function == create, wipe.enclosingStatement.parent == create.body { continue }
                throw checks.refuse(
                    "M-03", wipe, "the whole state is overwritten here, the vfio_device in it would be, too",
                    "overwrite the members that are meant, then convert again")
            }
        }
        if let place = usage.index.functions.sorted(by: { $0.key < $1.key }).lazy.compactMap({ assumesLayout($0.value) }
        ).first {
            throw checks.refuse(
                "M-01", place, "the layout of struct \(record) is relied upon here, and it is about to gain a member",
                "use the member that is meant, then convert again")
        }
        let frees = usage.index.functions.values.contains { function in
            function.descendants(.call).contains { call in
                OldAPI.freers.contains(call.calledName ?? "")
                    && call.arguments.contains { argument in
                        let plain = argument.unwrapped
                        return getters.contains(plain.calledName ?? "")
                            || CType.isPointer(plain.canonicalType, toStruct: record)
                    }
            }
        }
        guard frees else {
            throw checks.refuse(
                "M-01", call, "nothing in the driver frees struct \(record): who owns it is not seen",
                "free the state in the remove callback, then convert again")
        }
    }

    private static let byteFunctions: Set<String> = [
        "copy_to_user", "copy_from_user", "memcpy", "memmove", "memcmp", "memcpy_toio", "memcpy_fromio",
        "simple_read_from_buffer", "simple_write_to_buffer", "print_hex_dump", "sg_init_one", "virt_to_phys",
    ]

    /// A place where the state is taken for its first member, or for bytes.
    private func assumesLayout(_ function: SyntaxNode) -> SyntaxNode? {
        func isState(_ type: String) -> Bool { CType.isPointer(type, toStruct: record) }
        func isOther(_ type: String) -> Bool { type.hasSuffix("*") && !type.contains("void") && !isState(type) }
        return function.subtree.first { node in
            guard !node.isFromMacro else { return false }
            switch node.kind {
            case .cast:
                guard let inner = node.children.last(where: { $0.kind != .typeReference })?.unwrapped,
                    !inner.isFromMacro
                else { return false }
                return (isState(node.canonicalType) && isOther(inner.canonicalType))
                    || (isOther(node.canonicalType) && isState(inner.canonicalType))
            case .variable, .assignment:
                let target = node.kind == .variable ? node.canonicalType : node.left?.canonicalType ?? ""
                let value = node.kind == .variable ? node.initialiser : node.right
                // `struct state *s = (void *)entry;`
                guard isState(target), let value, value.kind == .cast, !value.unwrapped.isFromMacro else {
                    return false
                }
                return isOther(value.unwrapped.canonicalType)
            case .call:
                guard Self.byteFunctions.contains(node.calledName ?? "") else { return false }
                return node.arguments.contains {
                    $0.unwrapped.kind == .reference && isState($0.unwrapped.canonicalType)
                }
            default: return false
            }
        }
    }

    /// `memset(state, …)` and `*state = …`.
    func wipes(in function: SyntaxNode) -> [SyntaxNode] {
        function.subtree.filter { node in
            switch node.kind {
            case .call:
                guard
                    ["memset", "memzero_explicit", "bzero", "__builtin_memset"].contains(
                        node.calledName ?? ""),
                    let target = node.arguments.first?.unwrapped, target.kind == .reference
                else { return false }
                return CType.isPointer(target.canonicalType, toStruct: record)
            case .assignment:
                guard let left = node.left?.unwrapped, left.kind == .unary, left.operatorText == "*",
                    let target = left.children.first
                else { return false }
                return CType.isPointer(target.canonicalType, toStruct: record)
            default: return false
            }
        }
    }
}
