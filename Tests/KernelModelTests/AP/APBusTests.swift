// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Testing

@testable import KernelModel

/// Queues, their drivers and their instructions.
@Suite struct APBusTests {
    private final class Fixture {
        let rig: Rig
        var events: [String] = []
        var ap: APBus { rig.kernel.ap }
        let driver: Driver
        var isUsed = false

        init(_ level: KernelLevel = .D0, type: Int = APBus.cardType) throws {
            rig = try Rig(level)
            try rig.kernel.bootVFIO()
            try rig.kernel.ap.start()
            driver = Driver(name: "queues", bus: rig.kernel.ap.bus)
            driver.handle = 0x1000
            var own = APDriver()
            own.identifiers = [.init(matchesCards: false, matchesQueues: true, type: type)]
            own.probe = { [unowned self] in events.append("probe \($0.name)") }
            own.remove = { [unowned self] in events.append("remove \($0.name)") }
            own.isInUse = { [unowned self] adapters, _ in
                events.append("in use \(adapters.numbers.sorted())")
                return isUsed
            }
            own.onConfigurationChanged = { [unowned self] new, old in
                events.append("changed \(old.adapters.numbers.sorted()) \(new.adapters.numbers.sorted())")
            }
            own.onScanComplete = { [unowned self] _, _ in events.append("complete") }
            ap.drivers[driver.handle] = own
            _ = rig.news()
            try rig.devices.register(driver)
        }
    }

    @Test func aDriverGetsTheQueuesItNames() throws {
        let fixture = try Fixture()
        #expect(fixture.events == ["probe 04.0005", "probe 05.0005"])
        #expect(fixture.driver.devices.map(\.name) == ["04.0005", "05.0005"])
        #expect(try Fixture(type: 10).events.isEmpty)
        let path = try fixture.rig.user.readlink("/sys/bus/ap/devices/04.0005")
        #expect(path == "../../../devices/ap/card04/04.0005")
    }

    @Test func interruptsAreSwitchedOnce() throws {
        let (fixture, id) = (try Fixture(), APQueueID(card: 4, domain: 5))
        let on = try #require(APQueue.Interrupt(control: 1 << 47 | 3 << 40 | 0x123 << 4 | 5, notification: 0x1200))
        #expect(on.guestClass == 3 && on.hostClass == 5 && on.area == 0x123)
        #expect(APQueue.Interrupt(control: 3 << 40, notification: 0) == nil)
        #expect(fixture.ap.setInterrupt(nil, of: id).response == .otherwiseChanged)
        #expect(fixture.ap.setInterrupt(on, of: id) == APStatus(isEmpty: true, hasInterrupt: true, response: .normal))
        #expect(fixture.ap.setInterrupt(on, of: id).response == .otherwiseChanged)
        #expect(fixture.ap.test(id).bytes == [0x81, 0])
        #expect(fixture.ap.reset(id).bytes == [0x80, 0])
        #expect(fixture.ap.test(APQueueID(card: 4, domain: 6)).bytes == [0, 1])
    }

    @Test func hardwareComesAndGoes() throws {
        let fixture = try Fixture()
        fixture.events = []
        try fixture.rig.user.changeHardware("ap-queue", HardwareRequest("add", id: "06.0007"))
        #expect(fixture.events == ["changed [4, 5] [4, 5, 6]", "probe 06.0007", "complete"])
        #expect(throws: Errno.EEXIST) {
            try fixture.rig.user.changeHardware("ap-queue", HardwareRequest("add", id: "06.0007"))
        }
        #expect(throws: Errno.EINVAL) {
            try fixture.rig.user.changeHardware("ap-queue", HardwareRequest("add", id: "6"))
        }
        #expect(throws: Errno.ENODEV) {
            try fixture.rig.user.changeHardware("toaster", HardwareRequest("add", id: "06.0007"))
        }
        fixture.events = []
        try fixture.rig.user.changeHardware("ap-queue", HardwareRequest("remove", id: "06.0007"))
        #expect(fixture.events == ["changed [4, 5, 6] [4, 5]", "remove 06.0007", "complete"])
        #expect(throws: Errno.ENODEV) {
            try fixture.rig.user.changeHardware("ap-queue", HardwareRequest("remove", id: "06.0007"))
        }
        #expect(fixture.ap.cards.map(\.number) == [4, 5])
        #expect(throws: Errno.ENOENT) { _ = try fixture.rig.user.readlink("/sys/bus/ap/devices/card06") }
    }

    @Test func masksMoveQueuesUnlessTheyAreUsed() throws {
        let fixture = try Fixture()
        fixture.events = []
        fixture.isUsed = true
        var mask = fixture.ap.adapters
        mask.numbers.insert(4)
        #expect(throws: Errno.EBUSY) { try fixture.ap.change(adapters: mask, domains: fixture.ap.domains) }
        #expect(fixture.events == ["in use [4]"])
        #expect(!fixture.ap.isDefault(APQueueID(card: 4, domain: 5)))
        fixture.isUsed = false
        try fixture.ap.change(adapters: mask, domains: fixture.ap.domains)
        #expect(fixture.events == ["in use [4]", "in use [4]", "remove 04.0005"])
        #expect(fixture.ap.isDefault(APQueueID(card: 4, domain: 5)))
        #expect(fixture.ap.hasDefault(APMask([4]), APMask([5])) && !fixture.ap.hasDefault(APMask([5]), APMask([5])))
        mask.numbers.remove(4)
        try fixture.ap.change(adapters: mask, domains: fixture.ap.domains)
        #expect(fixture.events.last == "probe 04.0005")
    }
}
