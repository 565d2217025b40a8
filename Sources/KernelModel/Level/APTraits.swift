// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// How the bus of adjunct processors of a level behaves.
extension KernelLevel {
    /// Uevents of queues have MODE in place of DEV_TYPE and MODALIAS, those of cards beside them: 5.12 or later.
    public var apQueuesTellMode: Bool { order >= KernelLevel.B2.order }
}
