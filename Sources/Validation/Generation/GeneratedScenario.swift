// SPDX-License-Identifier: Apache-2.0

/// Operation lines that were made for a driver. Its text is a scenario file.
public struct GeneratedScenario: Sendable, Equatable {
    public struct Step: Sendable, Equatable {
        /// The operation as it is written.
        public var request: String
        /// What it tries; where two requests of a topic end in faults, the others are not tried beside other things.
        public var topic: String
        /// The rest needs it: an open, a create.
        public var isSetup: Bool
    }

    /// What kernels do in different ways, whatever the driver does: beyond it there is nothing to compare.
    public enum Trait: Sendable, Hashable, CaseIterable {
        /// Whether a module can be unloaded while its devices are open.
        case unloadingWhileOpen
        /// Whether an mdev that was unbound can be bound again.
        case bindingAgain
        /// Whether a driver hears of each opening of a device or of the first alone.
        case openingTwice
        /// Whether a removal goes on when the device is closed or when its group has left the container too.
        case endingRemoval
        /// Whether the driver's remove is called while the device is open, or after it was closed.
        case removingWhileOpen
    }

    public var name: String
    public var steps: [Step]
    public var trait: Trait?

    public init(_ name: String, steps: [Step] = [], trait: Trait? = nil) {
        self.name = name
        self.steps = steps
        self.trait = trait
    }

    /// Of requests that were made before.
    public init(_ name: String, requests: [String]) {
        self.init(name, steps: requests.map { Step(request: $0, topic: "", isSetup: false) })
    }

    /// What kernels do in different ways in it, also where nobody meant it to be about that.
    public var kernelTrait: Trait? { trait ?? (opensTwice ? .openingTwice : nil) }

    /// The same for an execution in which no device was ever open: then it cannot be what a removal waited for.
    public func kernelTrait(in trace: Trace) -> Trait? {
        guard kernelTrait == .removingWhileOpen else { return kernelTrait }
        let isOpened = trace.operations.contains { _, operation in
            operation.field("cmd")?.text == "GROUP_GET_DEVICE_FD" && !(operation.result?.isError ?? true)
        }
        return isOpened ? kernelTrait : .endingRemoval
    }

    /// A device is asked for while it may be open already.
    private var opensTwice: Bool {
        var open: [Substring: Int] = [:]
        for step in steps {
            if step.request.contains(" cmd=GROUP_GET_DEVICE_FD "), let name = step.request.firstRange(of: " name=") {
                let uuid = step.request[name.upperBound...]
                if open[uuid, default: 0] > 0 { return true }
                open[uuid] = 1
            } else if step.request.hasPrefix("close what=device") {
                open = [:]
            }
        }
        return false
    }

    public var text: String { steps.reduce(into: "# \(name)\n") { $0 += $1.request + "\n" } }

    /// Each step's line is its index and 2.
    public func scenario() throws(TraceError) -> Scenario { try Scenario(parsing: text, file: name) }

    /// Without a step; a job that is not started has no further lines.
    mutating func remove(at index: Int) {
        let step = steps.remove(at: index)
        let words = step.request.split(separator: " ")
        guard words.first == "job_start", words.count > 1 else { return }
        steps.removeAll { $0.request.hasPrefix("job_") && $0.request.hasSuffix(" \(words[1])") }
    }

    static func index(ofLine line: Int) -> Int { line - 2 }
}

/// Writes scenarios.
struct Script {
    private(set) var steps: [GeneratedScenario.Step] = []
    /// Of the steps that are added.
    var topic = ""
    /// The computer that the driver runs on.
    let isBigEndian: Bool

    init(isBigEndian: Bool = false) { self.isBigEndian = isBigEndian }

    mutating func add(_ request: String) {
        steps.append(.init(request: request, topic: topic, isSetup: false))
    }

    mutating func setup(_ request: String) {
        steps.append(.init(request: request, topic: "setup", isSetup: true))
    }

    mutating func add(_ other: [GeneratedScenario.Step]) { steps += other }

    // MARK: Loading

    mutating func load(_ modules: [DefaultScenario.Module], parameters: String? = nil) {
        for module in modules {
            setup("insmod name=\(module.name) params=\(Self.quoted(parameters ?? module.parameters))")
        }
    }

    mutating func unload(_ modules: [DefaultScenario.Module]) {
        for module in modules.reversed() { setup("rmmod name=\(module.name)") }
    }

    // MARK: Mdevs

    static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "22222222-bbbb-4bbb-8bbb-" + String(repeating: "0", count: 12 - digits.count) + digits
    }

    mutating func create(_ type: String, _ number: Int) { setup("create type=\(type) data=\"\(Self.uuid(number))\"") }

    mutating func remove(_ number: Int) { setup("remove uuid=\(Self.uuid(number)) data=\"1\"") }

    mutating func unmap(_ iova: UInt64, _ size: UInt64) {
        add("ioctl on=container cmd=IOMMU_UNMAP_DMA in=\(words([24, 0, .long(iova), .long(size)]))")
    }

    /// Container, group and device of an mdev; further ones get `suffix` 2, 3, … and may share the container.
    /// - Parameter device: asks for everything that it has, as users do; some drivers need that.
    mutating func open(
        _ number: Int, suffix: String = "", container: String? = nil, asking device: DriverProfile.Device? = nil
    ) {
        let name = container ?? "container\(suffix)"
        if container == nil { setup("open path=/dev/vfio/vfio") }
        setup("open uuid=\(Self.uuid(number))")
        setup("ioctl on=group\(suffix) cmd=GROUP_SET_CONTAINER container=\(name)")
        if container == nil {
            // VFIO_TYPE1v2_IOMMU, and two pages of the program.
            setup("ioctl on=\(name) cmd=SET_IOMMU arg=3")
            setup(
                "ioctl on=\(name) cmd=IOMMU_MAP_DMA in=\(words([32, 3, .long(0x1000_0000), .long(0x1000), .long(0x2000)]))"
            )
        }
        // Some drivers open for virtual machines only.
        setup("kvm on=group\(suffix) do=attach")
        setup("ioctl on=group\(suffix) cmd=GROUP_GET_DEVICE_FD name=\(Self.uuid(number))")
        guard let device else { return }
        let text = "ioctl on=device\(suffix) cmd="
        setup(text + "DEVICE_GET_INFO in=\(words([16, 0, 0, 0]))")
        for region in device.regions {
            setup(text + "DEVICE_GET_REGION_INFO in=\(words([32, 0, .word(region.index), 0, .long(0), .long(0)]))")
        }
        for interrupt in device.interrupts {
            setup(text + "DEVICE_GET_IRQ_INFO in=\(words([16, 0, .word(interrupt.index), 0]))")
        }
    }

    mutating func close(suffix: String = "", container: String? = nil) {
        setup("close what=device\(suffix)")
        closeGroup(suffix: suffix)
        if container == nil { setup("close what=container\(suffix)") }
    }

    /// A virtual machine that is told of a group holds it.
    mutating func closeGroup(suffix: String = "") {
        setup("kvm on=group\(suffix) do=detach")
        setup("close what=group\(suffix)")
    }

    /// Timers and delayed work come.
    mutating func sleep() { add("sleep ms=1500") }

    // MARK: Texts

    static func quoted(_ text: String) -> String { TraceText.quoted(Array(text.utf8)) }

    /// A struct as it lies in memory.
    func words(_ members: [Session.Member]) -> String {
        members.reduce(into: "") { text, member in
            switch member {
            case .word(let value): text += bytes(UInt64(value), 4)
            case .long(let value): text += bytes(value, 8)
            }
        }
    }

    func bytes(_ value: UInt64, _ count: Int) -> String {
        let bytes = Performer.bytes(value, count: count)
        return TraceText.hexadecimal(isBigEndian ? bytes.reversed() : bytes)
    }

    /// A struct of so many bytes, with members of one width; the last word fills what is left.
    func bytes(_ words: [UInt64], _ width: Int, filling size: Int) -> String {
        let rest = Array(repeating: words.last ?? 0, count: size / width)
        return String((words + rest).map { bytes($0, width) }.joined().prefix(2 * size))
    }

    /// struct vfio_device_gfx_plane_info; flags: PROBE 1, DMABUF 2, REGION 4. Planes: primary 1, cursor 2.
    func plane(_ flags: UInt32, _ plane: UInt32) -> String {
        let members = [64, flags, plane] + [UInt32](repeating: 0, count: 13)
        return "ioctl on=device cmd=DEVICE_QUERY_GFX_PLANE in=\(words(members.map { .word($0) }))"
    }

    static func hexadecimal(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }

    // MARK: Access

    mutating func read(_ position: UInt64, _ count: UInt64) {
        add("pread pos=\(Self.hexadecimal(position)) n=\(count)")
    }

    mutating func write(_ position: UInt64, _ value: UInt64, _ count: Int) {
        add("pwrite pos=\(Self.hexadecimal(position)) data=\(bytes(value, count))")
    }

    /// struct vfio_irq_set. Flags: DATA_NONE 1, DATA_BOOL 2, DATA_EVENTFD 4, ACTION_MASK 8, UNMASK 16, TRIGGER 32.
    mutating func interrupts(
        index: UInt32, flags: UInt32, start: UInt32 = 0, count: UInt32, data: String = "", argsz: UInt32? = nil
    ) {
        topic = "interrupt \(index) flags \(flags)"
        let size = argsz ?? 20 + UInt32(data.allSatisfy(\.isHexDigit) ? data.count / 2 : 4)
        add(
            "ioctl on=device cmd=DEVICE_SET_IRQS argsz=\(size) flags=\(Self.hexadecimal(UInt64(flags))) index=\(index) "
                + "start=\(start) count=\(count) data=\(data)")
    }

    /// All interrupts that can have one get an eventfd.
    mutating func enable(_ interrupts: [DriverProfile.Interrupt]) {
        for interrupt in interrupts where interrupt.hasEventfd {
            self.interrupts(index: interrupt.index, flags: 0x24, count: 1, data: "irq\(interrupt.index)")
        }
    }

    mutating func readEventfds(_ interrupts: [DriverProfile.Interrupt]) {
        for interrupt in interrupts where interrupt.hasEventfd { add("eventfd_read name=irq\(interrupt.index)") }
    }

    /// A buffer that the device shares, looked at by the program.
    mutating func buffer(_ id: UInt32) {
        add("ioctl on=device cmd=DEVICE_GET_GFX_DMABUF in=\(words([.word(id)]))")
        add("mmap on=file pos=0x0 n=0x1000 shared=1")
        add("mapped n=4")
        add("close what=file")
    }
}
