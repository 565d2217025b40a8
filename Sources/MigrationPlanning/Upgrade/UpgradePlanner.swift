// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import MdevUsage

public struct UpgradePlanner: Sendable {
    public init() {}
    public func plan(_ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel) -> PlanOutcome {
        .nothingToDo
    }
}
