// SPDX-License-Identifier: Apache-2.0
import Machine

/// The first line that a kernel logs when a driver does what the machine reports as a fault.
enum OopsText {
    static func text(of stop: Stop) -> String? {
        guard case .fault(let fault) = stop else { return nil }
        switch fault.kind {
        case .nullAccess:
            return "BUG: kernel NULL pointer dereference, address: " + hex(fault.address ?? 0)
        case .wildAccess, .useAfterFree, .outOfBounds:
            return "BUG: KASAN: \(fault.kind.rawValue) in \(fault.stack.first?.function ?? "?")"
        default: return nil
        }
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
