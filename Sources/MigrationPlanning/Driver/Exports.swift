// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// Symbols that a driver gives to other modules: whoever calls them is not seen.
enum Exports {
    private static let macros: [StaticString] = [
        "EXPORT_SYMBOL", "EXPORT_SYMBOL_GPL", "EXPORT_SYMBOL_NS", "EXPORT_SYMBOL_NS_GPL",
    ]

    static func has(_ name: String, in index: DriverIndex) -> Bool {
        index.units.contains { unit in
            guard let list = unit.mainFile else { return false }
            return list.tokens.indices.contains { position in
                macros.contains { list.token(position, is: $0) } && list.text(at: position + 2) == name
            }
        }
    }
}
