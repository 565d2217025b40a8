// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// How the vfio_device of an mdev is brought into a driver.
public enum Strategy: String, Sendable, Hashable, CaseIterable {
    /// It becomes the first member of the driver's own state.
    case embed
    /// Generated code holds it and calls the driver's functions.
    case wrap
}

/// Plans one stage of a conversion, from one level to another.
public struct MigrationPlanner: Sendable {
    /// nil: embedding where the driver is shown to fit, else wrapping.
    public var strategy: Strategy?

    public init(strategy: Strategy? = nil) { self.strategy = strategy }

    /// Plans the first stage on the way: its result is at the level that the plan says, which need not be the target yet.
    /// - Parameter source: the level that the driver was parsed at.
    public func plan(_ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel) -> PlanOutcome {
        do {
            switch MigrationStage.next(usage, from: source, to: target) {
            case nil: return .nothingToDo
            case .signatures(let level):
                let builder = try SignaturePlanner(usage: usage, source: source, target: level).plan()
                let plan = plan(builder, usage, source, level, nil, nil)
                return plan.steps.isEmpty ? .nothingToDo : .plan(plan)
            case .convert(let level):
                try EmbedChecks(usage: usage).licenceAllows()
                // The series began at 5.13: of what a driver of then may be, 5.14 is beside its way.
                let isBeside = source.order > level.order && usage.level.possible.contains(.B0)
                let plan = try convert(usage, from: isBeside ? .B0 : source, to: level)
                return plan.steps.isEmpty ? .nothingToDo : .plan(plan)
            case .upgrade(let level):
                try EmbedChecks(usage: usage).licenceAllows()
                return UpgradePlanner().plan(usage, from: source, to: level)
            }
        } catch {
            return .refused(error)
        }
    }

    private func convert(
        _ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel
    ) throws(Refusal) -> MigrationPlan {
        var obstacle: Refusal?
        if strategy != .wrap, usage.hasOldTables {
            do {
                let context = try EmbedContext(usage: usage, source: source, target: target)
                var builder = PlanBuilder(usage: usage)
                try EmbedPlanner().work(context, &builder)
                var plan = plan(builder, usage, source, target, .embed, nil)
                let helpers = HelperStep(context).converted
                plan.names = ConversionNames(context, teardown: RemoveStep(context, helpers: helpers).teardown)
                return plan
            } catch {
                if strategy == .embed { throw error }
                obstacle = error
            }
        }
        let planner = WrapPlanner(usage: usage, source: source, target: target)
        var plan = plan(try planner.plan(), usage, source, target, .wrap, obstacle)
        plan.names = try planner.names()
        return plan
    }

    private func plan(
        _ builder: PlanBuilder, _ usage: DriverUsage, _ source: KernelLevel, _ target: KernelLevel,
        _ strategy: Strategy?, _ obstacle: Refusal?
    ) -> MigrationPlan {
        MigrationPlan(
            driver: usage.name, source: source, target: target, steps: builder.steps.filter { !$0.isEmpty },
            reviews: builder.reviews, strategy: strategy, obstacle: obstacle)
    }
}
