// SPDX-License-Identifier: Apache-2.0

/// What a driver says of itself, read from traces in which it was asked.
public struct DriverProfile: Sendable, Equatable {
    /// struct vfio_region_info
    public struct Region: Sendable, Equatable {
        public var index: UInt32
        public var flags: UInt32
        public var size: UInt64
        public var offset: UInt64

        var isMappable: Bool { flags & 4 != 0 }
        /// A driver may report anything; what has no end cannot be read there.
        var isSane: Bool { size > 0 && size < 1 << 40 && offset < 1 << 60 }
    }

    /// struct vfio_irq_info
    public struct Interrupt: Sendable, Equatable {
        public var index: UInt32
        public var flags: UInt32
        public var count: UInt32

        /// VFIO_IRQ_INFO_EVENTFD
        var hasEventfd: Bool { flags & 1 != 0 && count > 0 }
    }

    public struct Device: Sendable, Equatable {
        /// Somebody has opened it.
        public var isOpened = false
        public var flags: UInt32 = 0
        public var regionCount: UInt32 = 0
        public var irqCount: UInt32 = 0
        public var regions: [Region] = []
        public var interrupts: [Interrupt] = []

        /// Where reading and writing makes sense: the regions, or the beginning of the file where it has none.
        var areas: [Region] {
            let sane = regions.filter(\.isSane)
            return sane.isEmpty && isOpened ? [Region(index: 0, flags: 3, size: 64, offset: 0)] : sane
        }
        /// VFIO_DEVICE_FLAGS_PCI
        var isPCI: Bool { flags & 2 != 0 }
        /// VFIO_PCI_CONFIG_REGION_INDEX
        var configuration: Region? { isPCI ? regions.first { $0.index == 7 && $0.isSane } : nil }
    }

    public struct MdevType: Sendable, Equatable {
        public var name: String
        public var device = Device()
        /// Files of its mdevs, from the mdev's directory.
        public var attributes: [File] = []
    }

    public struct File: Sendable, Equatable {
        public var path: String
        public var mode: UInt32
    }

    public struct Parameter: Sendable, Equatable {
        public var module: String
        public var name: String
    }

    /// In the order of loading, with what they are loaded with.
    public var modules: [DefaultScenario.Module] = []
    /// Numbers and texts that modules can be loaded with.
    public var parameters: [Parameter] = []
    /// Files of the parents and their types, with whole paths.
    public var parentFiles: [File] = []
    public var types: [MdevType] = []
    public var isBigEndian = false

    public init() {}

    /// - Parameter trace: of the default scenario, and of others that ask for more.
    public init(_ traces: [Trace], isBigEndian: Bool = false) {
        self.isBigEndian = isBigEndian
        for trace in traces {
            // The mdev that exists, and what it is.
            var current: (uuid: String, type: String)?
            for (entry, operation) in trace.operations {
                guard let result = operation.result, !result.isError else { continue }
                switch operation.name {
                case "insmod": loaded(operation)
                case "tree": found(entry, operation, current)
                case "create":
                    guard let type = operation.field("type")?.text else { continue }
                    current = (operation.field("data")?.text ?? "", type)
                    if !types.contains(where: { $0.name == type }) { types.append(MdevType(name: type)) }
                case "ioctl":
                    guard let type = current?.type, let index = types.firstIndex(where: { $0.name == type }) else {
                        continue
                    }
                    types[index].device.answered(operation, isBigEndian)
                default: break
                }
            }
        }
    }

    private mutating func loaded(_ operation: TraceOperation) {
        guard let name = operation.field("name")?.text, !modules.contains(where: { $0.name == name }) else { return }
        modules.append(DefaultScenario.Module(name, parameters: operation.field("params")?.text ?? ""))
    }

    private mutating func found(
        _ entry: TraceEntry, _ operation: TraceOperation, _ current: (uuid: String, type: String)?
    ) {
        let path = operation.field("path")?.text ?? ""
        let top = path.hasSuffix("/.") ? String(path.dropLast(2)) : path
        for case .node(let node) in entry.effects {
            guard case .file(let mode, _) = node.kind else { continue }
            if path.hasPrefix("/sys/module/"), path.hasSuffix("/parameters") {
                let module = path.split(separator: "/").dropFirst(2).first.map(String.init) ?? ""
                let parameter = Parameter(module: module, name: node.path)
                if !parameters.contains(parameter) { parameters.append(parameter) }
            } else if path.hasPrefix("/sys/class/mdev_bus/") {
                let file = File(path: "\(top)/\(node.path)", mode: mode)
                if !parentFiles.contains(file) { parentFiles.append(file) }
            } else if let current, path.hasPrefix("/sys/bus/mdev/devices/\(current.uuid)"),
                let index = types.firstIndex(where: { $0.name == current.type })
            {
                let file = File(path: node.path, mode: mode)
                if !types[index].attributes.contains(file) { types[index].attributes.append(file) }
            }
        }
    }
}

extension DriverProfile.Device {
    /// Learns from the answer of one ioctl; later answers about the same thing are left aside.
    fileprivate mutating func answered(_ operation: TraceOperation, _ isBigEndian: Bool) {
        if operation.field("cmd")?.text == "GROUP_GET_DEVICE_FD" { isOpened = true }
        guard operation.field("on")?.text == "device", let bytes = operation.answeredBytes else { return }
        func long(_ offset: Int, _ count: Int = 8) -> UInt64 {
            let member = Array(bytes[offset..<offset + count])
            return Performer.little(isBigEndian ? member.reversed() : member)
        }
        func word(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: long(offset, 4)) }
        switch operation.field("cmd")?.text {
        case "DEVICE_GET_INFO" where bytes.count >= 16:
            // A count that no device has is cut.
            flags = word(4)
            regionCount = min(word(8), 64)
            irqCount = min(word(12), 64)
        case "DEVICE_GET_REGION_INFO" where bytes.count >= 32:
            let region = DriverProfile.Region(
                index: word(8), flags: word(4), size: long(16),
                offset: long(24))
            if !regions.contains(where: { $0.index == region.index }) { regions.append(region) }
        case "DEVICE_GET_IRQ_INFO" where bytes.count >= 16:
            let interrupt = DriverProfile.Interrupt(
                index: word(8), flags: word(4), count: word(12))
            if !interrupts.contains(where: { $0.index == interrupt.index }) { interrupts.append(interrupt) }
        default: break
        }
    }
}

extension TraceOperation {
    /// The struct of an ioctl after it, what is undefined as 0; nil where there is none.
    fileprivate var answeredBytes: [UInt8]? {
        let written = results.first { $0.name == "out" }?.written ?? field("in")?.written
        return written.flatMap { TraceText.pattern(hexadecimal: $0) }.map { $0.map { $0 ?? 0 } }
    }
}
