// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// How adjunct processors of a level behave.
extension KernelLevel {
    /// Uevents of queues have MODE in place of DEV_TYPE and MODALIAS, those of cards beside them.
    public var apQueuesTellMode: Bool { order >= KernelLevel.B2.order }
    /// Setting a guest's masks takes the guest's lock; later the caller has it.
    public var cryptoMasksTakeLock: Bool { order <= KernelLevel.A2.order }
}
