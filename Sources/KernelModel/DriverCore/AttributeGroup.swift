// SPDX-License-Identifier: Apache-2.0

/// `struct attribute_group`.
public struct AttributeGroup {
    /// A directory of this name; nil puts the files into the object's own.
    public var name: String?
    public var attributes: [Attribute]

    public init(name: String?, attributes: [Attribute]) {
        self.name = name
        self.attributes = attributes
    }
}

/// `struct attribute` with its show and store; what is_visible() leaves out is not in the group.
public struct Attribute {
    public var name: String
    public var file: SysfsFile

    public init(name: String, file: SysfsFile) {
        self.name = name
        self.file = file
    }
}
