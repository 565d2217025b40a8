// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// C-06, C-07, D-03, D-04: pages are pinned through the vfio_device, and from 6.0 on by address and as `struct page`.
struct PinStep {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    private static let plainNames = [
        "vfio_group_pin_pages": "vfio_pin_pages", "vfio_group_unpin_pages": "vfio_unpin_pages",
    ]
    private static let title = "pages are pinned by address, as struct page"

    func plan(_ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft) throws(Refusal) {
        guard context.isC0 else { return }
        for call in context.index.calls("vfio_pin_pages", "vfio_group_pin_pages") where call.arguments.count == 5 {
            try pin(call, &needs, &draft)
        }
        for call in context.index.calls("vfio_unpin_pages", "vfio_group_unpin_pages") where call.arguments.count == 3 {
            try unpin(call, &needs, &draft)
        }
    }

    // MARK: The device

    /// The first argument, and the name of what is called where it has to be another one.
    private func device(
        of call: SyntaxNode, callee: String?, _ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        let first = call.arguments[0]
        let old = call.calledName ?? ""
        let isOfGroup = Self.plainNames[old] != nil
        guard let name = context.calleeName(call) else {
            throw context.refuse(
                "C-06", call, "the call of \(old)() is made by a macro",
                "expand the macro by hand here, then convert again")
        }
        if let new = callee ?? Self.plainNames[old], new != old {
            draft.add(
                callee == nil ? "C-07" : "D-03", callee == nil ? GroupStep.title : Self.title, in: call.file,
                [TextEdit(name, new)])
        }
        draft.relay(isOfGroup ? "C-07" : "C-06", isOfGroup ? GroupStep.title : NotifierStep.title, call)
        if !isOfGroup, CType.isPointer(first.canonicalType, toStruct: "device") {
            let text = try DeviceExpression(context).resolve(first, &needs)
            draft.add("C-06", NotifierStep.title, in: call.file, [TextEdit(first.range, text.pointer)])
        }
    }

    private func isOld(_ argument: SyntaxNode) -> Bool {
        let type = argument.unwrapped.canonicalType
        return type.hasSuffix("*") || type.hasSuffix("]")
    }

    /// `x` of `&x`.
    private func target(of node: SyntaxNode) -> SyntaxNode? {
        let plain = node.unwrapped
        guard plain.kind == .unary, plain.operatorText == "&", !plain.isFromMacro else { return nil }
        return plain.children.first
    }

    private func address(_ frame: SyntaxNode) -> String { "(dma_addr_t)\(frame.text) << PAGE_SHIFT" }

    // MARK: Pinning

    private func pin(
        _ call: SyntaxNode, _ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard context.isC1, isOld(call.arguments[1]) else {
            return try device(of: call, callee: nil, &needs, &draft)
        }
        if try direct(call, &needs, &draft) { return }
        guard let function = call.enclosingFunction else { return }
        let name = context.free(context.prefix + "pin_pages", context.prefix + "vfio_pin_pages")
        try device(of: call, callee: name, &needs, &draft)
        needs.helper("pin", named: name, text: pinText(name), for: function)
    }

    /// One page: no array is needed.
    private func direct(
        _ call: SyntaxNode, _ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft
    ) throws(Refusal) -> Bool {
        guard call.arguments[2].integerValue == 1, let frame = target(of: call.arguments[1]),
            let result = target(of: call.arguments[4]), let function = call.enclosingFunction,
            let place = place(behind: call)
        else { return false }
        let page = Heads.free(["page", "pinned_page"], in: function)
        guard let declaration = Heads.declaration("struct page *\(page);", in: function) else { return false }
        try device(of: call, callee: nil, &needs, &draft)
        let file = call.file
        draft.add(
            "D-03", Self.title, in: file,
            [
                TextEdit(call.arguments[1].range, address(frame)),
                TextEdit(call.arguments[4].range, "&\(page)"),
                declaration,
            ])
        let line = "\(result.text) = page_to_pfn(\(page));"
        let text =
            place.subject.map { "\(place.indent)if (\($0) == 1)\n\(place.indent)\t\(line)\n" }
            ?? "\(place.indent)\(line)\n"
        draft.add("D-03", Self.title, in: file, [.insert(text, at: place.offset)])
        return true
    }

    private struct Place {
        var offset: Int
        var indent: String
        /// The variable to ask for success; nil where nothing but success gets there.
        var subject: String?
    }

    private func place(behind call: SyntaxNode) -> Place? {
        let statement = call.enclosingStatement
        guard let parent = statement.parent, [.compound, .label].contains(parent.kind), !statement.isFromMacro else {
            return nil
        }
        let file = statement.file
        func behind(_ node: SyntaxNode, _ subject: String?) -> Place {
            Place(
                offset: file.endOfLine(at: node.rangeWithSemicolon.end - 1), indent: statement.indentation,
                subject: subject)
        }
        if statement.kind == .ifStatement {
            guard let condition = statement.condition, let branch = statement.thenBranch,
                statement.elseBranch == nil, Flow.leaves(branch),
                Conditions.failsUnlessOne(condition, { $0 == call })
            else { return nil }
            return behind(statement, nil)
        }
        guard statement.kind == .assignment, statement.operatorText == "=", statement.right?.unwrapped == call,
            let subject = statement.left?.unwrapped
        else { return nil }
        if let test = Conditions.next(after: statement), test.kind == .ifStatement, test.elseBranch == nil,
            let condition = test.condition, let branch = test.thenBranch, Flow.leaves(branch),
            Conditions.failsUnlessOne(condition, { $0.text == subject.text })
        {
            return behind(test, nil)
        }
        // if (ret == 1) { …
        if let test = Conditions.next(after: statement), test.kind == .ifStatement, let block = test.thenBranch,
            block.kind == .compound, let condition = test.condition?.unwrapped, condition.kind == .binary,
            condition.operatorText == "==", condition.left?.text == subject.text, condition.right?.integerValue == 1,
            let first = block.children.first(where: { $0.kind != .declarationStatement }),
            file.line(at: first.range.start) > file.line(at: block.range.start), test.elseBranch == nil
        {
            return Place(
                offset: file.startOfLine(at: first.range.start), indent: first.indentation, subject: nil)
        }
        return behind(statement, subject.text)
    }

    // MARK: Unpinning

    private func unpin(
        _ call: SyntaxNode, _ needs: inout GeneratedNeeds, _ draft: inout UpgradeDraft
    ) throws(Refusal) {
        guard context.isC1, isOld(call.arguments[1]) else {
            return try device(of: call, callee: nil, &needs, &draft)
        }
        let isStatement = call.enclosingStatement == call
        if isStatement, call.arguments[2].integerValue == 1, let frame = target(of: call.arguments[1]) {
            try device(of: call, callee: nil, &needs, &draft)
            draft.add("D-04", Self.title, in: call.file, [TextEdit(call.arguments[1].range, address(frame))])
            return
        }
        // ret = vfio_unpin_pages(…); WARN_ON(ret != 1);
        let statement = call.enclosingStatement
        if statement.kind == .assignment, statement.operatorText == "=", statement.right?.unwrapped == call,
            call.arguments[2].integerValue == 1, let frame = target(of: call.arguments[1]),
            let variable = statement.left?.unwrapped,
            let warning = InfallibleCall(context: context, rule: "D-04", title: Self.title)
                .warning(of: variable, behind: statement)
        {
            try device(of: call, callee: nil, &needs, &draft)
            draft.remove("D-04", Self.title, in: call.file, SourceRange(statement.range.start, call.range.start))
            draft.remove("D-04", Self.title, in: call.file, warning.statementLines)
            draft.add("D-04", Self.title, in: call.file, [TextEdit(call.arguments[1].range, address(frame))])
            return
        }
        guard let function = call.enclosingFunction else { return }
        let name = context.free(context.prefix + "unpin_pages", context.prefix + "vfio_unpin_pages")
        try device(of: call, callee: name, &needs, &draft)
        needs.helper("unpin", named: name, text: unpinText(name), for: function)
    }

    // MARK: Helpers

    private func pinText(_ name: String) -> String {
        let head = "static int \(name)("
        let list = KernelStyle.wrap(
            ["struct vfio_device *vdev", "unsigned long *gfn", "int npage", "int prot", "unsigned long *pfn"],
            at: head.count, reserve: 1)
        return """
            /* Frames need not be contiguous: page by page, all or none. */
            \(head)\(list))
            {
            	struct page *page;
            	int i, ret;

            	if (npage <= 0)
            		return -EINVAL;
            	if (npage > (int)VFIO_PIN_PAGES_MAX_ENTRIES)
            		return -E2BIG;

            	for (i = 0; i < npage; i++) {
            		ret = vfio_pin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1,
            				     prot, &page);
            		if (ret != 1)
            			goto err_unpin;
            		pfn[i] = page_to_pfn(page);
            	}
            	return npage;

            err_unpin:
            	while (i--)
            		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
            	return ret;
            }

            """
    }

    private func unpinText(_ name: String) -> String {
        let head = "static int \(name)("
        let list = KernelStyle.wrap(
            ["struct vfio_device *vdev", "unsigned long *gfn", "int npage"], at: head.count, reserve: 1)
        return """
            \(head)\(list))
            {
            	int i;

            	for (i = 0; i < npage; i++)
            		vfio_unpin_pages(vdev, (dma_addr_t)gfn[i] << PAGE_SHIFT, 1);
            	return npage > 0 ? npage : -EINVAL;
            }

            """
    }
}
