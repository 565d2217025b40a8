// SPDX-License-Identifier: Apache-2.0
import Foundation
import Machine

/// x86's atomic instructions where cmpxchg() and xchg() are macros: "lock; cmpxchgl $2,$1".
enum LockedAssembly {
    static func function(_ text: String, _ constraints: String) -> KernelFunction? {
        // In front may stand a section that lists the places of locks.
        guard let start = text.range(of: "xchg", options: .backwards) else { return nil }
        let tail = text[start.upperBound...]
        guard let letter = tail.first, let size = ["b": 1, "w": 2, "l": 4, "q": 8][letter] else { return nil }
        let isCompare = text[..<start.lowerBound].hasSuffix("cmp")
        if isCompare { return constraints.contains("@ccz") ? tryCompare(size) : compare(size) }
        return text[..<start.lowerBound].hasSuffix("x") ? nil : exchange(size)
    }

    /// Address, new value, expected value, address; gives the old one.
    private static func compare(_ size: Int) -> KernelFunction {
        KernelFunction("cmpxchg", []) { call throws(Stop) in
            let (new, expected) = (try call.value(1), try call.value(2))
            return try call.update(0, size) { $0 == expected ? new : $0 }.old
        }
    }

    /// Address, new value, address, expected value; says whether it was exchanged, and gives the old one.
    private static func tryCompare(_ size: Int) -> KernelFunction {
        KernelFunction("try_cmpxchg", []) { call throws(Stop) in
            let (new, expected) = (try call.value(1), try call.value(3))
            let old = try call.update(0, size) { $0 == expected ? new : $0 }.old
            call.setResult(1, old)
            return .bool(old == expected)
        }
    }

    /// Address, value; gives the old one.
    private static func exchange(_ size: Int) -> KernelFunction {
        KernelFunction("xchg", []) { call throws(Stop) in
            let new = try call.value(1)
            return try call.update(0, size) { _ in new }.old
        }
    }
}
