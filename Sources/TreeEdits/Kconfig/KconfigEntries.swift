// SPDX-License-Identifier: Apache-2.0
import SourceText

/// Which symbols a Kconfig file defines, and what their entries say of VFIO_MDEV and the symbol that went.
public struct KconfigEntries {
    public struct Entry: Sendable {
        public var symbol: String
        /// The line that names the removed symbol or, where none does, VFIO_MDEV; the entry's first where none does.
        public var line: Int
        public var text: String
        public var namesRemoved: Bool
        public var namesSuccessor: Bool
    }

    public private(set) var entries: [Entry] = []

    public init(of file: SourceFile) {
        let text = KconfigText(file)
        for block in KconfigBlocks(text).blocks where !block.symbol.isEmpty {
            let lines = block.lines.map { text.lines[$0] }.filter { !$0.isHelp }
            let body = lines.dropFirst()
            let removed = body.first { $0.names(RemovedSymbol.name) }
            let successor = body.first { $0.names(RemovedSymbol.successor) }
            guard let line = removed ?? successor ?? lines.first else { continue }
            let around = block.enclosing.contains {
                $0.names(RemovedSymbol.name) || $0.names(RemovedSymbol.successor)
            }
            entries.append(
                Entry(
                    symbol: block.symbol, line: file.line(at: line.range.start),
                    text: file.trimmedText(of: line.range), namesRemoved: removed != nil,
                    namesSuccessor: successor != nil || around))
        }
    }

    /// Whether a file has the entry of the symbol that goes.
    public static func removedSymbol(isDefinedIn file: SourceFile) -> Bool {
        KconfigEntries(of: file).has(RemovedSymbol.name)
    }

    func has(_ symbol: String) -> Bool { entries.contains { $0.symbol == symbol } }
}
