// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MdevUsage

/// Plans the way of a driver that is of the new API already to a later level. What has to change is read from the driver
/// alone: at the target level nothing is found.
public struct UpgradePlanner: Sendable {
    public init() {}

    /// - Parameter source: the level that the driver was parsed at.
    public func plan(_ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel) -> PlanOutcome {
        do {
            let context = UpgradeContext(usage: usage, source: source, target: target)
            var draft = UpgradeDraft()
            try work(context, &draft)
            var builder = PlanBuilder(usage: usage)
            try draft.flush(into: &builder)
            let steps = builder.steps.filter { !$0.isEmpty }
            if steps.isEmpty, source == target || builder.reviews.isEmpty { return .nothingToDo }
            return .plan(
                MigrationPlan(
                    driver: usage.name, source: source, target: target, steps: steps, reviews: builder.reviews))
        } catch {
            return .refused(error)
        }
    }

    private func work(_ context: UpgradeContext, _ draft: inout UpgradeDraft) throws(Refusal) {
        let route = RuleRoute(from: context.source, to: context.target)
        try UpgradeChecks(context).check()
        if route.has("S-01", "S-02") { try ParentTableStep(context).plan(&draft) }
        if route.has("O-01", "O-03", "O-04", "O-05") { try OpenCloseStep(context).plan(&draft) }
        if route.has("O-06") { try UninitStep(context).plan(&draft) }
        if route.has("E-01") { try EmulatedStep(context).plan(&draft) }
        // S is older than 5.14 and younger in what it wants: no way of levels leads there.
        if route.has("C-02", "C-03") || context.target == .S { try DriverTableStep(context).plan(&draft) }
        if route.has("C-05", "M-26") || context.target == .S { try MdevDrvdataStep(context).plan(&draft) }
        var needs = GeneratedNeeds()
        if route.has("C-06", "C-08", "D-01") { try NotifierStep(context).plan(&needs, &draft) }
        if route.has("C-06", "C-07", "D-03", "D-04") { try PinStep(context).plan(&needs, &draft) }
        if route.has("C-07") { try GroupStep(context).plan(&needs, &draft) }
        if route.has("D-05", "D-06") { try DeviceMembersStep(context).plan(&draft) }
        UpgradeReviews(context).plan(&draft)
        try needs.plan(context, &draft)
        LooseEnds(context).plan(&draft)
        NotifierConstants.plan(context, &draft)
    }
}
