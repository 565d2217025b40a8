// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// What the compiler says about a driver at its own level; each message counts once.
struct KnownDiagnostics {
    private var counts: [String: Int] = [:]

    init(_ usage: DriverUsage) {
        for diagnostic in usage.index.units.flatMap(\.diagnostics) where diagnostic.level >= .warning {
            counts[diagnostic.message, default: 0] += 1
        }
    }

    /// What is not known yet, in source order.
    mutating func new(in unit: ParseResult) -> [CDiagnostic] {
        unit.diagnostics.filter { diagnostic in
            guard diagnostic.level >= .warning else { return false }
            guard let count = counts[diagnostic.message], count > 0 else { return true }
            counts[diagnostic.message] = count - 1
            return false
        }
    }
}
