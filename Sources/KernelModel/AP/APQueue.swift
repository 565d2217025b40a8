// SPDX-License-Identifier: Apache-2.0

/// An adapter: `struct ap_card`.
public final class APCard {
    public let number: Int
    public let type: Int
    public let device: Device
    public internal(set) var queues: [APQueue] = []
    /// The C struct.
    public var handle: UInt64 = 0

    init(number: Int, type: Int, device: Device) {
        self.number = number
        self.type = type
        self.device = device
    }
}

/// A domain of an adapter as the host sees it, and the hardware behind it: `struct ap_queue`.
public final class APQueue {
    public let id: APQueueID
    public let card: APCard
    public let device: Device
    /// The C struct.
    public var handle: UInt64 = 0
    /// It reports messages by an interrupt to `notification`, of this interruption subclass of the guest.
    public internal(set) var interrupt: Interrupt?
    /// Was taken out of the machine.
    public internal(set) var isGone = false

    public struct Interrupt: Hashable, Sendable {
        public var notification: UInt64
        public var guestClass: Int
        public var hostClass: Int
        /// The guest's interruption state area.
        public var area: UInt64

        /// `struct ap_qirq_ctrl`, nil where it switches interrupts off.
        public init?(control: UInt64, notification: UInt64) {
            guard control >> 47 & 1 != 0 else { return nil }
            self.notification = notification
            guestClass = Int(control >> 40 & 7)
            area = control >> 4 & 0x7ff_ffff
            hostClass = Int(control & 7)
        }
    }

    init(_ id: APQueueID, card: APCard, device: Device) {
        self.id = id
        self.card = card
        self.device = device
    }
}

/// `struct ap_queue_status`.
public struct APStatus: Hashable, Sendable {
    public var isEmpty = false
    public var hasInterrupt = false
    public var response: Response

    public enum Response: UInt8, Sendable {
        case normal = 0
        case noQueue = 1
        case otherwiseChanged = 7
    }

    /// Its two first bytes.
    public var bytes: [UInt8] { [(isEmpty ? 0x80 : 0) | (hasInterrupt ? 1 : 0), response.rawValue] }
}

/// The instructions. Queues are idle: nobody sends messages.
extension APBus {
    private func status(_ queue: APQueue?, _ response: APStatus.Response = .normal) -> APStatus {
        guard let queue else { return APStatus(response: .noQueue) }
        return APStatus(isEmpty: true, hasInterrupt: queue.interrupt != nil, response: response)
    }

    /// PQAP(TAPQ).
    public func test(_ id: APQueueID) -> APStatus { status(hardware(id)) }

    /// PQAP(ZAPQ): empties the queue and switches its interrupt off.
    public func reset(_ id: APQueueID) -> APStatus {
        let queue = hardware(id)
        queue?.interrupt = nil
        return status(queue)
    }

    /// PQAP(AQIC): nil switches off. What is so already is not done again.
    public func setInterrupt(_ interrupt: APQueue.Interrupt?, of id: APQueueID) -> APStatus {
        guard let queue = hardware(id) else { return status(nil) }
        if (queue.interrupt == nil) == (interrupt == nil) { return status(queue, .otherwiseChanged) }
        queue.interrupt = interrupt
        return status(queue)
    }

    private func hardware(_ id: APQueueID) -> APQueue? { queues.first { $0.id == id && !$0.isGone } }
}
