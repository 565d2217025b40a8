// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// A show or store function of an `MDEV_TYPE_ATTR_…` attribute.
public struct TypeAttribute: Sendable {
    /// The attribute's name, without `_show` and `_store`.
    public var name: String
    public var function: SyntaxNode

    static func find(in index: DriverIndex) -> [TypeAttribute] {
        var found: [TypeAttribute] = []
        var seen: Set<String> = []
        func add(_ attribute: String, _ function: String) {
            guard let node = index.functions[function], seen.insert(function).inserted else { return }
            found.append(TypeAttribute(name: attribute, function: node))
        }
        for unit in index.units {
            for use in unit.macroUses where use.name.hasPrefix("MDEV_TYPE_ATTR") {
                guard let tokens = unit.tree.tokens(ofFile: use.path) else { continue }
                let first = tokens.index(atOrAfter: use.range.start)
                guard tokens.token(first + 1, is: "(") else { continue }
                let attribute = tokens.text(at: first + 2)
                switch use.name {
                case "MDEV_TYPE_ATTR_RO": add(attribute, attribute + "_show")
                case "MDEV_TYPE_ATTR_WO": add(attribute, attribute + "_store")
                case "MDEV_TYPE_ATTR_RW":
                    add(attribute, attribute + "_show")
                    add(attribute, attribute + "_store")
                default:
                    // MDEV_TYPE_ATTR(name, mode, show, store)
                    for index in tokens.indices(in: use.range).dropFirst(3) { add(attribute, tokens.text(at: index)) }
                }
            }
        }
        // Attributes that are written out as variables.
        for variable in index.variables.values where variable.canonicalType.contains("struct mdev_type_attribute") {
            for element in variable.descendants(.designatedInitialiser) {
                guard let member = element.designatedMember?.name, member == "show" || member == "store",
                    let value = element.initialiser?.unwrapped, value.kind == .reference
                else { continue }
                add(variable.name, value.name)
            }
        }
        return found.sorted { $0.function.range < $1.function.range }
    }
}
