// SPDX-License-Identifier: Apache-2.0

/// `struct mdev_type`: a kind of mdev that a parent can be asked for.
public final class MdevType {
    /// The group's name, or `sysfs_name`.
    public let name: String
    /// `pretty_name`, at D0.
    public let prettyName: String?
    /// Index in `supported_type_groups`: mtype_get_type_group_id().
    public internal(set) var groupNumber = 0
    public internal(set) var parent: MdevParent!
    /// "mtty-1", the name of the directory: its kobject's.
    public internal(set) var directoryName = ""
    public internal(set) var node: SysfsNode?
    var devicesNode: SysfsNode?
    var references = 1
    /// The C struct, which at D0 is the driver's.
    public var handle: UInt64 = 0

    public init(name: String, prettyName: String? = nil) {
        self.name = name
        self.prettyName = prettyName
    }
}
