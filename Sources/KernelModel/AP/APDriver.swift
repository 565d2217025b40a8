// SPDX-License-Identifier: Apache-2.0

/// `struct ap_driver`, beside its device_driver.
public struct APDriver {
    /// `struct ap_device_id`.
    public struct Identifier: Hashable, Sendable {
        public var matchesCards: Bool
        public var matchesQueues: Bool
        public var type: Int

        public init(matchesCards: Bool, matchesQueues: Bool, type: Int) {
            self.matchesCards = matchesCards
            self.matchesQueues = matchesQueues
            self.type = type
        }
    }

    /// What QCI tells of the machine.
    public struct Configuration: Hashable, Sendable {
        public var adapters = APMask()
        public var domains = APMask()

        public init() {}
    }

    public var identifiers: [Identifier] = []
    /// AP_DRIVER_FLAG_DEFAULT: it gets what the bus' masks have.
    public var isDefault = false
    public var probe: ((Device) throws -> Void)?
    public var remove: ((Device) throws -> Void)?
    /// Whether it uses one of these queues, which are about to become the default drivers'.
    public var isInUse: ((_ adapters: APMask, _ domains: APMask) throws -> Bool)?
    /// Before and after a scan that found another configuration.
    public var onConfigurationChanged: ((_ new: Configuration, _ old: Configuration) throws -> Void)?
    public var onScanComplete: ((_ new: Configuration, _ old: Configuration) throws -> Void)?

    public init() {}
}
