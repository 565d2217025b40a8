// SPDX-License-Identifier: Apache-2.0

/// Executes the channel program of a request.
struct ChannelProgram {
    struct Outcome {
        var address: UInt32
        var count = 0
        var deviceStatus: StatusWord.DeviceStatus = []
        var subchannelStatus: StatusWord.SubchannelStatus = []
    }

    /// A check that ends the program.
    private struct Check: Error {}

    let request: OperationRequest
    let device: ChannelDevice
    let memory: any ChannelMemory
    private var place: UInt32
    private var status: StatusWord.SubchannelStatus = []
    private static let limit = 100_000

    init(_ request: OperationRequest, _ device: ChannelDevice, _ memory: any ChannelMemory) {
        self.request = request
        self.device = device
        self.memory = memory
        place = request.program
    }

    /// - Returns: nil for a program that has no end.
    mutating func run() throws -> Outcome? {
        for _ in 0..<Self.limit {
            do {
                let first = try fetch()
                guard let outcome = try execute(first) else { continue }
                return outcome
            } catch is Check {
                return Outcome(address: place, subchannelStatus: status.union(.programCheck))
            }
        }
        return nil
    }

    /// The next command; a transfer to another place comes before it.
    private mutating func fetch() throws -> ChannelCommand {
        var isTransferred = false
        while true {
            guard place & 7 == 0, place & 0x8000_0000 == 0,
                let bytes = memory.read(UInt64(place), Int(ChannelCommand.size))
            else { throw Check() }
            let command = ChannelCommand(bytes, isFormat1: request.isFormat1)
            place &+= ChannelCommand.size
            guard command.isTransfer else { return command }
            // Not to another transfer, and not as the first command.
            if isTransferred || place == request.program &+ ChannelCommand.size { throw Check() }
            isTransferred = true
            place = command.address
        }
    }

    /// - Returns: the end of the program; nil where it goes on.
    private mutating func execute(_ first: ChannelCommand) throws -> Outcome? {
        guard first.isValid else { throw Check() }
        var command = first
        var pieces = try [piece(command)]
        while command.flags.contains(.chainData) {
            command = try fetch()
            pieces.append(try piece(command))
        }
        let isLast = !command.flags.contains(.chainCommand)
        let total = pieces.reduce(0) { $0 + $1.count }
        switch device.begin(first.code) {
        case .rejected:
            return Outcome(
                address: place, count: total, deviceStatus: [.channelEnd, .deviceEnd, .unitCheck],
                subchannelStatus: status)
        case .control:
            if !isLast { return nil }
            return Outcome(
                address: place, count: command.count, deviceStatus: [.channelEnd, .deviceEnd], subchannelStatus: status)
        case .input(let bytes):
            var rest = bytes.prefix(total)
            for piece in pieces {
                let part = rest.prefix(piece.count)
                if !piece.isSkipped { try put(Array(part), piece.segments) }
                rest = rest.dropFirst(part.count)
            }
            return try end(command, total, moved: min(bytes.count, total), wanted: bytes.count, isLast)
        case .output(let capacity):
            var bytes: [UInt8] = []
            for piece in pieces { bytes += try take(piece.segments) }
            device.take(Array(bytes.prefix(capacity)))
            return try end(command, total, moved: min(capacity, total), wanted: min(capacity, total), isLast)
        }
    }

    private mutating func end(
        _ command: ChannelCommand, _ total: Int, moved: Int, wanted: Int, _ isLast: Bool
    ) throws -> Outcome? {
        let isIncorrect = moved != total || wanted > total
        if isIncorrect, !command.flags.contains(.suppressLength) {
            status.insert(.incorrectLength)
        } else if !isLast {
            return nil
        }
        return Outcome(
            address: place, count: min(total - moved, command.count), deviceStatus: [.channelEnd, .deviceEnd],
            subchannelStatus: status)
    }

    // MARK: Data

    private struct Piece {
        var count: Int
        var isSkipped: Bool
        var segments: [(address: UInt64, count: Int)]
    }

    /// The memory that a command names.
    private mutating func piece(_ command: ChannelCommand) throws -> Piece {
        if command.flags.contains(.suspend) {
            if !request.maySuspend { throw Check() }
            throw ModelStop.unsupported("a channel program that suspends itself")
        }
        if command.flags.contains(.programControlled) { status.insert(.programControlled) }
        if command.count == 0, !request.isFormat1 || command.flags.contains(.chainData) { throw Check() }
        var piece = Piece(count: command.count, isSkipped: command.flags.contains(.skip), segments: [])
        if command.address & 0x8000_0000 != 0 { throw Check() }
        guard command.flags.contains(.indirect) else {
            piece.segments = [(UInt64(command.address), command.count)]
            return piece
        }
        let width = request.hasLongAddresses ? 8 : 4
        let block: UInt64 = request.hasLongAddresses && !request.hasShortBlocks ? 4096 : 2048
        var rest = command.count
        var list = UInt64(command.address)
        if list % UInt64(width) != 0 { throw Check() }
        while rest > 0 {
            guard let word = memory.read(list, width) else { throw Check() }
            let address = BigEndian.number(word)
            // Only the first one may begin inside of a block.
            if address % block != 0, !piece.segments.isEmpty { throw Check() }
            let count = min(rest, Int(block - address % block))
            piece.segments.append((address, count))
            rest -= count
            list += UInt64(width)
        }
        return piece
    }

    private func put(_ bytes: [UInt8], _ segments: [(address: UInt64, count: Int)]) throws {
        var rest = bytes[...]
        for segment in segments where !rest.isEmpty {
            let part = rest.prefix(segment.count)
            guard memory.write(Array(part), at: segment.address) else { throw Check() }
            rest = rest.dropFirst(part.count)
        }
    }

    private func take(_ segments: [(address: UInt64, count: Int)]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for segment in segments where segment.count > 0 {
            guard let part = memory.read(segment.address, segment.count) else { throw Check() }
            bytes += part
        }
        return bytes
    }
}
