// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

/// Scenarios that are made for a driver of a few lines.
@Suite struct ScenarioGeneratorTests {
    struct Outcome: ScenarioOutcome {
        var trace: Trace
        var firstReached: [Int: Int]
        var faultPlace: String?
    }

    static func perform(_ scenario: Scenario, faultsBeyond: Bool = false) throws -> Outcome {
        let kernel = TinyKernel()
        kernel.faultsBeyond = faultsBeyond
        let performer = Performer(kernel, afterFault: .end)
        var first: [Int: Int] = [:]
        var number = -1
        let note = { for block in kernel.reached where first[block] == nil { first[block] = number } }
        performer.willPerform = { _ in
            note()
            number += 1
        }
        let trace = try performer.perform(scenario)
        note()
        let isKilled = trace.operations.contains { $0.operation.result == .killed }
        return Outcome(trace: trace, firstReached: first, faultPlace: isKilled ? "beyond" : nil)
    }

    static func profile() throws -> DriverProfile {
        let performer = Performer(TinyKernel(), afterFault: .goOn)
        return DriverProfile([try DefaultScenario(modules: [.init("tiny")]).perform(by: performer)])
    }

    static func generate(
        seed: UInt64 = 1, budget: Int = 0, constants: Set<UInt64> = [0x2a, 0x77, 0x13], faultsBeyond: Bool = false
    ) throws -> ScenarioGenerator<Outcome>.Result {
        let generator = ScenarioGenerator<Outcome>(
            profile: try profile(), constants: constants, seed: seed, budget: budget,
            frontier: { reached, blocks in
                // Behind each of the first three blocks stands the question for the next value.
                zip(0..., [0x2a, 0x77, 0x13]).filter { number, _ in
                    reached.contains(number) && !reached.contains(number + 1) && blocks?.contains(number) ?? true
                }.map(\.1)
            }, perform: { scenarios in try scenarios.map { try perform($0, faultsBeyond: faultsBeyond) } })
        return try generator.run(reached: BlockSet())
    }

    @Test func `what a driver says of itself is read from a trace`() throws {
        let profile = try Self.profile()
        #expect(profile.modules == [.init("tiny")])
        #expect(profile.types.map(\.name) == ["tiny-1", "tiny-2"])
        let device = profile.types[0].device
        #expect(device.regionCount == 2 && device.irqCount == 1)
        #expect(
            device.regions == [
                .init(index: 0, flags: 3, size: 8, offset: 0x100),
                .init(index: 1, flags: 7, size: 0x1000, offset: 0x2000),
            ])
        #expect(device.interrupts == [.init(index: 0, flags: 7, count: 1)])
        #expect(profile.types[0].attributes.map(\.path) == ["remove"])
    }

    @Test func `a scenario that opens a device twice is about that, whatever it was made for`() {
        let get = "ioctl on=group cmd=GROUP_GET_DEVICE_FD name=u"
        #expect(GeneratedScenario("a", requests: [get, get]).kernelTrait == .openingTwice)
        #expect(GeneratedScenario("a", requests: [get, "close what=device", get]).kernelTrait == nil)
        #expect(GeneratedScenario("a", requests: [get, get + "2"]).kernelTrait == nil)
        #expect(GeneratedScenario("a", steps: [], trait: .bindingAgain).kernelTrait == .bindingAgain)
    }

    @Test func `edges, sizes, pointers and interrupts are tried`() throws {
        let result = try Self.generate()
        let requests = Set(result.scenarios.flatMap { $0.scenario.steps.map(\.request) })
        for request in [
            // Across the end of the first region, behind it, odd, whole, to bad memory.
            "pread pos=0x107 n=2", "pread pos=0x108 n=1", "pread pos=0x100 n=3", "pread pos=0x100 n=8",
            "pread pos=0x100 n=4 buf=BADPTR", "pwrite pos=0x100 data=1100 buf=1+fault",
            "ioctl on=device cmd=DEVICE_GET_INFO in=0f00000000000000000000000000000000000000",
            "ioctl on=device cmd=DEVICE_GET_INFO arg=BADPTR", "ioctl on=device cmd=DEVICE_GET_INFO arg=0",
            "ioctl on=device cmd=DEVICE_GET_REGION_INFO in=2000000000000000ffffffff0000000000000000000000000000000000000000",
            "ioctl on=device cmd=DEVICE_SET_IRQS argsz=24 flags=0x24 index=0 start=0 count=1 data=irq0",
            "ioctl on=device cmd=DEVICE_SET_IRQS argsz=20 flags=0x21 index=0 start=1 count=4294967295 data=",
            "mmap pos=0x3000 n=0x1000 shared=1 keep=0", "pread on=device3 pos=0x100 n=1", "pwrite pos=0x104 data=77",
            "open uuid=22222222-bbbb-4bbb-8bbb-000000000001",
        ] { #expect(requests.contains(request), "\(request)") }
        #expect(result.faulting.isEmpty)
    }

    @Test func `every scenario is a file that can be performed again with the same result`() throws {
        for performed in try Self.generate(budget: 32).scenarios {
            let again = try Self.perform(Scenario(parsing: performed.scenario.text, file: "again"))
            #expect(again.trace.description == performed.outcome.trace.description, "\(performed.scenario.name)")
        }
    }

    @Test func `a seed makes the same scenarios every time, and another seed others`() throws {
        let texts = { (seed: UInt64) in try Self.generate(seed: seed, budget: 200).scenarios.map(\.scenario.text) }
        let first = try texts(1)
        #expect(try texts(1) == first)
        let profile = try Self.profile()
        let sequence = { (seed: UInt64) in
            var random = RandomOperations(profile: profile, values: ValueDictionary([0x2a]), seed: seed)
            return random.sequence("sequence", from: Corpus()).text
        }
        #expect(sequence(1) == sequence(1))
        #expect(sequence(1) != sequence(2))
    }

    @Test func `what a sequence reached first is gone on from`() throws {
        let plain = try Self.generate()
        #expect(!plain.reached.contains(3))
        let steered = try Self.generate(budget: 400)
        #expect(steered.reached.contains(3))
        #expect(steered.sequences > 0)
        // A sequence is kept for what it reached, and no more are tried than the budget has.
        #expect(steered.scenarios.count == plain.scenarios.count + steered.sequences)
        #expect(steered.executions - plain.executions <= 400)
    }

    @Test func `a request that ends in a fault is left out, and tried alone`() throws {
        let result = try Self.generate(faultsBeyond: true)
        #expect(result.scenarios.allSatisfy { $0.outcome.faultPlace == nil })
        let whole = try Self.generate()
        // Nothing else is missing: as many scenarios, and each comes to its end.
        #expect(result.scenarios.map(\.scenario.name) == whole.scenarios.map(\.scenario.name))
        #expect(result.scenarios.allSatisfy { $0.scenario.steps.last?.request == "rmmod name=tiny" })
        #expect(!result.faulting.isEmpty)
        for performed in result.faulting {
            let last = try #require(performed.scenario.steps.last)
            #expect(performed.outcome.faultPlace == "beyond")
            #expect(last.request.hasPrefix("pread "), "\(last.request)")
            // Behind nothing but what opens the device.
            let before = performed.scenario.steps.dropLast().map(\.isSetup)
            #expect(!before.contains(false))
        }
        let left = Set(result.scenarios.flatMap { $0.scenario.steps.map(\.request) })
        #expect(!left.contains("pread pos=0x108 n=1") && left.contains("pread pos=0x104 n=4"))
    }
}
