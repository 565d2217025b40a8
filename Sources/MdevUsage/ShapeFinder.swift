// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Names what is special about a driver, row by row of the catalogue of driver patterns.
struct ShapeFinder {
    let usage: DriverUsage
    private var index: DriverIndex { usage.index }

    func find() -> [Shape] {
        var shapes: [Shape] = []
        for table in usage.tables { shapes += tableShapes(table) }
        if usage.tables.count > 1 { shapes.append(Shape(1, "\(usage.tables.count) ops tables")) }
        shapes += chosenAtRunTime + callbackShapes + stateShapes + removeShapes + createShapes + aroundShapes
        shapes += versionShapes + groupShapes + registrationShapes
        var seen: Set<Shape> = []
        return shapes.filter { seen.insert($0).inserted }.sorted { ($0.row, $0.text) < ($1.row, $1.text) }
    }

    // MARK: Rows 1 and 2

    private func tableShapes(_ table: OpsTable) -> [Shape] {
        var shapes: [Shape] = []
        switch table.storage {
        case .constantVariable: break
        case .unreadable: return [Shape(1, "\(table.name) is \(table.storage.description)")]
        case .mutableVariable:
            shapes.append(Shape(1, "\(table.name) is not const"))
        default: shapes.append(Shape(1, "\(table.name) is \(table.storage.description)"))
        }
        if !table.isStatic, table.storage == .constantVariable || table.storage == .mutableVariable {
            shapes.append(Shape(1, "\(table.name) is extern"))
        }
        if table.isThroughTypedef { shapes.append(Shape(1, "\(table.name) has its type from a typedef")) }
        if table.isMadeByMacro { shapes.append(Shape(1, "\(table.name) is made by a macro")) }
        if table.isChangedAtRunTime {
            let names = table.members.filter(\.isAssignment).map(\.name).joined(separator: ", ")
            shapes.append(Shape(2, "\(table.name): assigned at run time: \(names)"))
        }
        if !table.isRegistered, usage.registrations.allSatisfy({ $0.table?.unwrapped.kind != .call }) {
            shapes.append(Shape(1, "\(table.name) is not seen registered"))
        }
        for member in table.members where member.isNull {
            shapes.append(Shape(2, "\(table.name): .\(member.name) is NULL"))
        }
        if case .embedded = table.storage { return shapes }
        let missing = ["owner", "open", "release", "read", "write", "ioctl", "mmap"].filter { name in
            table.member(name) == nil && !(name == "open" && table.member("open_device") != nil)
                && !(name == "release" && table.member("close_device") != nil)
        }
        if !missing.isEmpty, table.member("device_driver") == nil {
            shapes.append(Shape(2, "\(table.name) has no " + missing.joined(separator: ", ")))
        }
        return shapes
    }

    private var chosenAtRunTime: [Shape] {
        usage.registrations.compactMap { site in
            guard let table = site.table?.unwrapped else { return nil }
            if table.kind == .conditional || table.kind == .elementAccess {
                return Shape(1, "table chosen at run time in \(site.function)()")
            }
            if table.kind == .reference, CType.isPointer(table.canonicalType), usage.tables.count > 1 {
                return Shape(1, "table chosen at run time in \(site.function)()")
            }
            return nil
        }
    }

    // MARK: Rows 3 and 4

    private var stateShapes: [Shape] {
        var shapes: [Shape] = []
        let isPlain = usage.state.source == .allocatedInCreate || usage.state.source == .embedsDevice
        if !isPlain, !usage.tables.isEmpty {
            shapes.append(Shape(3, "state: \(usage.state.source.description)"))
        }
        for wrapper in usage.state.wrappers {
            shapes.append(
                Shape(4, "drvdata \(wrapper.isSetter ? "set" : "read") through \(wrapper.form) \(wrapper.name)"))
        }
        if index.calls["mdev_from_dev"] != nil { shapes.append(Shape(4, "mdev_from_dev() in attributes")) }
        return shapes
    }

    // MARK: Rows 5, 6, 7

    private var removeShapes: [Shape] {
        guard let remove = usage.callback("remove") else { return [] }
        var codes: Set<String> = []
        for statement in remove.descendants(.returnStatement) {
            if let value = statement.children.first?.text, value.hasPrefix("-E") { codes.insert(value) }
        }
        for node in remove.descendants(.assignment, .variable) {
            let value = node.kind == .variable ? node.initialiser : node.right
            if let text = value?.text, text.hasPrefix("-E") { codes.insert(text) }
        }
        var shapes = codes.isEmpty ? [] : [Shape(5, "remove may fail: " + codes.sorted().joined(separator: ", "))]
        if remove.descendants(.forLoop).contains(where: \.isFromMacro) {
            shapes.append(Shape(5, "remove searches a list"))
        }
        let frees = remove.subtree.contains { OldAPI.freers.contains($0.calledName ?? "") }
        if !frees { shapes.append(Shape(5, "remove frees nothing itself")) }
        return shapes
    }

    private var createShapes: [Shape] {
        guard let create = usage.callback("create") else { return [] }
        guard create.parameters.count == 2, let kobject = create.parameters.first else { return [] }
        let used = create.subtree.contains { $0.kind == .reference && $0.declaration == kobject.declaration }
        return [Shape(6, used ? "create uses its kobj" : "create takes a kobj and does not use it")]
    }

    private var callbackShapes: [Shape] {
        var shapes: [Shape] = []
        for name in OldAPI.callbacks {
            guard let function = usage.callback(name), !function.isStatic else { continue }
            shapes.append(Shape(7, "\(function.name)() is not static"))
        }
        if !usage.helpers.isEmpty {
            shapes.append(Shape(7, "helpers take the mdev: " + usage.helpers.map(\.name).joined(separator: ", ")))
        }
        if let definition = usage.state.definition,
            let field = definition.children.first(where: {
                CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord)
            })
        {
            shapes.append(Shape(7, "the state keeps the mdev in \(field.name)"))
        }
        return shapes
    }

    // MARK: Rows 8 to 11

    private var aroundShapes: [Shape] {
        let words: [(String, String)] = [
            ("try_module_get", "module references"), ("mdev_set_iommu_device", "mdev_set_iommu_device()"),
            ("vfio_register_notifier", "notifiers"), ("vfio_pin_pages", "vfio_pin_pages()"),
        ]
        var shapes = words.compactMap { index.calls[$0.0] == nil ? nil : Shape(8, $0.1) }
        if usage.tables.contains(where: { $0.function("request") != nil }) { shapes.append(Shape(8, ".request")) }
        return shapes
    }

    private var versionShapes: [Shape] {
        var shapes: [Shape] = []
        for unit in index.units {
            guard let tokens = unit.mainFile else { continue }
            let conditional = tokens.tokens.indices.contains { position in
                tokens.tokens[position].isInDirective
                    && (tokens.token(position, is: "LINUX_VERSION_CODE")
                        || tokens.token(position, is: "KERNEL_VERSION"))
            }
            if conditional { shapes.append(Shape(9, "#if on the kernel's version")) }
            let ranges = unit.inactive[unit.mainPath] ?? []
            let words: [StaticString] = ["mdev_parent_ops", "vfio_register_group_dev", "mdev_register_driver"]
            for range in ranges {
                for position in tokens.indices(in: range) {
                    for word in words where tokens.token(position, is: word) {
                        shapes.append(Shape(9, "\(word) in an inactive #if branch"))
                    }
                }
            }
        }
        if !usage.tables.isEmpty, index.calls["vfio_register_group_dev"] != nil {
            shapes.append(Shape(9, "the new API is in the same driver"))
        }
        return shapes
    }

    private var groupShapes: [Shape] {
        usage.tables.compactMap { table in
            guard let member = table.member("supported_type_groups") else {
                if case .embedded = table.storage { return nil }
                return table.member("device_driver") == nil && !table.members.isEmpty
                    ? Shape(10, "\(table.name): supported_type_groups set elsewhere") : nil
            }
            if member.isAssignment { return Shape(10, "\(table.name): supported_type_groups assigned at run time") }
            if let variable = index.variables[member.value.unwrapped.name], variable.initialiser == nil {
                return Shape(10, "type groups \(variable.name) are built at run time")
            }
            return nil
        }
    }

    private var registrationShapes: [Shape] {
        var shapes: [Shape] = []
        for site in usage.registrations {
            switch site.reach {
            case .busDriver(let name):
                shapes.append(Shape(11, "registered in \(site.function)(), reached through \(name)"))
            case .unknown: shapes.append(Shape(11, "registered in \(site.function)(), called from elsewhere"))
            case .moduleInit, .moduleExit: break
            }
        }
        if usage.registrations.isEmpty, !usage.tables.isEmpty {
            shapes.append(Shape(11, "no call of mdev_register_device() is seen"))
        }
        return shapes
    }
}
