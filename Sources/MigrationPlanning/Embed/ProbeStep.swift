// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-02, M-03, M-04: create becomes probe, initialises the vfio_device after the state is allocated, and registers it
/// as its last fallible act.
struct ProbeStep {
    let context: EmbedContext
    let helpers: ConvertedHelpers
    let teardown: Teardown

    init(_ context: EmbedContext, helpers: ConvertedHelpers, teardown: Teardown) {
        self.context = context
        self.helpers = helpers
        self.teardown = teardown
    }

    private var create: SyntaxNode { context.create }
    private var checks: EmbedChecks { EmbedChecks(usage: context.usage) }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        try rename(&builder)
        let body = try BodyRewriter(
            context: context, function: create, parameter: context.createDevice,
            access: .mdev(context.createDevice.name), helpers: helpers
        ).rewrite()
        try BodyEdits.add(body, to: create, title: "drvdata through the device", &builder)
        let initEnd = try initialise(&builder)
        try register(&builder)
        try UninitCalls(context).plan(
            behind: initEnd, removeName: RemoveParts(context).stateName, &builder)
        try declareDeviceOps(&builder)
    }

    // MARK: M-02

    private func rename(_ builder: inout PlanBuilder) throws(Refusal) {
        let title = "create becomes probe"
        if context.successExit == nil { return }
        for head in context.index.heads(of: create.name) {
            if let edit = Signatures.rename(head, to: context.names.probe) {
                try builder.add("M-02", title, in: head.file, [edit])
                let comment = KernelDoc.renaming(of: head, to: context.names.probe)
                try builder.add("M-02", title, in: head.file, comment)
            }
        }
        for call in context.index.calls[create.name] ?? [] {
            throw checks.refuse(
                "M-02", call, "\(create.name)() is also called directly", "convert this driver by hand for now")
        }
        let others = (context.index.values[create.name] ?? []).filter { !context.table.node.range.contains($0.range) }
        if let other = others.first {
            throw checks.refuse(
                "M-02", other, "\(create.name)() is also used as a value", "convert this driver by hand for now")
        }
    }

    // MARK: M-03

    /// Returns the offset behind which the vfio_device is initialised.
    private func initialise(_ builder: inout PlanBuilder) throws(Refusal) -> Int {
        let variable = context.stateVariable
        guard let place = placeBehindAllocation() else {
            throw checks.refuse(
                "M-03", context.allocation.holder, "no test of the allocation of \(variable.name) is seen",
                "test the result of the allocation right behind it, then convert again")
        }
        let title = "initialise the vfio_device"
        try checkFailureExit()
        try zeroMemory(title, &builder)
        let device = context.createDevice.name
        let head = "\tvfio_init_group_dev("
        let text =
            head
            + KernelStyle.wrap(
                [
                    "&\(variable.name)->\(context.names.field)", "&\(device)->dev",
                    "&\(context.driver.names.deviceOps)",
                ], at: KernelStyle.column(after: head), reserve: 2) + ");\n"
        let end = context.file.endOfLine(at: place.rangeWithSemicolon.end - 1)
        let next = context.file.text(
            in: SourceRange(end, context.file.endOfLine(at: min(end, context.file.bytes.count - 1))))
        let isBlank = next.allSatisfy(\.isWhitespace)
        try builder.add(
            "M-03", title, in: context.file, [.insert("\n" + text + (isBlank ? "" : "\n"), at: end)])
        return end
    }

    /// The statement behind which the state is there and nothing overwrites it as a whole any more.
    private func placeBehindAllocation() -> SyntaxNode? {
        guard let test = testOfAllocation() else { return nil }
        let wipes = context.allocation.wipes(in: create).map(\.enclosingStatement)
        return wipes.filter { $0.range.start > test.range.start }.max { $0.range.start < $1.range.start } ?? test
    }

    /// The `if` that tests the allocation.
    private func testOfAllocation() -> SyntaxNode? {
        let statement = context.allocation.holder.enclosingStatement
        guard let block = statement.parent, block.kind == .compound, block == create.body,
            let position = block.children.firstIndex(of: statement)
        else { return nil }
        var found: SyntaxNode? = statement.kind == .ifStatement ? statement : nil
        for candidate in block.children[(position + 1)...] {
            // NULL and error pointers may be tested one after the other.
            if candidate.kind == .ifStatement, candidate.elseBranch == nil, testsState(candidate) {
                found = candidate
                continue
            }
            if found != nil { return found }
            let touches = candidate.subtree.contains {
                $0.kind == .memberReference
                    && $0.children.first?.unwrapped.declaration == context.stateVariable.declaration
            }
            if touches { return nil }
        }
        return found
    }

    private func testsState(_ statement: SyntaxNode) -> Bool {
        guard let condition = statement.condition else { return false }
        return condition.subtree.contains { mention in
            guard mention.kind == .reference, mention.declaration == context.stateVariable.declaration else {
                return false
            }
            guard let parent = DeviceUses.meaningfulParent(of: mention) else { return true }
            return DeviceUses.isNullTest(parent, of: mention) || condition.text.contains("IS_ERR")
        }
    }

    /// When the allocation failed there is nothing to uninitialise: such an exit must not lead to a free.
    private func checkFailureExit() throws(Refusal) {
        guard context.target.hasDeviceSets, let test = testOfAllocation(),
            let jump = test.thenBranch?.subtree.first(where: { $0.kind == .goto }),
            let name = jump.children.first(where: { $0.kind == .labelReference })?.name,
            let label = create.descendants(.label).first(where: { $0.name == name }),
            let free = UninitCalls(context).frees.first(where: {
                $0.enclosingFunction == create && $0.range.start >= label.range.start
            })
        else { return }
        throw checks.refuse(
            "O-06", free, "this is also reached when the state could not be allocated",
            "return at once where the allocation fails, then convert again")
    }

    private static let zeroed = [
        "kmalloc": "kzalloc", "kvmalloc": "kvzalloc", "vmalloc": "vzalloc", "kmem_cache_alloc": "kmem_cache_zalloc",
        "kmalloc_node": "kzalloc_node",
    ]

    /// The core expects zeroed memory.
    private func zeroMemory(_ title: String, _ builder: inout PlanBuilder) throws(Refusal) {
        let call = context.allocation.call
        let isWiped = !context.allocation.wipes(in: call.enclosingFunction ?? create).isEmpty
        guard let name = call.calledName, !OldAPI.zeroingAllocators.contains(name), !isWiped else { return }
        guard let replacement = Self.zeroed[name], let range = call.nameRange else {
            throw checks.refuse(
                "M-03", call, "the state is allocated by \(name)() and not zeroed", "allocate zeroed memory")
        }
        try builder.add("M-03", title, in: call.file, [TextEdit(range, replacement)])
    }

    // MARK: M-04

    private func register(_ builder: inout PlanBuilder) throws(Refusal) {
        guard let exit = context.successExit else { return try registerAround(&builder) }
        let title = "register the vfio_device last"
        let result = ResultVariable.existing(in: create)
        let name = result?.name ?? freeResultName
        if result == nil { try declare(name, title, &builder) }
        let state = context.stateVariable.name
        var text = "\t\(name) = \(context.target.registerFunction)(&\(state)->\(context.names.field));\n"
        switch teardown {
        case .label(let label): text += "\tif (\(name))\n\t\tgoto \(label);\n"
        case .function where labelThatRemoves != nil: text += "\tif (\(name))\n\t\tgoto \(labelThatRemoves ?? "");\n"
        case .function(let function, let takesMdev):
            let argument = takesMdev ? context.createDevice.name : state
            let uninit = UninitCalls(context)
            let lifted = uninit.isLifted ? "\t" + uninit.line(state) : ""
            text += "\tif (\(name)) {\n\(lifted)\t\t\(function)(\(argument));\n\t\treturn \(name);\n\t}\n"
        }
        let line = context.file.startOfLine(at: exit.range.start)
        try builder.add(
            "M-04", title, in: context.file, [.insert(separator(before: line) + text + "\n", at: line)])
    }

    /// An exit in front of the place where drvdata is set that may give 0.
    private var successWithoutState: SyntaxNode? {
        guard let setter = context.usage.state.setters.first else { return nil }
        let early = create.descendants(.returnStatement, .goto).filter { $0.range.start < setter.range.start }
        let result = ResultVariable.existing(in: create)
        let assignments = create.descendants(.assignment).filter {
            $0.left?.unwrapped.declaration == result?.declaration && result != nil
        }
        return early.first { exit in
            if exit.kind == .returnStatement, let value = exit.children.first {
                if value.text == "0" { return true }
                guard value.unwrapped.kind == .reference else { return false }
            }
            // The last value that the result had in the text before.
            let before = assignments.filter { $0.range.end <= exit.range.start }
            if let last = before.last { return last.right?.text == "0" }
            return result?.initialiser?.text == "0"
        }
    }

    /// A label of create that calls remove and returns the result: with remove's tail in its place it is what is wanted.
    private var labelThatRemoves: String? {
        guard let body = create.body, let result = ResultVariable.existing(in: create) else { return nil }
        return body.descendants(.label).first { label in
            guard let inner = label.children.last, inner.calledName == context.remove.name, label.parent == body,
                let position = body.children.firstIndex(of: label), position + 1 < body.children.count
            else { return false }
            let next = body.children[position + 1]
            return next.kind == .returnStatement && next.children.first?.unwrapped.declaration == result.declaration
        }?.name
    }

    /// Create has no one place of success: it stays a function of its own, and probe calls it and registers.
    private func registerAround(_ builder: inout PlanBuilder) throws(Refusal) {
        guard case .function(let release, let takesMdev) = teardown else { return }
        if let early = successWithoutState {
            throw checks.refuse(
                "M-04", early, "\(create.name)() may succeed here, before it has made a state",
                "return an error where there is no device to be had, then convert again")
        }
        let mdev = context.createDevice.name
        let state = context.stateVariable.name
        var text = "\nstatic int \(context.names.probe)(struct mdev_device *\(mdev))\n{\n"
        text += "\tstruct \(context.stateRecord) *\(state);\n\tint ret;\n\n"
        text += "\tret = \(create.name)(\(mdev));\n\tif (ret)\n\t\treturn ret;\n\n"
        text += "\t\(state) = dev_get_drvdata(&\(mdev)->dev);\n"
        text += "\tret = \(context.target.registerFunction)(&\(state)->\(context.names.field));\n"
        let uninit = UninitCalls(context)
        let call = "\t\t\(release)(\(takesMdev ? mdev : state));\n"
        text +=
            uninit.isLifted
            ? "\tif (ret) {\n\t" + uninit.line(state) + call + "\t}\n" : "\tif (ret)\n" + call
        text += "\n\treturn ret;\n}\n"
        let end = context.file.endOfLine(at: create.range.end - 1)
        try builder.add("M-04", "register the vfio_device last", in: context.file, [.insert(text, at: end)])
    }

    private func separator(before offset: Int) -> String {
        let previous = context.file.startOfLine(at: max(0, offset - 1))
        return context.file.text(in: SourceRange(previous, offset)).allSatisfy(\.isWhitespace) ? "" : "\n"
    }

    private var freeResultName: String {
        let taken = Set(create.descendants(.variable, .parameter).map(\.name))
        return ["ret", "rc", "err", "result"].first { !taken.contains($0) } ?? "vfio_ret"
    }

    private func declare(_ name: String, _ title: String, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let last = create.body?.children.last(where: { $0.kind == .declarationStatement }) else { return }
        try builder.add(
            "M-04", title, in: context.file,
            [.insert("\tint \(name);\n", at: context.file.endOfLine(at: last.rangeWithSemicolon.end - 1))])
    }

    // MARK: what is named before it is defined

    private func declareDeviceOps(_ builder: inout PlanBuilder) throws(Refusal) {
        let start = create.startWithComment
        var text = ""
        if context.table.node.range.start > start {
            text += "static const struct vfio_device_ops \(context.driver.names.deviceOps);\n"
        }
        if case .function(let name, let takesMdev) = teardown, context.remove.range.start > start {
            let state = RemoveParts(context).stateName
            let parameter =
                takesMdev
                ? "struct mdev_device *\(context.removeDevice.name)" : context.stateParameter(state)
            text += "static void \(name)(\(parameter));\n"
        }
        guard !text.isEmpty else { return }
        try builder.add("M-10", "vfio_device_ops", in: context.file, [.insert(text + "\n", at: start)])
    }
}
