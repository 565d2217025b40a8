// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage

/// One stretch of the way from a driver's level to the target. After each, the result is parsed at its level before the
/// next is planned.
public enum MigrationStage: Sendable, Hashable {
    /// Callbacks keep their table and get new parameters (to 5.13), and so do type attributes without a table.
    case signatures(KernelLevel)
    /// The callbacks of the ops table move to a vfio_device.
    case convert(KernelLevel)
    /// A driver that has a vfio_device follows what later levels changed.
    case upgrade(KernelLevel)

    /// Functions of drivers that are not the same at 5.19 or 6.0 as before.
    private static let changedCalls = [
        "vfio_register_notifier", "vfio_unregister_notifier", "vfio_pin_pages", "vfio_unpin_pages",
        "vfio_group_pin_pages", "vfio_group_unpin_pages", "vfio_dma_rw", "vfio_group_get_external_user",
        "vfio_group_get_external_user_from_dev", "vfio_group_put_external_user", "vfio_device_get_from_dev",
        "vfio_device_put", "mdev_uuid",
    ]

    public var target: KernelLevel {
        switch self {
        case .signatures(let level), .convert(let level), .upgrade(let level): level
        }
    }

    /// The next stage; nil when the driver is there.
    ///
    /// What 5.19 and 6.0 changed for everybody (pinning, notifiers) is planned on a driver that has its vfio_device: who
    /// uses it stops at 5.18 on the way.
    public static func next(
        _ usage: DriverUsage, from source: KernelLevel, to target: KernelLevel
    ) -> MigrationStage? {
        if usage.usesOldAPI {
            if !target.bindsDrivers { return source == target ? nil : .signatures(target) }
            let stops = target.order > KernelLevel.B3.order && !changedCalls.allSatisfy { usage.index.calls[$0] == nil }
            return .convert(stops ? .B3 : target)
        }
        if usage.hasOldTypeAttributes, target.givesTypes { return .signatures(target) }
        guard usage.index.calls["mdev_register_driver"] != nil, source.order < target.order else { return nil }
        return .upgrade(target)
    }
}
