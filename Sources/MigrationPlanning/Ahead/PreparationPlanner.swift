// SPDX-License-Identifier: Apache-2.0
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// Plans what of a conversion can be done before it, each thing by itself: what it leaves is a driver of the old API
/// that is complete and right. Whether the conversion of that comes to the same end, the caller has to look.
public struct PreparationPlanner: Sendable {
    /// As the conversion itself brings the vfio_device in.
    public let strategy: Strategy?

    public init(strategy: Strategy?) { self.strategy = strategy }

    /// - Parameters:
    ///   - source: the level that the driver was parsed at.
    ///   - target: where the whole series goes.
    /// - Returns: nil where the driver has nothing of this kind, or it cannot be had by itself.
    public func plan(
        _ part: SeriesPart, _ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel
    ) -> MigrationPlan? {
        guard usage.hasOldTables, case .convert(let level)? = MigrationStage.next(usage, from: source, to: target)
        else { return nil }
        var builder = PlanBuilder(usage: usage)
        do {
            switch part {
            case .types: return types(usage, source, level)
            case .unusedParameters: return steps(of: part, usage, source, level)
            // Up to 5.1 the core asked remove whether the device may go.
            case .inUseTests: return source.givesTypes ? steps(of: part, usage, source, level) : nil
            case .initialisers:
                guard let context = context(usage, source, level) else { return nil }
                try InitialisersAhead(context).plan(&builder)
            case .parentGroups:
                guard RuleRoute(from: source, to: target).has("M-13"),
                    let context = context(usage, source, level)
                else { return nil }
                try ParentGroupsStep(context).planAhead(&builder)
            case .helpers:
                guard strategy == .embed else { return nil }
                try HelpersAhead(EmbedContext(usage: usage, source: source, target: level)).plan(&builder)
            case .conversion, .includes: return nil
            }
        } catch {
            return nil
        }
        return plan(usage, source, source, builder.steps)
    }

    /// The step to 5.13, as a driver takes it that keeps its table.
    private func types(_ usage: DriverUsage, _ source: KernelLevel, _ level: KernelLevel) -> MigrationPlan? {
        guard !source.givesTypes, level.givesTypes,
            case .plan(let plan) = MigrationPlanner().plan(usage, from: source, to: .B0)
        else { return nil }
        return plan
    }

    /// The steps of the conversion that are of a part and stand without the others.
    private func steps(
        of part: SeriesPart, _ usage: DriverUsage, _ source: KernelLevel, _ level: KernelLevel
    ) -> MigrationPlan? {
        guard case .plan(let whole) = MigrationPlanner(strategy: strategy).plan(usage, from: source, to: level) else {
            return nil
        }
        return plan(usage, source, source, whole.steps.filter { $0.part == part })
    }

    private func plan(
        _ usage: DriverUsage, _ source: KernelLevel, _ target: KernelLevel, _ steps: [PlannedStep]
    ) -> MigrationPlan? {
        let steps = steps.filter { !$0.isEmpty }
        if steps.isEmpty { return nil }
        return MigrationPlan(driver: usage.name, source: source, target: target, steps: steps, reviews: [])
    }

    /// nil for a driver with several tables: what belongs to which is not told apart here.
    private func context(_ usage: DriverUsage, _ source: KernelLevel, _ level: KernelLevel) -> DriverContext? {
        let tables = usage.tables.filter { !$0.members.isEmpty }
        guard tables.count == 1, let table = tables.first else { return nil }
        return DriverContext(
            usage: usage, table: table, source: source, target: level,
            names: DriverNames(usage: usage, table: table))
    }
}
