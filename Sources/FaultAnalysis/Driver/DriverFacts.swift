// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage

/// A driver of the new API, with all ways through the functions that bring its devices and take them away.
public struct DriverFacts: Sendable {
    /// One `struct mdev_driver`: probe and remove belong together.
    struct Binding: Sendable {
        var table: VFIODeviceUsage.Table
        var probe: SyntaxNode?
        var remove: SyntaxNode?
        /// Empty where there are too many.
        var probePaths: [FlowPath] = []
        var removePaths: [FlowPath] = []
    }

    /// What is known of the driver besides its code.
    public struct Surroundings: Sendable {
        public var level: KernelLevel
        /// That of the kernel around it, where there is one.
        public var kernelLevel: KernelLevel?
        /// The kernel around it refuses drivers without the functions for iommufd (6.4); nil where there is none.
        public var demandsIommufd: Bool?
        public var licence: ModuleLicence?
        /// Whether another file of the module has a word. Files that were parsed are not asked.
        public var isMentionedElsewhere: @Sendable (String) -> Bool

        public init(
            level: KernelLevel, kernelLevel: KernelLevel? = nil, demandsIommufd: Bool? = nil, licence: ModuleLicence?,
            isMentionedElsewhere: @escaping @Sendable (String) -> Bool = { _ in false }
        ) {
            self.level = level
            self.kernelLevel = kernelLevel
            self.demandsIommufd = demandsIommufd
            self.licence = licence
            self.isMentionedElsewhere = isMentionedElsewhere
        }
    }

    let index: DriverIndex
    let calls: DriverCalls
    let surroundings: Surroundings
    private let damaged: [String]
    private(set) var bindings: [Binding] = []
    private(set) var initPaths: [FlowPath] = []
    private(set) var exitPaths: [FlowPath] = []

    var level: KernelLevel { surroundings.level }
    var device: VFIODeviceUsage { calls.device }

    public init(_ usage: DriverUsage, _ surroundings: Surroundings) {
        index = usage.index
        calls = DriverCalls(index)
        self.surroundings = surroundings
        damaged = Self.damaged(in: index)
        for table in calls.device.drivers {
            var binding = Binding(table: table)
            binding.probe = table.member("probe")?.function.flatMap { index.functions[$0] }
            binding.remove = table.member("remove")?.function.flatMap { index.functions[$0] }
            binding.probePaths = paths(through: binding.probe)
            binding.removePaths = paths(through: binding.remove)
            bindings.append(binding)
        }
        initPaths = paths(through: usage.entry.initFunction)
        exitPaths = paths(through: usage.entry.exitFunction)
    }

    private func paths(through function: SyntaxNode?) -> [FlowPath] {
        guard let function, !damaged.contains(where: { calls.graph.reaches(function.name, $0) }) else { return [] }
        return PathWalker.paths(through: function, calls) ?? []
    }

    /// Functions that the parser did not understand in full, where what is missing may matter.
    private static func damaged(in index: DriverIndex) -> [String] {
        var lines: [String: [Int]] = [:]
        for error in index.units.flatMap(\.errors) { lines[error.path, default: []].append(error.position.line) }
        guard !lines.isEmpty else { return [] }
        return index.functions.values.filter { function in
            let last = function.file.position(of: function.range.end).line
            let isHit = (lines[function.file.path] ?? []).contains { $0 >= function.position.line && $0 <= last }
            return isHit && lacksCalls(function, index)
        }.map(\.name)
    }

    /// Whether the text has calls that the tree does not have.
    private static func lacksCalls(_ function: SyntaxNode, _ index: DriverIndex) -> Bool {
        guard let body = function.body else { return false }
        let seen = Set(body.descendants(.call).compactMap(\.calledName))
        let tokens = function.tokens
        return tokens.indices(in: body.range).contains { position in
            guard tokens.token(position + 1, is: "("), tokens.tokens[position].kind == .identifier else { return false }
            let name = tokens.text(at: position)
            return !seen.contains(name) && (KnownCall.named(name) != nil || index.functions[name] != nil)
        }
    }

    /// Whether the driver has a vfio_device of its own.
    public var isOfNewAPI: Bool {
        !bindings.isEmpty
            && (!device.embeddings.isEmpty
                || Self.registrations.contains { index.calls[$0] != nil })
    }

    static let registrations = ["vfio_register_group_dev", "vfio_register_emulated_iommu_dev"]

    /// Tables of callbacks that are not changed at run time, with the members that have a value.
    var deviceTables: [(table: VFIODeviceUsage.Table, members: Set<String>)] {
        let assigned = Set(
            index.nodes(.assignment).compactMap { node -> String? in
                guard let left = node.left?.unwrapped, left.kind == .memberReference, left.owner == "vfio_device_ops"
                else { return nil }
                return left.name
            })
        return device.deviceOps.map { table in
            (table, assigned.union(table.members.filter { !$0.isNull }.map(\.name)))
        }
    }

    /// Whether code that creates, uses or removes a device comes to a function.
    func isReachedFromDevices(_ name: String) -> Bool {
        calls.graph.reaches(from: Set((device.drivers + device.deviceOps).map(\.name)), name)
    }
}
