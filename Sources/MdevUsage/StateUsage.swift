// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// Where the state of one mdev comes from and how callbacks get at it.
public struct StateUsage: Sendable {
    public enum Source: Sendable, Hashable {
        /// Allocated in the create callback itself.
        case allocatedInCreate
        /// Allocated by a function of the driver that create calls.
        case allocatedBy(function: String)
        /// Got by calling through a pointer: another driver allocates it.
        case throughFunctionTable
        /// `devm_…` on the mdev or its parent.
        case deviceManaged
        /// The parent's own: one mdev per parent.
        case parents
        /// Set by a function that create does not lead to.
        case attachedLater(function: String)
        /// Set in create from something that was not recognised.
        case unknown
        /// Kept by the driver itself and looked for in a list or an array.
        case lookedUp
        /// The new shape: the state has the vfio_device in it.
        case embedsDevice
        /// No drvdata at all.
        case none

        public var description: String {
            switch self {
            case .allocatedInCreate: "allocated in create"
            case .allocatedBy(let function): "allocated by \(function)()"
            case .throughFunctionTable: "from a function table"
            case .deviceManaged: "device-managed"
            case .parents: "the parent's own"
            case .attachedLater(let function): "attached by \(function)()"
            case .unknown: "origin not seen"
            case .lookedUp: "kept by the driver and looked up, not in drvdata"
            case .embedsDevice: "embeds the vfio_device"
            case .none: "none"
            }
        }
    }

    public var source: Source
    /// The struct, as in `struct NAME`.
    public var recordName: String?
    /// Its definition in the driver's files.
    public var definition: SyntaxNode?
    /// The calls that set drvdata to something.
    public var setters: [SyntaxNode]
    /// The assignment or declaration that allocates, inside create.
    public var allocation: SyntaxNode?
    /// Other functions and macros of the driver through which drvdata is read or set.
    public var wrappers: [DrvdataWrapper]
}

/// A function or macro around `mdev_get_drvdata()` or `mdev_set_drvdata()`.
public struct DrvdataWrapper: Sendable, Hashable {
    public enum Form: String, Sendable { case function, macro }
    public var name: String
    public var form: Form
    public var isSetter: Bool
}
