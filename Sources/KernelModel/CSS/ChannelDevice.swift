// SPDX-License-Identifier: Apache-2.0

/// A device behind a subchannel. It answers what every device does, and keeps what is written to it.
public final class ChannelDevice {
    public let number: UInt16
    /// What was written last.
    public private(set) var contents: [UInt8] = []
    private var sense: [UInt8] = Array(repeating: 0, count: 32)
    static let capacity = 4096

    public init(number: UInt16) { self.number = number }

    enum Answer {
        /// Nothing is moved.
        case control
        case input([UInt8])
        case output(capacity: Int)
        /// Unit check.
        case rejected
    }

    func begin(_ command: UInt8) -> Answer {
        switch command {
        // NO-OPERATION.
        case 0x03: return .control
        // WRITE, READ.
        case 0x01: return .output(capacity: Self.capacity)
        case 0x02: return .input(contents)
        // BASIC SENSE; what was told is told once.
        case 0x04:
            let told = sense
            sense = Array(repeating: 0, count: 32)
            return .input(told)
        // SENSE ID: control unit 3990-E9, device 3390-0A.
        case 0xe4: return .input([0xff, 0x39, 0x90, 0xe9, 0x33, 0x90, 0x0a])
        default:
            // Command reject.
            sense[0] = 0x80
            return .rejected
        }
    }

    func take(_ bytes: [UInt8]) { contents = bytes }
}
