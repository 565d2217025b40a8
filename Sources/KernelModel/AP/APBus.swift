// SPDX-License-Identifier: Apache-2.0

/// The bus of adjunct processors: cards with queues, which come and go with the machine's configuration. What its masks
/// have belongs to the default drivers; the hardware here is there for others, and adding some takes it out of the masks.
public final class APBus {
    /// The machine as it is found: two cards with one domain.
    static let found = [APQueueID(card: 4, domain: 5), APQueueID(card: 5, domain: 5)]
    /// A CEX6.
    static let cardType = 12

    unowned let kernel: ReferenceKernel
    public let bus = Bus(name: "ap")
    public internal(set) var cards: [APCard] = []
    public internal(set) var queues: [APQueue] = []
    /// By the handle of the device_driver.
    public var drivers: [UInt64: APDriver] = [:]
    /// apmask and aqmask.
    public internal(set) var adapters = APMask.all
    public internal(set) var domains = APMask.all
    /// Make and free the C structs.
    public var onCreateCard: (APCard) throws -> Void = { _ in }
    public var onCreateQueue: (APQueue) throws -> Void = { _ in }
    public var onAdded: (Device) throws -> Void = { _ in }
    public var onRelease: (Device) throws -> Void = { _ in }
    private var root: Device?

    init(_ kernel: ReferenceKernel) {
        self.kernel = kernel
        bus.match = { [unowned self] in matches($0, $1) }
        bus.probe = { [unowned self] in try probe($0) }
        bus.remove = { [unowned self] in try remove($0) }
        bus.uevent = { [unowned self] in variables(of: $0) }
    }

    /// ap_module_init(), which was before anybody looked.
    public func start() throws {
        guard root == nil else { return }
        try kernel.log.quietly {
            bus.busGroups = [AttributeGroup(name: nil, attributes: busFiles)]
            try kernel.devices.register(bus)
            let made = Device(name: "ap", scheduler: kernel.scheduler)
            made.release = { _ in }
            try kernel.devices.register(made)
            root = made
            for id in Self.found { try make(id) }
        }
    }

    public func queue(_ id: APQueueID) -> APQueue? { queues.first { $0.id == id } }

    func queue(of device: Device) -> APQueue? { queues.first { $0.device === device } }

    func card(of device: Device) -> APCard? { cards.first { $0.device === device } }

    // MARK: Hardware

    public var configuration: APDriver.Configuration {
        var made = APDriver.Configuration()
        made.adapters.numbers = Set(queues.filter { !$0.isGone }.map(\.id.card))
        made.domains.numbers = Set(queues.filter { !$0.isGone }.map(\.id.domain))
        return made
    }

    /// A queue is configured for this machine, and the bus scans.
    public func add(_ id: APQueueID) throws {
        try start()
        if queue(id) != nil { throw Errno.EEXIST }
        let old = configuration
        var new = old
        new.adapters.numbers.insert(id.card)
        new.domains.numbers.insert(id.domain)
        try scan(from: old, to: new) { try make(id) }
    }

    /// A queue goes, and its card with the last of them.
    public func remove(_ id: APQueueID) throws {
        try start()
        guard let queue = queue(id), !queue.isGone else { throw Errno.ENODEV }
        let old = configuration
        queue.isGone = true
        try scan(from: old, to: configuration) {
            try kernel.devices.unregister(queue.device)
            queues.removeAll { $0 === queue }
            let card = queue.card
            card.queues.removeAll { $0 === queue }
            guard card.queues.isEmpty else { return }
            try kernel.devices.unregister(card.device)
            cards.removeAll { $0 === card }
        }
    }

    /// ap_scan_bus().
    private func scan(
        from old: APDriver.Configuration, to new: APDriver.Configuration, _ body: () throws -> Void
    ) throws {
        let told = old == new ? [] : bus.drivers.compactMap { drivers[$0.handle] }
        for driver in told { try driver.onConfigurationChanged?(new, old) }
        try body()
        for driver in told { try driver.onScanComplete?(new, old) }
    }

    private func make(_ id: APQueueID) throws {
        let card = try cards.first { $0.number == id.card } ?? makeCard(id.card)
        let device = makeDevice(id.description, below: card.device)
        let queue = APQueue(id, card: card, device: device)
        device.type = queueType
        device.groups = [AttributeGroup(name: nil, attributes: files(of: queue))]
        card.queues.append(queue)
        queues.append(queue)
        try onCreateQueue(queue)
        try kernel.devices.register(device)
        try onAdded(device)
    }

    private func makeCard(_ number: Int) throws -> APCard {
        // As an administrator does who wants it for guests.
        adapters.numbers.remove(number)
        let device = makeDevice("card" + APQueueID.hexadecimal(number, 2), below: root)
        let card = APCard(number: number, type: Self.cardType, device: device)
        device.type = cardType
        device.groups = [AttributeGroup(name: nil, attributes: files(of: card))]
        cards.append(card)
        try onCreateCard(card)
        try kernel.devices.register(device)
        try onAdded(device)
        return card
    }

    private func makeDevice(_ name: String, below parent: Device?) -> Device {
        let device = Device(name: name, scheduler: kernel.scheduler)
        device.parent = parent
        device.bus = bus
        device.release = { [unowned self] in try onRelease($0) }
        return device
    }

    private let queueType = DeviceType(name: "ap_queue")
    private let cardType = DeviceType(name: "ap_card")
}
