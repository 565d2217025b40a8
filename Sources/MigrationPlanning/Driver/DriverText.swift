// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// The text of a `struct mdev_driver`.
struct DriverText {
    var name: String
    /// What it is called on the mdev bus.
    var busName: String
    var probe: String
    var remove: String
    /// `mdev_attr_groups` and `supported_type_groups` of the table, nil where it has none.
    var deviceGroups: String?
    var typeGroups: String?
    var isStatic = true

    /// The whole definition.
    var definition: String {
        "\(isStatic ? "static " : "")struct mdev_driver \(name) = {\n\(members(indent: "\t"))};\n"
    }

    /// What stands between the braces.
    func members(indent: String) -> String {
        var lines = [
            ".driver = {", "\t.name = \"\(busName)\",", "\t.owner = THIS_MODULE,", "\t.mod_name = KBUILD_MODNAME,",
        ]
        if let deviceGroups { lines.append("\t.dev_groups = \(deviceGroups),") }
        lines += ["},", ".probe = \(probe),", ".remove = \(remove),"]
        if let typeGroups { lines.append(".supported_type_groups = \(typeGroups),") }
        return lines.map { indent + $0 + "\n" }.joined()
    }
}

extension OpsTable {
    /// The groups that a member holds, as text; nil where it has none.
    func groups(_ name: String) -> String? {
        guard let member = member(name), !member.isNull else { return nil }
        return member.value.text
    }
}
