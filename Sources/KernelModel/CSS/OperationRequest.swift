// SPDX-License-Identifier: Apache-2.0

/// The operation-request block (`union orb`), of command mode: which channel program is to be executed and how.
public struct OperationRequest: Hashable, Sendable {
    public var parameter: UInt32
    /// The second word: key and flags.
    private var flags: UInt32
    public var program: UInt32

    /// What is read of it.
    public static let size = 12

    public init(_ bytes: [UInt8]) {
        parameter = UInt32(truncatingIfNeeded: BigEndian.number(bytes.prefix(4)))
        flags = UInt32(truncatingIfNeeded: BigEndian.number(bytes.dropFirst(4).prefix(4)))
        program = UInt32(truncatingIfNeeded: BigEndian.number(bytes.dropFirst(8).prefix(4)))
    }

    private func flag(_ bit: UInt32) -> Bool { flags & 1 << (31 - bit) != 0 }

    public var maySuspend: Bool { flag(4) }
    /// CCWs of format 1.
    public var isFormat1: Bool { flag(8) }
    /// IDAWs of 8 bytes.
    public var hasLongAddresses: Bool { flag(14) }
    /// Each of these stands for 2 KiB.
    public var hasShortBlocks: Bool { flag(15) }
    public var paths: UInt8 { UInt8(truncatingIfNeeded: flags >> 8) }
    /// Bit B: transport mode.
    public var isTransport: Bool { flag(13) }

    /// Key, suspend control, format, prefetch and so on, where a status word has them.
    var statusBits: UInt32 { flags & 0xf800_0000 | flags & 0x00f8_0000 }
}
