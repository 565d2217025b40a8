// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels

/// L-11: the driver calls a function that the kernel it is written for has not got yet.
enum SymbolOfLaterLevel {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        var found: [String: Fault] = [:]
        let level = driver.surroundings.kernelLevel ?? driver.level
        for unit in driver.index.units {
            guard let tokens = unit.mainFile else { continue }
            for position in tokens.tokens.indices
            where tokens.tokens[position].kind == .identifier && tokens.token(position + 1, is: "(") {
                let name = tokens.text(at: position)
                guard found[name] == nil, let home = APISymbols.home(of: name, missingAt: level),
                    isUndeclared(name, driver),
                    !tokens.tokens[position].isInDirective,
                    !unit.isInactive(tokens.tokens[position].range, in: unit.mainPath),
                    let node = call(at: tokens.tokens[position].range.start, in: unit)
                else { continue }
                found[name] = Fault("L-11", node, name, "\(home.firstReleaseName) has it")
            }
        }
        return Array(found.values)
    }

    /// The driver itself may bring what its kernel does not have.
    private static func isUndeclared(_ name: String, _ driver: DriverFacts) -> Bool {
        driver.index.heads(of: name).isEmpty && driver.index.functions[name] == nil
            && !driver.index.units.contains { unit in
                unit.macroUses.contains { $0.name == name }
            }
    }

    /// The innermost node that stands there.
    private static func call(at offset: Int, in unit: ParseResult) -> SyntaxNode? {
        let around = unit.tree.declarations.first { $0.file.path == unit.mainPath && $0.range.contains(offset) }
        return around?.subtree.last { $0.range.contains(offset) && $0.file.path == unit.mainPath }
    }
}
