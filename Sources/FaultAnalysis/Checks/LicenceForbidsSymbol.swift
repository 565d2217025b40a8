// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-12: the module cannot be loaded, for it needs symbols that are exported to GPL modules only.
enum LicenceForbidsSymbol {
    static func faults(_ driver: DriverFacts) -> [Fault] {
        guard let licence = driver.surroundings.licence, !licence.isGPLCompatible else { return [] }
        return APISymbols.exportedToGPL.compactMap { name in
            guard let call = driver.index.calls[name]?.first else { return nil }
            return Fault("L-12", call, name, "MODULE_LICENSE(\"\(licence.text)\")")
        }
    }
}
