// SPDX-License-Identifier: Apache-2.0
import Machine
import Validation

extension Verification.Coverage {
    /// - Parameter shown: makes paths as the user wants to see them.
    init(_ map: CoverageMap, reached: BlockSet, shown: (String) -> String) {
        let functions = map.functions.map { function in
            let counted = function.counted
            let missed = counted.filter { !reached.contains($0) }
            func lines(_ blocks: [Int]) -> [Int] {
                Set(blocks.map { function.blocks[$0 - function.first].line }).sorted()
            }
            return Function(
                name: function.name, file: shown(function.file), line: function.line, blocks: counted.count,
                covered: counted.count - missed.count,
                uncovered: lines(missed), reached: lines(counted.filter { reached.contains($0) }))
        }
        self.init(functions: functions.sorted { ($0.file, $0.line, $0.name) < ($1.file, $1.line, $1.name) })
    }

    /// "coverage: 180 of 200 blocks of the driver's functions (90 %), 2 never entered: a, b"
    func text(of side: String) -> String {
        var text = "coverage\(side): \(covered) of \(blocks) blocks of the driver's functions (\(percent) %)"
        let names = neverEntered
        if !names.isEmpty { text += ", \(names.count) never entered: \(names.joined(separator: ", "))" }
        return text
    }

    /// "mtty_read (mtty.c:790): 20 of 25, not lines 800, 812"
    var details: [String] {
        functions.filter { $0.covered < $0.blocks }.map { function in
            "\(function.name) (\(function.file):\(function.line)): \(function.covered) of \(function.blocks), not lines "
                + function.uncovered.map(String.init).joined(separator: ", ")
        }
    }
}
