// SPDX-License-Identifier: Apache-2.0
import Machine

/// WARN() and BUG(): a trap with an entry in the bug table. x86 hands over file, line, flags and size, s390 has the file
/// in the text.
enum BugAssembly {
    static func function(_ text: String, _ constraints: String) -> KernelFunction? {
        let inputs = constraints.split(separator: ",").filter { $0 == "i" }.count
        switch inputs {
        case 4: return trap(file: 0, line: 1, flags: 2)
        case 3: return trap(file: nil, line: 0, flags: 1)
        default: return nil
        }
    }

    private static func trap(file: Int?, line: Int, flags: Int) -> KernelFunction {
        KernelFunction("BUG", []) { call throws(Stop) in
            let isWarning = try call.value(flags) & 1 != 0
            guard isWarning else { throw .fault(.bug, "BUG()") }
            let place: String
            if let file {
                place = "\(try call.string(file)):\(try call.value(line))"
            } else {
                place = "line \(try call.value(line))"
            }
            call.machine.record(.message(level: 4, text: "WARNING: at \(place)"))
            return 0
        }
    }
}
