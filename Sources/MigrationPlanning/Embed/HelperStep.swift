// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-24 and M-32: the driver's own functions that take the mdev take the state instead, or nothing where they do not
/// look at it.
struct HelperStep {
    let context: EmbedContext
    let converted: ConvertedHelpers
    /// The callbacks go on taking the mdev for now: only the helpers that are named here change.
    private let isAhead: Bool
    private var convertible: [String: Int] { converted.positions }

    init(_ context: EmbedContext) {
        self.context = context
        isAhead = false
        let positions = Self.findConvertible(context)
        let unused = context.usage.helpers.filter { helper in
            guard let position = positions[helper.name] else { return false }
            let parameter = helper.parameters[position].declaration
            return !helper.subtree.contains { $0.kind == .reference && $0.declaration == parameter }
        }
        converted = ConvertedHelpers(positions: positions, unused: Set(unused.map(\.name)))
    }

    /// - Parameter only: name → position of the mdev, of helpers whose callers all have the state or can ask for it.
    init(_ context: EmbedContext, only positions: [String: Int]) {
        self.context = context
        isAhead = true
        converted = ConvertedHelpers(positions: positions, unused: [])
    }

    var title: String { "helpers take struct \(context.stateRecord) instead of the mdev" }

    private static func findConvertible(_ context: EmbedContext) -> [String: Int] {
        var result: [String: Int] = [:]
        for helper in context.usage.helpers {
            guard helper.isStatic, helper.nameRange != nil, !context.getters.contains(helper.name),
                let position = helper.parameters.firstIndex(where: {
                    CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord)
                }), context.index.values[helper.name] == nil
            else { continue }
            result[helper.name] = position
        }
        // A helper that some caller cannot hand the state to stays as it is, and so on until nothing changes.
        var changed = true
        while changed {
            changed = false
            for (name, position) in result {
                let calls = context.index.calls[name] ?? []
                let needsState = asksForState(context.index.functions[name], at: position, context, result)
                let fine =
                    needsState && calls.allSatisfy { canHandState($0, at: position, context: context, helpers: result) }
                if !fine {
                    result[name] = nil
                    changed = true
                }
            }
        }
        return result
    }

    /// A helper that only asks for the device goes on taking the mdev: there need not be a state where it is called.
    private static func asksForState(
        _ helper: SyntaxNode?, at position: Int, _ context: EmbedContext, _ helpers: [String: Int]
    ) -> Bool {
        guard let helper, helper.parameters.count > position else { return false }
        let parameter = helper.parameters[position].declaration
        let uses = DeviceUses(function: helper, helpers: helpers, getters: context.getters).uses(of: parameter)
        let isOnlyTested = uses.allSatisfy { if case .nullTest = $0.purpose { true } else { false } }
        return isOnlyTested
            || uses.contains { use in
                switch use.purpose {
                case .getState, .setState, .helperArgument: true
                default: false
                }
            }
    }

    /// Whether the state is there where a helper is called: behind its allocation, not behind its free.
    private static func isAlive(at call: SyntaxNode, in function: SyntaxNode, context: EmbedContext) -> Bool {
        if function == context.create {
            guard call.range.start > context.allocation.holder.enclosingStatement.range.end else { return false }
            let tests = function.descendants(.ifStatement).filter { statement in
                guard statement.range.contains(call.range), let condition = statement.condition else { return false }
                return condition.subtree.contains { mention in
                    guard mention.kind == .reference, mention.declaration == context.stateVariable.declaration,
                        let parent = DeviceUses.meaningfulParent(of: mention)
                    else { return false }
                    return DeviceUses.isNullTest(parent, of: mention)
                }
            }
            if !tests.isEmpty { return false }
        }
        let statement = call.enclosingStatement
        guard let block = statement.parent, let position = block.children.firstIndex(of: statement) else { return true }
        let uninit = UninitCalls(context)
        return !block.children[..<position].contains { before in
            // A branch that frees and leaves is not on the way here.
            if before.kind == .ifStatement, before.elseBranch == nil, let branch = before.thenBranch,
                let last = branch.kind == .compound ? branch.children.last : branch,
                last.kind == .returnStatement || last.kind == .goto
            {
                return false
            }
            return before.subtree.contains { uninit.freedState($0) != nil }
        }
    }

    private static func canHandState(
        _ call: SyntaxNode, at position: Int, context: EmbedContext, helpers: [String: Int]
    ) -> Bool {
        guard !call.isFromMacro, call.arguments.count > position, let function = call.enclosingFunction else {
            return false
        }
        let argument = call.arguments[position].unwrapped
        if argument.kind == .reference, argument.declaration == mdevParameter(of: function)?.declaration {
            guard isAlive(at: call, in: function, context: context) else { return false }
            if function == context.create || function == context.remove { return true }
            if helpers[function.name] != nil { return true }
            return context.callbackNames.contains(function.name)
        }
        // `state->mdev`: what it is reached through is the state itself.
        return stateBehind(argument, context: context) != nil
    }

    static func mdevParameter(of function: SyntaxNode) -> SyntaxNode? {
        function.parameters.first { CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord) }
    }

    /// `X` of an expression `X->mdev` where X points to the state.
    static func stateBehind(_ argument: SyntaxNode, context: EmbedContext) -> SyntaxNode? {
        guard argument.kind == .memberReference, argument.owner == context.stateRecord,
            let base = argument.children.first, CType.isPointer(base.canonicalType, toStruct: context.stateRecord)
        else { return nil }
        return base
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        for helper in context.usage.helpers {
            if context.getters.contains(helper.name) {
                if isAhead { continue }
                try dropGetter(helper, &builder)
                continue
            }
            guard let position = convertible[helper.name] else {
                try keep(helper, &builder)
                continue
            }
            if converted.unused.contains(helper.name) {
                try dropParameter(of: helper, at: position, &builder)
            } else {
                try convert(helper, at: position, &builder)
            }
        }
        try convertDistantArguments(&builder)
    }

    private func convert(_ helper: SyntaxNode, at position: Int, _ builder: inout PlanBuilder) throws(Refusal) {
        let parameter = helper.parameters[position]
        let local = StateLocal.find(in: helper, device: parameter.declaration, getters: context.getters)
        let usable = local.flatMap { $0.isOnlySource(in: helper) && $0.isStraight(in: helper) ? $0 : nil }
        let name = usable?.removal() == nil ? freeName(in: helper, except: usable) : usable?.variable.name ?? ""
        let body = try BodyRewriter(
            context: context, function: helper, parameter: parameter, access: .state(name), helpers: converted
        ).rewrite()
        for head in context.index.heads(of: helper.name) {
            guard head.parameters.count > position else { continue }
            try builder.add(
                "M-24", title, in: head.file,
                [Signatures.replace(head.parameters[position], with: context.stateParameter(name))])
        }
        try apply(body, to: helper, title: title, &builder)
    }

    /// A function that only passed `mdev_get_drvdata()` on: every call of it is rewritten.
    private func dropGetter(_ helper: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        if let value = context.index.values[helper.name]?.first {
            throw EmbedChecks(usage: context.usage).refuse(
                "M-26", value, "\(helper.name)() reads drvdata and is used as a value", EmbedChecks.byHand)
        }
        for head in context.index.heads(of: helper.name) {
            try builder.add("M-26", "drvdata through the device", in: head.file, [.delete(head.declarationWithComment)])
        }
    }

    private func dropParameter(of helper: SyntaxNode, at position: Int, _ builder: inout PlanBuilder) throws(Refusal) {
        for head in context.index.heads(of: helper.name) {
            guard let edit = Signatures.drop(position, of: head) else { continue }
            try builder.add("M-32", "helpers that do not look at the mdev lose it", in: head.file, [edit])
        }
    }

    /// A helper that has to go on taking the mdev.
    private func keep(_ helper: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        guard let parameter = Self.mdevParameter(of: helper) else { return }
        let body = try BodyRewriter(
            context: context, function: helper, parameter: parameter,
            access: isAhead ? .asBefore(parameter.name) : .mdev(parameter.name), helpers: converted
        ).rewrite()
        try apply(body, to: helper, title: isAhead ? title : "drvdata through the device", &builder)
    }

    private func freeName(in helper: SyntaxNode, except local: StateLocal?) -> String {
        let taken = Set(helper.descendants(.variable, .parameter).map(\.name))
        let wish = context.names.stateVariable
        return [wish, "state", "mstate", "drv_state"].first { !taken.contains($0) } ?? wish + "_"
    }

    private func apply(
        _ body: BodyRewriter.Result, to function: SyntaxNode, title: String, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        try BodyEdits.add(body, to: function, title: title, &builder)
    }

    /// Calls `helper(state->mdev)` outside the rewritten functions.
    private func convertDistantArguments(_ builder: inout PlanBuilder) throws(Refusal) {
        for (name, position) in convertible.sorted(by: { $0.key < $1.key }) {
            for call in context.index.calls[name] ?? [] where call.arguments.count > position {
                let argument = call.arguments[position].unwrapped
                if converted.unused.contains(name), Self.stateBehind(argument, context: context) != nil {
                    try builder.add(
                        "M-32", "helpers that do not look at the mdev lose it", in: call.file,
                        [ArgumentRemoval.edit(of: call.arguments[position])])
                    continue
                }
                guard let base = Self.stateBehind(argument, context: context) else { continue }
                try builder.add(
                    "M-24", title, in: call.file,
                    [TextEdit(call.arguments[position].range, base.text)])
            }
        }
    }
}

/// Puts the result of a body's rewriting into the plan.
enum BodyEdits {
    static func add(
        _ result: BodyRewriter.Result, to function: SyntaxNode, title: String, _ builder: inout PlanBuilder
    ) throws(Refusal) {
        for (rule, edit) in result.edits { try builder.add(rule, title, in: function.file, [edit]) }
        guard !result.declarations.isEmpty, let body = function.body else { return }
        let start = body.range.start + 1
        let line = function.file.endOfLine(at: start)
        var text = result.declarations.joined()
        // A body that begins with code, not with declarations, wants a blank line between.
        if body.children.first?.kind != .declarationStatement, !body.children.isEmpty { text += "\n" }
        try builder.add("M-07", title, in: function.file, [.insert(text, at: line)])
    }
}

/// Takes an argument out of a call, with the comma beside it.
enum ArgumentRemoval {
    static func edit(of argument: SyntaxNode) -> TextEdit {
        let tokens = argument.tokens
        let behind = tokens.index(atOrAfter: argument.range.end)
        if tokens.token(behind, is: ","), behind + 1 < tokens.tokens.count {
            return .delete(SourceRange(argument.range.start, tokens.tokens[behind + 1].range.start))
        }
        let before = tokens.index(atOrAfter: argument.range.start) - 1
        guard tokens.token(before, is: ",") else { return .delete(argument.range) }
        return .delete(SourceRange(tokens.tokens[before].range.start, argument.range.end))
    }
}
