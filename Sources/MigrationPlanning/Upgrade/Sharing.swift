// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import SourceText

/// Makes a name of one file known to others: in a private header that all of them read, else by a line of their own.
struct Sharing {
    let context: UpgradeContext

    init(_ context: UpgradeContext) { self.context = context }

    func announce(
        _ line: String, of home: SyntaxNode, for users: [SyntaxNode], _ rule: RuleID, _ title: String,
        _ draft: inout UpgradeDraft
    ) {
        var paths: Set<String> = [home.file.path]
        for user in users { paths.insert(user.file.path) }
        if let header = commonHeader(of: paths) {
            // A prototype may not be the first to name a struct.
            let isKnown = context.index.units.flatMap(\.includes).contains {
                $0.path == header.file.path && $0.name == "linux/vfio.h"
            }
            let at = Self.end(of: header)
            let isFirst = !draft.entries.contains { $0.file.path == header.file.path && $0.edit.range == .at(at) }
            let text = (isFirst ? "\n" + (isKnown ? "" : "struct vfio_device;\n") : "") + line + "\n"
            draft.add(rule, title, in: header.file, [.insert(text, at: at)])
            return
        }
        var done: Set<String> = []
        for user in users where done.insert(user.file.path).inserted {
            let first = users.filter { $0.file.path == user.file.path }.min { $0.range.start < $1.range.start } ?? user
            draft.add(rule, title, in: first.file, [.insert("\(line)\n\n", at: first.startWithComment)])
        }
    }

    private func commonHeader(of paths: Set<String>) -> TokenList? {
        let units = context.index.units.filter { paths.contains($0.mainPath) }
        guard let first = units.first else { return nil }
        return first.tree.files.first { list in
            list.file.path.hasSuffix(".h") && units.allSatisfy { $0.tree.tokens(ofFile: list.file.path) != nil }
        }
    }

    /// Behind the last line in front of the `#endif` that closes the include guard.
    private static func end(of header: TokenList) -> Int {
        let count = header.tokens.count
        for position in header.tokens.indices.reversed() where position >= count - 3 && position > 0 {
            if header.token(position, is: "endif"), header.token(position - 1, is: "#") {
                guard position >= 2 else { return 0 }
                return header.file.endOfLine(at: header.tokens[position - 2].range.end - 1)
            }
        }
        return header.file.bytes.count
    }
}
