// SPDX-License-Identifier: Apache-2.0
import Validation

/// The races that a driver can be put into, made from what it answered in the scenario.
struct RacePlans {
    private(set) var list: [RacePlan] = []

    private let trace: Trace
    /// Of one mdev, from its making on.
    private let operations: [TraceOperation]
    private let modules: [TraceOperation]
    private let create: TraceOperation
    private let uuid: String
    private let type: String
    /// From the container to the ioctl that gives the device.
    private let opening: [TraceOperation]

    /// No races where not even an mdev can be made.
    init(_ execution: Execution) {
        trace = execution.trace
        let all = trace.operations.map(\.operation)
        modules = all.filter { $0.name == "insmod" && $0.result?.isError == false }
        guard let start = Self.smallest(all, execution.memory), let type = all[start].field("type")?.text,
            let uuid = all[start].field("data")?.text, !modules.isEmpty
        else {
            (operations, create, uuid, type, opening) = ([], TraceOperation("create"), "", "", [])
            return
        }
        (create, self.uuid, self.type) = (all[start], uuid, type)
        let end = all[(start + 1)...].firstIndex { $0.name == "create" } ?? all.count
        operations = Array(all[start..<end])
        opening = Self.opening(operations)
        makeList()
    }

    /// The mdev that takes the least memory: a race is executed many times.
    private static func smallest(_ all: [TraceOperation], _ memory: [Int]) -> Int? {
        let creates = all.indices.filter { all[$0].name == "create" && all[$0].result?.isError == false }
        guard memory.count == all.count else { return creates.first }
        return creates.filter { $0 + 1 < memory.count }.min {
            memory[$0 + 1] - memory[$0] < memory[$1 + 1] - memory[$1]
        }
    }

    private static func opening(_ operations: [TraceOperation]) -> [TraceOperation] {
        let commands = ["GROUP_SET_CONTAINER", "SET_IOMMU", "GROUP_GET_DEVICE_FD"]
        var opening: [TraceOperation] = []
        for operation in operations where operation.result?.isError == false {
            let command = operation.field("cmd")?.text ?? ""
            if operation.name == "open" || commands.contains(command) { opening.append(operation) }
            if command == commands.last { return opening }
        }
        return []
    }

    // MARK: Lines

    private var loaded: [String] { modules.map(\.request) }
    private var made: [String] { loaded + [create.request] }
    /// All but the device itself.
    private var attached: [String] { made + opening.dropLast().map(\.request) }
    /// Drivers learn from the first question how many interrupts they have.
    private var opened: [String] { made + opening.map(\.request) + [question].compactMap { $0 } }
    private var question: String? { ioctl("DEVICE_GET_INFO") { $0.has("in") } }
    private var open: String { opening.last?.request ?? "" }

    private func create(_ number: Int) -> String {
        var line = create
        line.set(TraceField("data", text: Array(other(number).utf8)))
        return line.request
    }

    /// Other UUIDs of the same kind.
    private func other(_ number: Int) -> String { String(uuid.dropLast(4)) + "00f\(number)" }

    private func remove(_ uuid: String) -> String { "remove uuid=\(uuid) data=\"1\"" }
    private var rmmod: String { "rmmod name=\(modules.last?.field("name")?.text ?? "")" }
    private var unbind: String {
        "sysfs_write path=/sys/bus/mdev/devices/\(uuid)/driver/unbind data=\"\(uuid)\""
    }
    private var closeDevice: String { "close what=device" }

    private func first(_ name: String, _ isWanted: (TraceOperation) -> Bool = { _ in true }) -> String? {
        operations.first { $0.name == name && $0.result?.isError == false && isWanted($0) }?.request
    }

    private func ioctl(_ command: String, _ isWanted: (TraceOperation) -> Bool = { _ in true }) -> String? {
        first("ioctl") { $0.field("on")?.text == "device" && $0.field("cmd")?.text == command && isWanted($0) }
    }

    /// A file of an mdev that the driver made itself, in a directory of its group or beside the core's own.
    private var ownAttribute: String? {
        let directory = "/sys/bus/mdev/devices/\(uuid)/."
        for (entry, operation) in trace.operations where operation.field("path")?.text == directory {
            for case .node(let node) in entry.effects where node.depth <= 2 {
                guard case .file(let mode, _?) = node.kind, mode & 0o444 != 0,
                    let first = node.path.split(separator: "/").first, !Self.notOwn.contains(String(first))
                else { continue }
                return "sysfs_read path=/sys/bus/mdev/devices/\(uuid)/\(node.path)"
            }
        }
        return nil
    }

    private static let notOwn: Set<String> = [
        "power", "mdev_type", "driver", "iommu_group", "subsystem", "uevent", "remove", "waiting_for_supplier",
    ]

    // MARK: The list

    private var ending: [String] {
        [uuid, other(1), other(2)].map { remove($0) } + ["available \(type)=", rmmod]
    }

    private mutating func add(_ name: String, _ setup: [String], _ tasks: String?...) {
        let tasks = tasks.compactMap { $0 }
        if tasks.count > 1 { list.append(RacePlan(name: name, setup: setup, tasks: tasks, ending: ending)) }
    }

    private mutating func makeList() {
        add("create-create", loaded, create(1), create(2))
        add("create-remove", made, create(1), remove(uuid))
        add("remove-remove", made, remove(uuid), remove(uuid))
        add("remove-other", made + [create(1)], remove(uuid), remove(other(1)))
        add("create-rmmod", loaded, create(1), rmmod)
        add("remove-rmmod", made, remove(uuid), rmmod)
        add("remove-unbind", made, remove(uuid), unbind)
        add("attribute-remove", made, ownAttribute, remove(uuid))
        if modules.count == 1 { add("insmod-create", [], loaded[0], create(1)) }
        guard !opening.isEmpty else { return }
        if let group = opening.last(where: { $0.name == "open" })?.request {
            add("create-open", loaded, create.request, group)
        }
        add("open-remove", attached, open, remove(uuid))
        add("open-open", attached, open, open)
        add("open-rmmod", attached, open, rmmod)
        add("open-unbind", attached, open, unbind)
        add("open-close", opened, open, closeDevice)
        add("close-remove", opened, closeDevice, remove(uuid))
        let ioctl = ioctl("DEVICE_RESET") ?? question
        let read = first("pread") { if case .value(let count)? = $0.result { count > 0 } else { false } }
        let write = first("pwrite")
        let enable = self.ioctl("DEVICE_SET_IRQS") { $0.field("flags")?.text == "0x24" }
        let disable = self.ioctl("DEVICE_SET_IRQS") { $0.field("flags")?.text == "0x21" }
        add("ioctl-remove", opened, ioctl, remove(uuid))
        add("ioctl-unbind", opened, ioctl, unbind)
        add("ioctl-close", opened, ioctl, closeDevice)
        add("read-remove", opened, read, remove(uuid))
        add("read-write", opened, read, write)
        add("write-write", opened, write, write)
        add("irq-irq", opened, enable, enable)
        add("irq-close", opened, enable, closeDevice)
        add("irq-remove", opened, enable, remove(uuid))
        if let enable, let disable {
            add("write-irq", opened + [enable], write, disable)
            add("irq-off-off", opened + [enable], disable, disable)
        }
        add("create-create-remove", made, create(1), create(2), remove(uuid))
        add("open-remove-close", opened, open, remove(uuid), closeDevice)
    }
}
