// SPDX-License-Identifier: Apache-2.0
import Machine

/// The first line that a kernel logs when a driver does what the machine reports as a fault.
enum OopsText {
    static func text(of stop: Stop) -> String? {
        guard case .fault(let fault) = stop else { return nil }
        switch fault.kind {
        case .nullAccess:
            let address = address(in: fault.message)
            return "BUG: kernel NULL pointer dereference, address: " + hex(address)
        case .wildAccess, .useAfterFree, .outOfBounds:
            return "BUG: KASAN: \(fault.kind.rawValue) in \(fault.stack.first?.function ?? "?")"
        default: return nil
        }
    }

    /// "read of 8 bytes at NULL + 24".
    private static func address(in message: String) -> UInt64 {
        guard let range = message.firstRange(of: "NULL + ") else { return 0 }
        return UInt64(message[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }

    private static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
