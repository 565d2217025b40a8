// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels

/// The API level that a driver was written for, read from its own signatures.
public struct SourceLevel: Sendable, Hashable {
    /// Levels that nothing in the driver speaks against, oldest first.
    public var possible: [KernelLevel]
    /// What decided, for people.
    public var reason: String
    /// The level to take where several are possible and the newest is not the safest.
    public var preferred: KernelLevel?

    public init(possible: [KernelLevel], reason: String, preferred: KernelLevel? = nil) {
        self.possible = possible
        self.reason = reason
        self.preferred = preferred
    }

    /// The level to parse at when nothing else is known: the newest possible old one.
    public var best: KernelLevel { preferred ?? possible.last ?? .A2 }
}

struct SourceLevelDetector {
    let index: DriverIndex
    let tables: [OpsTable]
    let typeAttributes: [TypeAttribute]

    func detect() -> SourceLevel {
        if mentions("mdev_register_parent") {
            return SourceLevel(possible: [.D0], reason: "mdev_register_parent()")
        }
        let names = memberNames
        if names.contains("open_device") || names.contains("close_device")
            || (!mentions("mdev_register_driver") && (designates("open_device") || designates("close_device")))
        {
            return SourceLevel(possible: [.B2, .B3], reason: "members open_device and close_device")
        }
        // A parse at an older level does not know the member device_driver: a table without create shows it as well.
        let hasNoCreate = tables.allSatisfy { $0.member("create") == nil }
        if names.contains("device_driver") || (hasNoCreate && mentions("mdev_register_driver")) { return converted }
        // A framework that registers parents with the drivers of others.
        if tables.isEmpty, mentions("mdev_driver"), mentions("mdev_register_device"), !mentions("mdev_parent_ops") {
            return SourceLevel(possible: [.S], reason: "parents are registered with struct mdev_driver")
        }
        if let create = createFunction {
            switch create.parameters.count {
            case 2: return old(names)
            case 1: return SourceLevel(possible: [.B0, .B1], reason: "create() takes the mdev alone")
            default: break
            }
        }
        if let attribute = typeAttributes.first?.function, let first = attribute.parameters.first {
            return CType.isPointer(first.canonicalType, toStruct: "mdev_type")
                ? SourceLevel(possible: [.B0, .B1], reason: "type attributes take struct mdev_type") : old(names)
        }
        return old(names)
    }

    private var memberNames: Set<String> { Set(tables.flatMap { $0.members.map(\.name) }) }

    private var createFunction: SyntaxNode? {
        tables.lazy.compactMap { $0.function("create") }.compactMap { index.functions[$0] }.first
    }

    private func old(_ names: Set<String>) -> SourceLevel {
        if names.contains("request") { return SourceLevel(possible: [.A2], reason: "member request") }
        if mentions("uuid_le") { return SourceLevel(possible: [.A0], reason: "uuid_le") }
        // Only the type of UUIDs tells the oldest kernels from the next.
        let possible: [KernelLevel] = mentions("mdev_uuid") ? [.A1, .A1s, .A2] : [.A0, .A1, .A1s, .A2]
        return SourceLevel(possible: possible, reason: "create() takes the kobject")
    }

    private var converted: SourceLevel {
        let hasTable = !tables.isEmpty
        if mentions("vfio_register_emulated_iommu_dev") {
            let reason = "vfio_register_emulated_iommu_dev()"
            if hasTable { return SourceLevel(possible: [.B3], reason: reason) }
            if mentions("dma_unmap") { return SourceLevel(possible: [.C1], reason: "dma_unmap") }
            for word: StaticString in ["vfio_register_notifier", "mdev_uuid"] where mentions(word) {
                return SourceLevel(possible: [.C0], reason: "\(word)()")
            }
            // What 6.0 changed, such a driver does not use: at 5.19 all of it is there.
            return SourceLevel(possible: [.C0, .C1], reason: reason, preferred: .C0)
        }
        for word: StaticString in ["vfio_uninit_group_dev", "open_device", "close_device"] where mentions(word) {
            return SourceLevel(possible: [.B2], reason: "\(word)")
        }
        return hasTable
            ? SourceLevel(possible: [.B1], reason: "an ops table and mdev_register_driver()")
            : SourceLevel(possible: [.S], reason: "mdev_register_driver() and no ops table")
    }

    /// Whether active code gives a member a value. A parse at an older level does not know the member.
    private func designates(_ member: StaticString) -> Bool {
        for unit in index.units {
            guard let tokens = unit.mainFile else { continue }
            for position in tokens.tokens.indices.dropFirst()
            where tokens.token(position, is: member) && tokens.token(position - 1, is: ".")
                && tokens.token(position + 1, is: "=")
            {
                if !unit.isInactive(tokens.tokens[position].range, in: unit.mainPath) { return true }
            }
        }
        return false
    }

    /// Whether active code has a word. The tree is no witness: a call that does not fit the level of the parse is not in it.
    private func mentions(_ word: StaticString) -> Bool {
        for unit in index.units {
            guard let tokens = unit.mainFile else { continue }
            for position in tokens.tokens.indices where tokens.token(position, is: word) {
                if !unit.isInactive(tokens.tokens[position].range, in: unit.mainPath) { return true }
            }
        }
        return false
    }
}
