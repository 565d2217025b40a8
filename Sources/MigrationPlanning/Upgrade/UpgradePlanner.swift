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
            if !steps.isEmpty { try EmbedChecks(usage: usage).noOtherBranches() }
            if steps.isEmpty, source == target || builder.reviews.isEmpty { return .nothingToDo }
            return .plan(
                MigrationPlan(
                    driver: usage.name, source: source, target: target, steps: steps, reviews: builder.reviews))
        } catch {
            return .refused(error)
        }
    }

    private func work(_ context: UpgradeContext, _ draft: inout UpgradeDraft) throws(Refusal) {
        try UpgradeChecks(context).check()
        try ParentTableStep(context).plan(&draft)
        try OpenCloseStep(context).plan(&draft)
        try UninitStep(context).plan(&draft)
        try EmulatedStep(context).plan(&draft)
        try DriverTableStep(context).plan(&draft)
        try MdevDrvdataStep(context).plan(&draft)
        var needs = GeneratedNeeds()
        try NotifierStep(context).plan(&needs, &draft)
        try PinStep(context).plan(&needs, &draft)
        try GroupStep(context).plan(&needs, &draft)
        try DeviceMembersStep(context).plan(&draft)
        UpgradeReviews(context).plan(&draft)
        try needs.plan(context, &draft)
        LooseEnds(context).plan(&draft)
        NotifierConstants.plan(context, &draft)
    }
}
