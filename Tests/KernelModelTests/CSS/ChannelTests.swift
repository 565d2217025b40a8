// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

@Suite struct ChannelTests {
    @Test func `a driver gets the subchannel that is there, and its files are the bus's`() throws {
        let rig = try ChannelRig()
        try rig.channels.register(rig.driver)
        #expect(rig.calls == ["probe 0.0.0313"])
        #expect(rig.rig.read("/sys/bus/css/devices/0.0.0313/chpids") == "40 41 00 00 00 00 00 00 \n")
        #expect(rig.rig.read("/sys/devices/css0/0.0.0313/pimpampom") == "c0 c0 ff\n")
        #expect(rig.rig.read("/sys/devices/css0/0.0.0313/dev_busid") == "0.0.3313\n")
        try rig.channels.unregister(rig.driver)
        #expect(rig.calls == ["probe 0.0.0313", "remove 0.0.0313"])
        #expect(try rig.subchannel.driver == nil)
    }

    @Test func `driver_override keeps other drivers away, and a probe that fails leaves no driver`() throws {
        let rig = try ChannelRig()
        #expect(rig.rig.write("/sys/bus/css/devices/0.0.0313/driver_override", "other\n") == "6")
        try rig.channels.register(rig.driver)
        #expect(rig.calls.isEmpty)
        #expect(rig.rig.write("/sys/bus/css/devices/0.0.0313/driver_override", "canal\n") == "6")
        rig.refusal = .ENODEV
        #expect(rig.rig.write("/sys/bus/css/drivers/canal/bind", "0.0.0313") == "-ENODEV")
        #expect(try rig.subchannel.driver == nil)
        rig.refusal = nil
        #expect(rig.rig.write("/sys/bus/css/drivers/canal/bind", "0.0.0313") == "8")
        #expect(try rig.subchannel.driver === rig.driver)
    }

    @Test func `a program of one NOP ends with an interruption behind its only command`() throws {
        let rig = try ChannelRig()
        try rig.enable()
        #expect(try rig.start([0x03, 0x20, 0, 1, 0, 0, 0x30, 0]) == .done)
        #expect(rig.responses.isEmpty)
        // A second one while the first is on its way.
        #expect(try rig.start([0x03, 0x20, 0, 1, 0, 0, 0x30, 0]) == .busy)
        try rig.run()
        #expect(rig.status == "00c04007000020080c000001")
        #expect(rig.responses.count == 1)
        #expect(try rig.start([0x03, 0x20, 0, 1, 0, 0, 0x30, 0]) == .done)
    }

    @Test func `data goes through lists of addresses, and what does not fit is told`() throws {
        let rig = try ChannelRig()
        try rig.enable()
        _ = rig.memory.write([1, 2, 3, 4, 5, 6, 7, 8], at: 0x3ffc)
        _ = rig.memory.write([0, 0, 0, 0, 0, 0, 0x3f, 0xfc, 0, 0, 0, 0, 0, 0, 0x40, 0], at: 0x5000)
        // WRITE 8 bytes by a list, READ them back to another place.
        #expect(
            try rig.start([0x01, 0x44, 0, 8, 0, 0, 0x50, 0, 0x02, 0x00, 0, 8, 0, 0, 0x60, 0]) == .done)
        try rig.run()
        #expect(rig.status == "00c04007000020100c000000")
        #expect(rig.memory.read(0x6000, 8) == [1, 2, 3, 4, 5, 6, 7, 8])
        // READ of more than there is.
        #expect(try rig.start([0x02, 0x00, 0, 16, 0, 0, 0x60, 0]) == .done)
        try rig.run()
        #expect(rig.status == "00c04007000020080c400008")
    }

    @Test func `commands that nobody knows are unit checks, and programs without memory program checks`() throws {
        let rig = try ChannelRig()
        try rig.enable()
        #expect(try rig.start([0xff, 0x20, 0, 1, 0, 0, 0x30, 0]) == .done)
        try rig.run()
        #expect(rig.status == "00c04017000020080e000001")
        // SENSE tells why.
        #expect(try rig.start([0x04, 0x20, 0, 32, 0, 0, 0x60, 0]) == .done)
        try rig.run()
        #expect(rig.memory.read(0x6000, 2) == [0x80, 0])
        #expect(try rig.start([0x02, 0x24, 0, 8, 0, 9, 0, 0]) == .done)
        try rig.run()
        #expect(rig.status == "00c040150000200800200000")
    }

    @Test func `a device that takes its time is halted, cleared and cancelled`() throws {
        let rig = try ChannelRig()
        try rig.enable()
        let subchannel = try rig.subchannel
        let nop: [UInt8] = [0x03, 0x20, 0, 1, 0, 0, 0x30, 0]
        try rig.channels.hold(ChannelRig.id, true)
        // Not begun yet.
        _ = try rig.start(nop)
        var retries = 255
        try subchannel.cancelHaltClear(&retries)
        try rig.run()
        #expect(rig.responses.isEmpty)
        // Begun.
        _ = try rig.start(nop)
        try rig.run()
        #expect(throws: Errno.EBUSY) { try subchannel.disable() }
        #expect(throws: Errno.EBUSY) { try subchannel.cancelHaltClear(&retries) }
        #expect(retries == 2)
        try rig.run()
        #expect(rig.status == "00c060070000000004000000")
        try subchannel.disable()
        #expect(try rig.start(nop) == .notOperational)
        try subchannel.enable(0x1000)
        _ = try rig.start(nop)
        try rig.run()
        #expect(try subchannel.hardware.clear() == .done)
        try rig.run()
        #expect(rig.status == "000010010000000000000000")
        // Released, it ends by itself.
        _ = try rig.start(nop)
        try rig.run()
        try rig.channels.hold(ChannelRig.id, false)
        try rig.run()
        #expect(rig.status == "00c04007000020080c000001")
    }

    @Test func `paths go and come, and without any nothing starts`() throws {
        let rig = try ChannelRig()
        try rig.enable()
        try rig.channels.pathEvent(0x40, .offline)
        #expect(rig.calls.last == "path 64 offline of 0.0.0313")
        let nop: [UInt8] = [0x03, 0x20, 0, 1, 0, 0, 0x30, 0]
        #expect(try rig.start(nop, paths: 0x80) == .notOperational)
        #expect(throws: Errno.ENODEV) { try rig.channels.pathEvent(0x50, .online) }
        try rig.channels.pathEvent(0x40, .online)
        #expect(try rig.start(nop, paths: 0x80) == .done)
    }

    @Test func `hardware comes and goes by requests`() throws {
        let rig = try ChannelRig()
        try rig.channels.register(rig.driver)
        let hardware = rig.rig.kernel.hardware
        try hardware.perform(HardwareRequest("add", id: "0.0.0400", details: ["devno": "1a2b"]), on: "subchannel")
        try rig.rig.scheduler.settle()
        #expect(rig.calls.last == "probe 0.0.0400")
        #expect(rig.rig.read("/sys/bus/css/devices/0.0.0400/dev_busid") == "0.0.1a2b\n")
        try hardware.perform(HardwareRequest("remove", id: "0.0.0400"), on: "subchannel")
        try rig.rig.scheduler.settle()
        #expect(rig.calls.suffix(2) == ["0.0.0400 is gone", "remove 0.0.0400"])
        #expect(rig.rig.read("/sys/bus/css/devices/0.0.0400/dev_busid") == "-ENOENT")
        #expect(throws: Errno.EINVAL) { try hardware.perform(HardwareRequest("add", id: "4"), on: "subchannel") }
        #expect(throws: Errno.ENODEV) { try hardware.perform(HardwareRequest("add", id: "4"), on: "teapot") }
    }
}
