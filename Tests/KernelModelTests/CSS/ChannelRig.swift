// SPDX-License-Identifier: Apache-2.0
import KernelLevels

@testable import KernelModel

/// Memory of the channel subsystem: 64 KiB at 0.
final class ChannelBytes: ChannelMemory {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)

    func read(_ address: UInt64, _ count: Int) -> [UInt8]? {
        guard address < 1 << 16, Int(address) + count <= bytes.count else { return nil }
        return Array(bytes[Int(address)..<Int(address) + count])
    }

    func write(_ new: [UInt8], at address: UInt64) -> Bool {
        guard address < 1 << 16, Int(address) + new.count <= bytes.count else { return false }
        bytes.replaceSubrange(Int(address)..<Int(address) + new.count, with: new)
        return true
    }
}

/// A channel subsystem with one subchannel, and a driver that keeps what it is told.
final class ChannelRig {
    let rig: Rig
    let memory = ChannelBytes()
    let channels: ChannelSubsystem
    let driver: CSSDriver
    private(set) var calls: [String] = []
    private(set) var responses: [[UInt8]] = []
    /// What probe throws.
    var refusal: Errno?

    static let id = SubchannelID(number: 0x313)

    init() throws {
        rig = try Rig()
        try rig.kernel.bootChannels(memory: memory) {
            try $0.attach(Self.id, deviceNumber: 0x3313, paths: [0x40, 0x41]).handle = 0x1000
        }
        channels = try rig.kernel.channels.orThrow(.ENODEV)
        driver = CSSDriver(Driver(name: "canal", bus: channels.bus))
        driver.probe = { [unowned self] subchannel in
            calls.append("probe \(subchannel.id)")
            if let refusal { throw refusal }
        }
        driver.remove = { [unowned self] in calls.append("remove \($0.id)") }
        driver.interrupt = { [unowned self] _, response in responses.append(response) }
        driver.pathEvent = { [unowned self] in calls.append("path \($1) \($2) of \($0.id)") }
        driver.event = { [unowned self] subchannel, _ in
            do { try subchannel.update() } catch is Errno {
                calls.append("\(subchannel.id) is gone")
                try channels.unregister(subchannel)
            }
        }
    }

    var subchannel: Subchannel { get throws { try channels.subchannel(Self.id).orThrow(.ENODEV) } }

    func enable() throws {
        try channels.register(driver)
        let subchannel = try subchannel
        subchannel.interruptClass = 3
        try subchannel.enable(0x1000)
    }

    /// START SUBCHANNEL with a program of format 1, prefetched, at 0x2000.
    func start(_ program: [UInt8], paths: UInt8 = 0xff) throws -> ConditionCode {
        _ = memory.write(program, at: 0x2000)
        return try subchannel.hardware.start(
            OperationRequest([0, 0, 0x10, 0, 0, 0xc2, paths, 0, 0, 0, 0x20, 0]))
    }

    func run() throws { while channels.hasWork { try channels.step() } }

    /// The status word of the last interruption, as hexadecimal digits.
    var status: String {
        responses.last?.prefix(12).map { SubchannelID.hexadecimal($0, digits: 2) }.joined() ?? ""
    }
}
