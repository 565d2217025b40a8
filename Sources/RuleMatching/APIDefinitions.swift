// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Tells the API itself from what uses it: its definitions are no findings.
public enum APIDefinitions {
    /// Structs of the API; a file that spells out the members of one is a header of the API.
    private static let records: [StaticString] = ["mdev_parent_ops", "mdev_driver", "vfio_device_ops"]
    /// Functions of the mdev core; where one has its body, the whole folder is the core.
    private static let coreFunctions: [StaticString] = ["mdev_register_device", "mdev_register_parent"]

    /// Whether a file defines a struct of the API.
    public static func definesRecord(_ file: TokenList) -> Bool {
        file.tokens.indices.contains { index in
            file.token(index, is: "struct") && file.token(index + 2, is: "{")
                && records.contains { file.token(index + 1, is: $0) }
        }
    }

    /// Whether a file is part of the mdev core.
    public static func definesCore(_ file: TokenList) -> Bool {
        file.tokens.indices.contains { index in
            guard file.tokens[index].kind == .identifier, coreFunctions.contains(where: { file.token(index, is: $0) }),
                file.token(index + 1, is: "("), let close = file.closing(of: index + 1)
            else { return false }
            return file.token(close + 1, is: "{")
        }
    }
}
