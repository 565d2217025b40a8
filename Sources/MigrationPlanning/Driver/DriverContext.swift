// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// One ops table of a driver, what is bound to it, and the names that its conversion brings in. Whatever the strategy,
/// the steps around the callbacks need no more than this.
struct DriverContext {
    let usage: DriverUsage
    let source: KernelLevel
    let target: KernelLevel
    let table: OpsTable
    /// The file that the table stands in.
    let file: SourceFile
    /// Definitions of the two callbacks that make and undo a device; nil where they are not at hand.
    let create: SyntaxNode?
    let remove: SyntaxNode?
    let names: DriverNames

    var index: DriverIndex { usage.index }

    init(usage: DriverUsage, table: OpsTable, source: KernelLevel, target: KernelLevel, names: DriverNames) {
        self.usage = usage
        self.table = table
        self.source = source
        self.target = target
        self.names = names
        file = table.node.file
        create = table.function("create").flatMap { usage.index.functions[$0] }
        remove = table.function("remove").flatMap { usage.index.functions[$0] }
    }

    /// The parameter of create that is the mdev.
    var createDevice: SyntaxNode? {
        guard let parameter = create?.parameters.last,
            CType.isPointer(parameter.canonicalType, toStruct: OldAPI.deviceRecord)
        else { return nil }
        return parameter
    }
}
