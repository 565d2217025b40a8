// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// M-24, while the callbacks still take the mdev: helpers that take it for nothing but the state take the state. Who calls
/// them asks for it where that was their first act.
struct HelpersAhead {
    let context: EmbedContext
    private let step: HelperStep

    init(_ context: EmbedContext) {
        self.context = context
        step = HelperStep(context, only: Self.separable(context))
    }

    /// Helpers that need nothing of the mdev but the state.
    private static func separable(_ context: EmbedContext) -> [String: Int] {
        let whole = HelperStep(context).converted
        var result = whole.positions.filter { !whole.unused.contains($0.key) }
        var changed = true
        while changed {
            changed = false
            for (name, position) in result {
                guard let helper = context.index.functions[name], helper.parameters.count > position,
                    needsOnlyState(helper, at: position, context, result)
                else {
                    result[name] = nil
                    changed = true
                    continue
                }
            }
        }
        return result
    }

    private static func needsOnlyState(
        _ helper: SyntaxNode, at position: Int, _ context: EmbedContext, _ helpers: [String: Int]
    ) -> Bool {
        let parameter = helper.parameters[position].declaration
        return DeviceUses(function: helper, helpers: helpers, getters: context.getters).uses(of: parameter).allSatisfy {
            switch $0.purpose {
            case .getState, .helperArgument: true
            case .nullTest: NullTests.removal(of: $0.node) != nil
            default: false
            }
        }
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        guard !step.converted.positions.isEmpty else { return }
        try step.plan(&builder)
        var done: Set<String> = []
        let callbacks = context.callbackNames.sorted().compactMap { context.index.functions[$0] }
        for function in [context.create, context.remove] + callbacks where done.insert(function.name).inserted {
            guard let parameter = HelperStep.mdevParameter(of: function) else { continue }
            let body = try BodyRewriter(
                context: context, function: function, parameter: parameter, access: .asBefore(parameter.name),
                helpers: step.converted
            ).rewrite()
            try BodyEdits.add(body, to: function, title: step.title, &builder)
        }
    }
}
