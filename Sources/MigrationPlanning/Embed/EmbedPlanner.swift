// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// Plans the conversion by embedding: `struct vfio_device` becomes the first member of the driver's state.
public struct EmbedPlanner: Sendable {
    public init() {}

    /// - Parameter source: the level that the driver was parsed at.
    public func plan(_ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel) -> PlanOutcome {
        guard usage.usesOldAPI else { return .nothingToDo }
        do {
            let context = try EmbedContext(usage: usage, source: source, target: target)
            var builder = PlanBuilder(usage: usage)
            try work(context, &builder)
            let plan = MigrationPlan(
                driver: usage.name, source: source, target: target, steps: builder.steps.filter { !$0.isEmpty },
                reviews: builder.reviews)
            return .plan(plan)
        } catch {
            return .refused(error)
        }
    }

    private func work(_ context: EmbedContext, _ builder: inout PlanBuilder) throws(Refusal) {
        let helpers = HelperStep(context)
        let positions = helpers.converted
        try IncludeStep(context).plan(&builder)
        try StateStructStep(context).plan(&builder)
        try TypeLookupStep(context).plan(&builder)
        try helpers.plan(&builder)
        let remove = RemoveStep(context, helpers: positions)
        try ProbeStep(context, helpers: positions, teardown: remove.teardown).plan(&builder)
        try remove.plan(&builder)
        let callbacks = CallbackStep(context, helpers: positions)
        try callbacks.plan(&builder)
        try AttributeStep(context, helpers: positions).plan(&builder)
        try ParentGroupsStep(context).plan(&builder)
        try OpsTableStep(context, dropped: callbacks.dropped, stubs: callbacks.stubs).plan(&builder)
        try ModuleStep(context).plan(&builder)
    }
}
