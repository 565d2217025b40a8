// SPDX-License-Identifier: Apache-2.0

/// Where the members of a struct or union lie.
public struct StructLayout: Sendable {
    public struct Member: Sendable, Hashable {
        /// Empty for an anonymous struct or union.
        public var name: String
        /// From the start of the record that was asked. Of a bit-field: the byte that its first bit is in.
        public var byteOffset: Int
        /// Of a bit-field: bits in front of it in that byte, and how many it has. Bits count in the order of memory: on
        /// big-endian targets the first is the most significant.
        public var bits: (offset: Int, count: Int)? {
            bitCount > 0 ? (bitOffset, bitCount) : nil
        }
        public var type: DeclaredType

        var bitOffset = 0
        var bitCount = 0
    }

    public let record: RecordType
    public let members: [Member]
    let layouts: TypeLayouts

    public var name: String { record.name }
    public var size: Int { record.size }

    /// The offset of a member in bytes, nil where there is none of the name, and for bit-fields.
    public func offset(of path: String) -> Int? {
        guard let member = member(path), member.bits == nil else { return nil }
        return member.byteOffset
    }

    /// A member by its path from here, `dev.kobj.name` or `ranges[2].start`; anonymous structs and unions are looked
    /// through, as C does. Pointers are not followed.
    public func member(_ path: String) -> Member? {
        var steps = path.split(separator: ".", omittingEmptySubsequences: false)[...]
        guard let first = steps.popFirst(), var found = step(first) else { return nil }
        for next in steps {
            guard let record = found.type.record, var inner = layouts.layout(of: record)?.step(next) else { return nil }
            inner.byteOffset += found.byteOffset
            found = inner
        }
        return found
    }

    /// One name, with indices.
    private func step(_ text: Substring) -> Member? {
        let parts = text.split(separator: "[", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, var member = named(name) else { return nil }
        for part in parts.dropFirst() {
            guard part.hasSuffix("]"), let index = Int(part.dropLast()), index >= 0,
                case .array(let element, let count) = member.type, let size = element.size, index < count ?? .max,
                case (let distance, false) = index.multipliedReportingOverflow(by: size)
            else { return nil }
            member.byteOffset += distance
            member.type = element
        }
        return member
    }

    private func named(_ name: Substring) -> Member? {
        for member in members {
            if member.name == name { return member }
            guard member.name.isEmpty, let record = member.type.record,
                var inner = layouts.layout(of: record)?.named(name)
            else { continue }
            inner.byteOffset += member.byteOffset
            return inner
        }
        return nil
    }
}
