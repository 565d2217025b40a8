// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// Branches of `#if` that are left out here and use the API, too: the driver serves kernels of more than one level.
public enum InactiveBranches {
    public struct Branch: Sendable {
        public var path: String
        public var position: LineColumn
        /// The first word of the API in it.
        public var word: String
    }

    private static let words: [StaticString] = [
        "mdev_parent_ops", "mdev_driver", "mdev_device", "mdev_register_device", "mdev_register_driver",
        "mdev_register_parent", "vfio_register_group_dev", "vfio_device_ops", "mdev_get_drvdata", "mdev_type",
    ]

    /// One entry for each branch, in the order of the files.
    public static func find(in index: DriverIndex) -> [Branch] {
        var found: [Branch] = []
        for unit in index.units {
            guard let tokens = unit.mainFile else { continue }
            for range in unit.inactive[unit.mainPath] ?? [] {
                for position in tokens.indices(in: range) {
                    guard let word = words.first(where: { tokens.token(position, is: $0) }) else { continue }
                    found.append(
                        Branch(
                            path: unit.mainPath,
                            position: tokens.file.position(of: tokens.tokens[position].range.start),
                            word: word.description))
                    break
                }
            }
        }
        return found
    }
}
