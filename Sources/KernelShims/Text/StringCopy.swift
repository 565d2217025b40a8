// SPDX-License-Identifier: Apache-2.0

/// The copying functions of `string.h` as plans: which bytes go where and what is returned. The bytes themselves are
/// copied by the memory, so that what belongs to them (undefined bits, origins) goes along.
public enum StringCopy: Sendable, Equatable {
    case strcpy
    case stpcpy
    case strncpy(UInt64)
    case strlcpy(UInt64)
    case strscpy(UInt64)
    case strscpyPad(UInt64)
    case strcat
    case strncat(UInt64)
    case strlcat(UInt64)

    public struct Plan: Sendable, Equatable {
        /// Where in the destination the copy starts.
        public var start: Int
        /// How many bytes come from the source.
        public var copied: Int
        /// How many zero bytes follow them, the terminator among them.
        public var zeros: Int
        public var returns: Returned
    }

    public enum Returned: Sendable, Equatable {
        /// The address of the destination plus an offset.
        case destination(Int)
        case length(UInt64)
        case error(Errno)
        /// strlcat() with a destination that is longer than its size: the kernel stops at a BUG().
        case bug
    }

    /// The lengths are asked for as the kernel reads: at most `limit` bytes, the limit itself where no terminator is
    /// among them.
    public func plan<Fault: Error>(
        sourceLength: (_ limit: Int) throws(Fault) -> Int, destinationLength: () throws(Fault) -> Int
    ) throws(Fault) -> Plan {
        switch self {
        case .strcpy:
            return Plan(start: 0, copied: try sourceLength(.max), zeros: 1, returns: .destination(0))
        case .stpcpy:
            let length = try sourceLength(.max)
            return Plan(start: 0, copied: length, zeros: 1, returns: .destination(length))
        case .strncpy(let count):
            let copied = try sourceLength(Int(clamping: count))
            return Plan(start: 0, copied: copied, zeros: Int(clamping: count) - copied, returns: .destination(0))
        case .strlcpy(let size):
            let length = try sourceLength(.max)
            let copied = size == 0 ? 0 : min(length, Int(clamping: size - 1))
            return Plan(start: 0, copied: copied, zeros: size == 0 ? 0 : 1, returns: .length(UInt64(length)))
        case .strscpy(let size): return try Self.bounded(size, pads: false, sourceLength)
        case .strscpyPad(let size): return try Self.bounded(size, pads: true, sourceLength)
        case .strcat:
            let start = try destinationLength()
            return Plan(start: start, copied: try sourceLength(.max), zeros: 1, returns: .destination(0))
        case .strncat(let count):
            if count == 0 { return Plan(start: 0, copied: 0, zeros: 0, returns: .destination(0)) }
            let start = try destinationLength()
            let copied = try sourceLength(Int(clamping: count))
            return Plan(start: start, copied: copied, zeros: 1, returns: .destination(0))
        case .strlcat(let size):
            let start = try destinationLength()
            let length = try sourceLength(.max)
            let room = Int(clamping: size) - start
            guard room > 0 else { return Plan(start: start, copied: 0, zeros: 0, returns: .bug) }
            return Plan(
                start: start, copied: min(length, room - 1), zeros: 1, returns: .length(UInt64(start + length)))
        }
    }

    /// strscpy(): always terminated, -E2BIG where the source does not fit.
    private static func bounded<Fault: Error>(
        _ size: UInt64, pads: Bool, _ sourceLength: (Int) throws(Fault) -> Int
    ) throws(Fault) -> Plan {
        guard size > 0, size <= UInt64(Int32.max) else {
            return Plan(start: 0, copied: 0, zeros: 0, returns: .error(.E2BIG))
        }
        let length = try sourceLength(Int(size))
        if length == Int(size) {
            return Plan(start: 0, copied: length - 1, zeros: 1, returns: .error(.E2BIG))
        }
        let zeros = pads ? Int(size) - length : 1
        return Plan(start: 0, copied: length, zeros: zeros, returns: .length(UInt64(length)))
    }
}
