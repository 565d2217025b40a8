// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// A file that uses `struct vfio_device` includes <linux/vfio.h>; one that registers mdev_drivers, <linux/mdev.h>.
struct IncludeStep {
    let usage: DriverUsage
    let files: [SourceFile]
    var header = "linux/vfio.h"

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        for file in files {
            guard let unit = usage.index.units.first(where: { $0.tree.tokens(ofFile: file.path) != nil }) else {
                continue
            }
            let lines = unit.includes.filter { $0.path == file.path }
            // Behind the includes of its own, a file has what its headers include; a header stands for itself.
            let known = file.path == unit.mainPath ? unit.includes : lines
            guard !known.contains(where: { $0.name == header }) else { continue }
            let angled = lines.filter { file.text(in: $0.range).contains("<") }
            if let before = angled.first(where: { $0.name == "linux/mdev.h" }) ?? angled.last {
                try add("#include <\(header)>\n", at: file.endOfLine(at: before.range.end - 1), in: file, &builder)
            } else {
                try add("#include <\(header)>\n\n", at: firstDeclaration(of: file, unit), in: file, &builder)
            }
        }
    }

    private func firstDeclaration(of file: SourceFile, _ unit: ParseResult) -> Int {
        let first = unit.tree.declarations.filter { $0.file.path == file.path }.min { $0.range < $1.range }
        return first?.startWithComment ?? 0
    }

    private func add(_ text: String, at offset: Int, in file: SourceFile, _ builder: inout PlanBuilder) throws(Refusal)
    {
        try builder.add("M-01", "include what is used", in: file, [.insert(text, at: offset)])
    }
}
