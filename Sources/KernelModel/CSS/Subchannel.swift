// SPDX-License-Identifier: Apache-2.0

/// `struct subchannel`: the kernel's view of one.
public final class Subchannel {
    public let hardware: HardwareSubchannel
    public let device: Device
    public internal(set) var driver: CSSDriver?
    /// What was stored last; drivers may change their copy.
    public var block: InformationBlock
    public var configuration = SubchannelConfiguration()
    /// The interruption subclass that the driver wants.
    public var interruptClass: UInt32 = 0
    /// The name of the only driver that may have it.
    public internal(set) var driverOverride: String?
    public var todo = Todo.nothing
    public var handle: UInt64 = 0

    public enum Todo: Int, Sendable {
        case nothing
        case evaluate
        case unregister
    }

    init(_ hardware: HardwareSubchannel, _ scheduler: any Scheduler) {
        self.hardware = hardware
        device = Device(name: hardware.id.description, scheduler: scheduler)
        block = hardware.store() ?? InformationBlock()
    }

    public var id: SubchannelID { hardware.id }
    /// What `ssd_info` says: the paths, each with its bit.
    public var paths: [(mask: UInt8, path: UInt8)] {
        block.control.paths.enumerated().map { (0x80 >> UInt8($0), $1) }.filter { block.control.installed & $0.0 != 0 }
    }
}

/// `struct css_driver`. Callbacks that a driver does not have are nil.
public final class CSSDriver {
    public let driver: Driver
    /// Types of subchannels that it takes; I/O is 0.
    public var types: [Int] = [0]
    public var probe: ((Subchannel) throws -> Void)?
    public var remove: ((Subchannel) throws -> Void)?
    public var shutdown: ((Subchannel) throws -> Void)?
    /// An interruption; with the interruption-response block.
    public var interrupt: ((Subchannel, _ response: [UInt8]) throws -> Void)?
    /// An `Errno` gives the subchannel up.
    public var pathEvent: ((Subchannel, _ path: UInt8, PathEvent) throws -> Void)?
    /// -EAGAIN: call again where sleeping is allowed.
    public var event: ((Subchannel, _ inProcess: Bool) throws -> Void)?

    public init(_ driver: Driver) { self.driver = driver }
}

/// CHP_ONLINE and so on.
public enum PathEvent: Int, Sendable, CaseIterable {
    case online = 0
    case offline = 1
    case varyOn = 2
    case varyOff = 3

    public init?(name: String) {
        switch name {
        case "online": self = .online
        case "offline": self = .offline
        case "vary-on": self = .varyOn
        case "vary-off": self = .varyOff
        default: return nil
        }
    }
}
