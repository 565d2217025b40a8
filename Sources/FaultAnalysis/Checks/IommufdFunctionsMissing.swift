// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// L-13: the core refuses to register a device without the functions for iommufd.
enum IommufdFunctionsMissing {
    private static let functions = ["bind_iommufd", "unbind_iommufd", "attach_ioas"]

    static func faults(_ driver: DriverFacts) -> [Fault] {
        guard driver.index.calls["vfio_register_emulated_iommu_dev"] != nil else { return [] }
        return driver.deviceTables.flatMap { table, members -> [Fault] in
            let named = members.union(words(in: table.node))
            let missing = functions.filter { !named.contains($0) }
            // Without a kernel that says, one of them shows that the kernel asks for all.
            let isDemanded = driver.surroundings.demandsIommufd ?? (missing.count < functions.count)
            return isDemanded ? missing.map { Fault("L-13", table.node, $0) } : []
        }
    }

    /// `.name =` as it is written: the headers at hand need not know the member.
    private static func words(in table: SyntaxNode) -> Set<String> {
        let tokens = table.tokens
        var names: Set<String> = []
        for position in tokens.indices(in: table.rangeWithSemicolon) where tokens.token(position - 1, is: ".") {
            names.insert(tokens.text(at: position))
        }
        return names
    }
}
