// SPDX-License-Identifier: Apache-2.0

/// A subchannel as the machine has it: what the I/O instructions find and do. Functions are accepted by instructions and
/// performed later, by `work`.
public final class HardwareSubchannel {
    public let id: SubchannelID
    public let device: ChannelDevice
    public internal(set) var control: PathControl
    public internal(set) var status = StatusWord()
    /// The device takes its time: programs that were started stay active until it does not.
    public internal(set) var isHeld = false
    /// False: it is gone, and every instruction says so.
    public internal(set) var isThere = true
    /// An interruption is to be made.
    private(set) var hasInterruption = false
    private var measurementAddress: UInt64 = 0
    private var request: OperationRequest?
    /// Told that there is something for `work` or an interruption.
    var onWork: () throws -> Void = {}

    init(_ id: SubchannelID, deviceNumber: UInt16, paths: [UInt8]) {
        self.id = id
        device = ChannelDevice(number: deviceNumber)
        control = PathControl()
        control.deviceNumber = deviceNumber
        control.paths = Array((paths + Array(repeating: 0, count: 8)).prefix(8))
        control.installed = UInt8(truncatingIfNeeded: 0xff00 >> min(paths.count, 8))
        control.available = control.installed
        control.logical = control.installed
        control.operational = 0xff
    }

    private var isPending: Bool { status.status.contains(.pending) }

    // MARK: Instructions

    /// STORE SUBCHANNEL.
    public func store() -> InformationBlock? {
        guard isThere else { return nil }
        var block = InformationBlock()
        block.control = control
        block.status = status
        block.measurementAddress = measurementAddress
        return block
    }

    /// MODIFY SUBCHANNEL: what can be set of it.
    public func modify(_ block: InformationBlock) -> ConditionCode {
        guard isThere else { return .notOperational }
        if isPending { return .statusPending }
        if !status.functions.isEmpty { return .busy }
        control.parameter = block.control.parameter
        control.interruptClass = block.control.interruptClass
        control.isEnabled = block.control.isEnabled
        control.measurementMode = block.control.measurementMode
        control.isMultipath = block.control.isMultipath
        control.logical = block.control.logical
        control.operational = block.control.operational
        control.measurementIndex = block.control.measurementIndex
        control.hasMeasurementFormat = block.control.hasMeasurementFormat
        control.hasConcurrentSense = block.control.hasConcurrentSense
        measurementAddress = block.measurementAddress
        return .done
    }

    /// START SUBCHANNEL.
    public func start(_ wanted: OperationRequest) throws -> ConditionCode {
        guard isThere, control.isEnabled else { return .notOperational }
        if isPending { return .statusPending }
        if !status.functions.isEmpty { return .busy }
        guard wanted.paths & control.available != 0 else { return .notOperational }
        if wanted.isTransport { throw ModelStop.unsupported("a request of transport mode") }
        request = wanted
        control.parameter = wanted.parameter
        control.logical = wanted.paths
        status = StatusWord()
        status.request = wanted.statusBits
        status.functions = .start
        status.activity = .startPending
        try onWork()
        return .done
    }

    /// HALT SUBCHANNEL.
    public func halt() throws -> ConditionCode {
        guard isThere, control.isEnabled else { return .notOperational }
        if isPending, status.status == .pending || !status.status.isDisjoint(with: [.alert, .primary, .secondary]) {
            return .statusPending
        }
        if !status.functions.isDisjoint(with: [.halt, .clear]) { return .busy }
        status.functions.insert(.halt)
        status.activity.insert(.haltPending)
        try onWork()
        return .done
    }

    /// CLEAR SUBCHANNEL.
    public func clear() throws -> ConditionCode {
        guard isThere, control.isEnabled else { return .notOperational }
        status = StatusWord()
        hasInterruption = false
        status.functions = .clear
        status.activity = .clearPending
        try onWork()
        return .done
    }

    /// CANCEL SUBCHANNEL: takes back what was not begun.
    public func cancel() -> ConditionCode {
        guard isThere, control.isEnabled else { return .notOperational }
        if isPending { return .statusPending }
        guard status.functions == .start, status.activity == .startPending else { return .busy }
        status = StatusWord()
        request = nil
        return .done
    }

    /// TEST SUBCHANNEL: the interruption-response block; what was pending is told.
    public func test() -> (code: ConditionCode, block: [UInt8]) {
        guard isThere, control.isEnabled else { return (.notOperational, []) }
        let told = status
        // The words behind the status: nothing extended is told.
        let block = told.bytes + [UInt8](repeating: 0, count: 52)
        guard isPending else { return (.statusPending, block) }
        hasInterruption = false
        let ends = !status.status.isDisjoint(with: [.alert, .primary, .secondary]) || status.status == .pending
        status.status = []
        if ends {
            status.functions = []
            status.activity = []
            request = nil
        }
        return (.done, block)
    }

    // MARK: What happens by itself

    /// A function can be performed, or an interruption made.
    var hasWork: Bool { isThere && (hasInterruption || canWork) }

    private var canWork: Bool {
        if !status.activity.isDisjoint(with: [.clearPending, .haltPending, .startPending]) { return true }
        return isActive && !isHeld && request != nil
    }

    private var isActive: Bool { status.activity.contains(.subchannelActive) }

    /// Performs the function that was accepted.
    func work(_ memory: any ChannelMemory) throws {
        guard isThere, canWork else { return }
        if status.activity.contains(.clearPending) {
            status.activity = []
            return tell(.pending)
        }
        if status.activity.contains(.haltPending) {
            // A device that had begun ends.
            if isActive { status.deviceStatus = .deviceEnd }
            let wasStarted = status.functions.contains(.start)
            status.activity = []
            request = nil
            return tell(wasStarted && !status.deviceStatus.isEmpty ? [.primary, .secondary, .pending] : .pending)
        }
        guard let request else { return }
        status.activity = [.subchannelActive, .deviceActive]
        control.lastUsed = request.paths & control.available
        // One path carries it.
        control.lastUsed = 0x80 >> UInt8(control.lastUsed.leadingZeroBitCount)
        if isHeld { return }
        var program = ChannelProgram(request, device, memory)
        guard let outcome = try program.run() else {
            // It has no end, and stays active.
            self.request = nil
            return
        }
        status.activity = []
        status.address = outcome.address
        status.count = UInt16(truncatingIfNeeded: outcome.count)
        status.deviceStatus = outcome.deviceStatus
        status.subchannelStatus = outcome.subchannelStatus
        var kinds: StatusWord.Status = [.primary, .pending]
        if outcome.deviceStatus.contains(.deviceEnd) { kinds.insert(.secondary) }
        if outcome.subchannelStatus.contains(.programControlled) { kinds.insert(.intermediate) }
        if outcome.deviceStatus.contains(.unitCheck) || outcome.deviceStatus.isEmpty { kinds.insert(.alert) }
        tell(kinds)
    }

    private func tell(_ kinds: StatusWord.Status) {
        status.status = kinds
        hasInterruption = true
    }

    /// The interruption is made.
    func takeInterruption() -> Bool {
        defer { hasInterruption = false }
        return hasInterruption
    }
}
