// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// What `MODULE_LICENSE()` of a driver says.
public struct ModuleLicence: Sendable {
    public var text: String
    public var path: String
    public var position: LineColumn

    /// The texts that the kernel takes for GPL-compatible; only such modules may use symbols exported to GPL modules.
    private static let compatible: Set<String> = [
        "GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
    ]
    public var isGPLCompatible: Bool { Self.compatible.contains(text) }

    /// The first one in active code, nil when none of the files at hand has one.
    static func find(in units: [ParseResult]) -> ModuleLicence? {
        for unit in units {
            guard let tokens = unit.mainFile else { continue }
            for index in tokens.tokens.indices where tokens.token(index, is: "MODULE_LICENSE") {
                guard tokens.token(index + 1, is: "("), !unit.isInactive(tokens.tokens[index].range, in: unit.mainPath)
                else { continue }
                let text = tokens.text(at: index + 2)
                guard text.hasPrefix("\""), text.count >= 2 else { continue }
                return ModuleLicence(
                    text: String(text.dropFirst().dropLast()), path: unit.mainPath,
                    position: tokens.file.position(of: tokens.tokens[index].range.start))
            }
        }
        return nil
    }
}
