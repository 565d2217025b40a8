// SPDX-License-Identifier: Apache-2.0
import Machine

/// The first line about a stop. It leads to the driver's own code, which people can open and change; where that called an
/// inline function of the kernel's headers, the function is told as well.
struct Headline {
    let text: String

    /// `stack` has the innermost frame first.
    init(_ stack: [StackFrame], _ message: String) {
        let own = stack.first { !Self.isHeader($0.position.file) }
        // What is wrong before anything runs has no place.
        let place = (own ?? stack.first).map { "\($0.position): " } ?? ""
        var text = place + message
        if let own, let innermost = stack.first, innermost != own {
            text += ", in \(innermost.function)() of \(Self.shortName(innermost.position.file))"
        }
        self.text = text
    }

    private static func isHeader(_ path: String) -> Bool { path.hasSuffix(".h") && PrivateHeaders.isKernel(path) }

    /// As it is included: `linux/math64.h`.
    private static func shortName(_ path: String) -> String {
        let folders = path.split(separator: "/")
        let start = folders.lastIndex { $0 == "include" || ["base", "any", "level"].contains($0) } ?? -1
        return folders[(start + 1)...].joined(separator: "/")
    }
}
