// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Follows drvdata from where it is set to where it comes from.
struct StateFinder {
    let index: DriverIndex
    let create: SyntaxNode?
    let remove: SyntaxNode?
    let graph: ReferenceGraph

    func find() -> StateUsage {
        let setters = index.calls("mdev_set_drvdata").filter { call in
            guard let value = call.arguments.last else { return false }
            return !Self.isNull(value)
        }
        let wrappers = findWrappers()
        guard let first = setters.first(where: { $0.enclosingFunction == create }) ?? setters.first
        else { return withoutSetter(wrappers: wrappers) }
        let setter = callOfWrapper(around: first, wrappers) ?? first
        guard let value = setter.arguments.last?.unwrapped else { return withoutSetter(wrappers: wrappers) }

        let record = recordName(of: setter.arguments.last) ?? recordOfGetters()
        var usage = StateUsage(
            source: .unknown, recordName: record, definition: record.flatMap { index.structures[$0] }, setters: setters,
            allocation: nil, wrappers: wrappers)
        guard let function = setter.enclosingFunction else { return usage }
        if function != create, let create, !graph.reaches(create.name, function.name) {
            usage.source = .attachedLater(function: function.name)
            return usage
        }
        (usage.source, usage.allocation) = origin(of: value, in: function, depth: 0)
        if usage.source == .allocatedInCreate, function != create {
            usage.source = .allocatedBy(function: function.name)
        }
        return usage
    }

    /// Where a function only passes on to `mdev_set_drvdata()`, its first call from create (or anywhere) tells more.
    private func callOfWrapper(around setter: SyntaxNode, _ wrappers: [DrvdataWrapper]) -> SyntaxNode? {
        guard let name = setter.enclosingFunction?.name,
            wrappers.contains(where: { $0.form == .function && $0.isSetter && $0.name == name })
        else { return nil }
        let calls = index.calls(name).filter { call in call.arguments.last.map { !Self.isNull($0) } ?? false }
        return calls.first { $0.enclosingFunction == create } ?? calls.first
    }

    private static func isNull(_ node: SyntaxNode) -> Bool { ["NULL", "0"].contains(node.text) }

    private func recordName(of value: SyntaxNode?) -> String? {
        guard let value else { return nil }
        // Outermost first: a cast to void * hides the type, the expression inside tells it.
        for node in value.subtree {
            if CType.isPointer(node.canonicalType), let name = CType.recordName(node.canonicalType) { return name }
        }
        return nil
    }

    /// What the results of such calls are assigned to, where all agree.
    private func recordOfGetters(_ calls: [SyntaxNode]? = nil) -> String? {
        var names: Set<String> = []
        for call in calls ?? index.calls("mdev_get_drvdata") {
            guard let holder = call.ancestor(where: { [.variable, .assignment, .cast].contains($0.kind) }) else {
                continue
            }
            let type = holder.kind == .assignment ? holder.left?.canonicalType ?? "" : holder.canonicalType
            if let name = CType.recordName(type) { names.insert(name) }
        }
        return names.count == 1 ? names.first : nil
    }

    private func withoutSetter(wrappers: [DrvdataWrapper]) -> StateUsage {
        let parents = (index.calls["dev_get_drvdata"] ?? []).filter { call in
            call.arguments.first?.subtree.contains { $0.calledName == "mdev_parent_dev" } ?? false
        }
        if let record = recordOfGetters() ?? recordOfGetters(parents) {
            return StateUsage(
                source: parents.isEmpty ? .none : .parents, recordName: record, definition: index.structures[record],
                setters: [], allocation: nil, wrappers: wrappers)
        }
        if let (record, source) = keptByDriver() {
            return StateUsage(
                source: source, recordName: record, definition: index.structures[record], setters: [], allocation: nil,
                wrappers: wrappers)
        }
        let embedding = index.structures.values.filter { structure in
            structure.children.contains { $0.kind == .field && $0.canonicalType == "struct vfio_device" }
        }.min { $0.name < $1.name }
        return StateUsage(
            source: embedding == nil ? .none : .embedsDevice, recordName: embedding?.name, definition: embedding,
            setters: [], allocation: nil, wrappers: wrappers)
    }

    /// No drvdata: the struct that create allocates, or that create and remove walk a list of.
    private func keptByDriver() -> (String, StateUsage.Source)? {
        for function in [create, remove].compactMap({ $0 }) {
            for node in function.descendants(.variable, .assignment) {
                let target = node.kind == .variable ? node : node.left
                let value = node.kind == .variable ? node.initialiser : node.right
                guard let target, let value = value?.unwrapped, let called = value.calledName,
                    let record = CType.recordName(target.canonicalType), index.structures[record] != nil
                else { continue }
                if OldAPI.isAllocator(called) {
                    // Set through a function pointer, it is drvdata all the same.
                    return (record, index.values["mdev_set_drvdata"] == nil ? .lookedUp : .unknown)
                }
                if let own = index.functions[called], own.descendants(.forLoop).contains(where: \.isFromMacro) {
                    return (record, .lookedUp)
                }
            }
            guard function.descendants(.forLoop).contains(where: \.isFromMacro) else { continue }
            for variable in function.descendants(.variable) where CType.isPointer(variable.canonicalType) {
                if let record = CType.recordName(variable.canonicalType), index.structures[record] != nil {
                    return (record, .lookedUp)
                }
            }
        }
        return nil
    }

    // MARK: Origin

    private func origin(
        of value: SyntaxNode, in function: SyntaxNode, depth: Int
    ) -> (StateUsage.Source, SyntaxNode?) {
        if let call = Self.call(in: value) { return origin(ofCall: call, holder: value) }
        if value.kind == .memberReference { return (.unknown, nil) }
        guard value.kind == .reference else { return (.unknown, nil) }
        var found: (StateUsage.Source, SyntaxNode?) = (.unknown, nil)
        for node in function.subtree {
            let source: SyntaxNode?
            switch node.kind {
            case .variable where node.declaration == value.declaration: source = node.initialiser
            case .assignment where node.left?.unwrapped.declaration == value.declaration: source = node.right
            default: continue
            }
            guard let source = source?.unwrapped, let call = Self.call(in: source) else { continue }
            let answer = origin(ofCall: call, holder: node)
            if found.0 == .unknown { found = answer }
        }
        return found
    }

    private static func call(in value: SyntaxNode) -> SyntaxNode? {
        let plain = value.unwrapped
        return plain.kind == .call ? plain : nil
    }

    private func origin(ofCall call: SyntaxNode, holder: SyntaxNode) -> (StateUsage.Source, SyntaxNode?) {
        guard let name = call.calledName, !name.isEmpty, call.callee?.unwrapped.kind != .memberReference else {
            return (.throughFunctionTable, nil)
        }
        if OldAPI.managedAllocators.contains(name) { return (.deviceManaged, holder) }
        if OldAPI.isAllocator(name) { return (.allocatedInCreate, holder) }
        if call.arguments.contains(where: { $0.subtree.contains { $0.calledName == "mdev_parent_dev" } }) {
            return (.parents, nil)
        }
        if name == "dev_get_drvdata" || name == "platform_get_drvdata" || name == "pci_get_drvdata" {
            return (.parents, nil)
        }
        if let own = index.functions[name] {
            let allocates = own.subtree.contains { ($0.calledName).map(OldAPI.isAllocator) ?? false }
            if allocates { return (.allocatedBy(function: name), holder) }
            if own.subtree.contains(where: { ["dev_get_drvdata", "container_of"].contains($0.calledName ?? "") }) {
                return (.parents, nil)
            }
            return (.unknown, nil)
        }
        return (.unknown, nil)
    }

    // MARK: Wrappers

    private func findWrappers() -> [DrvdataWrapper] {
        var found: Set<DrvdataWrapper> = []
        for (name, setter) in [("mdev_get_drvdata", false), ("mdev_set_drvdata", true)] {
            for call in index.calls[name] ?? [] {
                if call.isFromMacro, let unit = index.parse(of: call),
                    let use = unit.macroUses(touching: call.range, in: call.file.path)
                        .filter({ $0.range.start == call.range.start }).max(by: { $0.range.count < $1.range.count })
                {
                    found.insert(DrvdataWrapper(name: use.name, form: .macro, isSetter: setter))
                } else if let function = call.enclosingFunction, isThin(function, around: call) {
                    found.insert(DrvdataWrapper(name: function.name, form: .function, isSetter: setter))
                }
            }
        }
        return found.sorted { $0.name < $1.name }
    }

    /// A wrapper does nothing but pass on.
    private func isThin(_ function: SyntaxNode, around call: SyntaxNode) -> Bool {
        guard let body = function.body, body.children.count == 1, let only = body.children.first else { return false }
        switch only.kind {
        case .returnStatement: return only.children.first?.unwrapped == call
        case .call: return only == call
        default: return false
        }
    }
}
