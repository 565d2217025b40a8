// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// What a driver of the new API does: the structs that have a `vfio_device` in them, the tables that describe it to the
/// core, and how the struct is found from a device.
public struct VFIODeviceUsage: Sendable {
    /// A struct with a `struct vfio_device` in it.
    public struct Embedding: Sendable, Hashable {
        public var record: String
        public var field: String
        public var definition: SyntaxNode
    }

    /// A variable of a struct that is filled in by designated members.
    public struct Table: Sendable {
        public var name: String
        public var node: SyntaxNode
        public var members: [TableMember]

        public func member(_ name: String) -> TableMember? { members.last { $0.name == name } }
    }

    public var embeddings: [Embedding] = []
    /// Variables of type `struct vfio_device_ops` and `struct mdev_driver` that have an initialiser.
    public var deviceOps: [Table] = []
    public var drivers: [Table] = []
    /// By struct: the function that `devres_alloc()` was given to release it.
    public var releases: [String: String] = [:]
    /// The structs whose address is put into the drvdata of an mdev.
    public var drvdataRecords: Set<String> = []

    public init(_ index: DriverIndex) {
        for node in index.structures.values.sorted(by: { ($0.file.path, $0.range) < ($1.file.path, $1.range) }) {
            for field in node.children where field.kind == .field && field.canonicalType == "struct vfio_device" {
                embeddings.append(Embedding(record: node.name, field: field.name, definition: node))
            }
        }
        for node in index.declarations where node.kind == .variable {
            guard let list = node.initialiser, list.kind == .initialiserList else { continue }
            let table = Table(name: node.name, node: node, members: Self.members(of: list))
            switch node.recordName {
            case "vfio_device_ops" where !node.canonicalType.contains("*"): deviceOps.append(table)
            case "mdev_driver" where !node.canonicalType.contains("*"): drivers.append(table)
            default: break
            }
        }
        findReleases(index)
        findDrvdata(index)
    }

    public static func members(of list: SyntaxNode) -> [TableMember] {
        list.children.compactMap { element in
            guard element.kind == .designatedInitialiser, let member = element.designatedMember,
                let value = element.initialiser
            else { return nil }
            return TableMember(name: member.name, value: value, node: element, isAssignment: false)
        }
    }

    public func embedding(of record: String?) -> Embedding? { embeddings.first { $0.record == record } }

    /// The struct that a type such as `struct T *` points to, when it embeds a vfio_device.
    public func embedding(pointedToBy type: String) -> Embedding? {
        guard type.hasSuffix("*") else { return nil }
        return embeddings.first { CType.isPointer(type, toStruct: $0.record) }
    }

    /// Functions that are members of a `vfio_device_ops`.
    public var callbackNames: Set<String> { Set(deviceOps.flatMap { $0.members.compactMap(\.function) }) }

    /// Functions bound to a member of any `mdev_driver`.
    public func driverFunctions(_ member: String) -> Set<String> {
        Set(drivers.compactMap { $0.member(member)?.function })
    }

    private mutating func findReleases(_ index: DriverIndex) {
        for call in index.calls("devres_alloc", "devres_alloc_node", "__devres_alloc_node") {
            guard let holder = call.ancestor(where: { [.variable, .assignment].contains($0.kind) }) else { continue }
            let type = holder.kind == .variable ? holder.canonicalType : holder.left?.canonicalType ?? ""
            guard let record = CType.recordName(type) else { continue }
            let release = call.subtree.first { node in
                node.kind == .reference && index.functions[node.name] != nil
            }
            if let release { releases[record] = release.name }
        }
    }

    private mutating func findDrvdata(_ index: DriverIndex) {
        for call in index.calls("dev_set_drvdata", "mdev_set_drvdata") where call.arguments.count == 2 {
            let isOnDevice =
                call.calledName == "mdev_set_drvdata"
                || call.arguments[0].subtree.contains {
                    CType.isPointer($0.canonicalType, toStruct: OldAPI.deviceRecord)
                }
            guard isOnDevice, let record = CType.recordName(call.arguments[1].unwrapped.canonicalType) else { continue }
            drvdataRecords.insert(record)
        }
    }
}
