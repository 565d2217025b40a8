// SPDX-License-Identifier: Apache-2.0

extension KernelFormatter {
    /// `%p` and its extensions, each in its own function.
    mutating func text(
        of pointer: Source.Pointer, letters: [UInt8], _ spec: FieldSpec
    ) throws(Failure) -> [UInt8] {
        guard let kind = PointerExtension(letters: letters) else {
            throw .unknownExtension(String(decoding: letters, as: UTF8.self))
        }
        switch kind {
        case .hashed: return hashed(pointer, spec)
        case .address: return fullPointer(source.address(of: pointer), spec)
        case .errorName: return errorName(pointer, spec)
        case .symbol(let offset): return symbol(pointer, spec, offset: offset)
        case .backtrace: return backtrace(pointer, spec)
        case .hexBytes(let separator): return try hexBytes(pointer, spec, separator)
        case .uuid(let littleEndian, let uppercase):
            return try fixedBytes(pointer, spec, count: 16) {
                UUIDText.text($0, guid: littleEndian, uppercase: uppercase)
            }
        case .macAddress(let separator, let reversed):
            return try fixedBytes(pointer, spec, count: 6) {
                AddressText.mac(reversed ? $0.reversed() : $0, separator: separator)
            }
        case .ipv4(let leadingZeros, let order):
            let reversed = order == .little || order == .host && !target.bigEndian
            return try fixedBytes(pointer, spec, count: 4) {
                AddressText.ipv4(reversed ? $0.reversed() : $0, leadingZeros: leadingZeros)
            }
        case .ipv6(let style):
            return try fixedBytes(pointer, spec, count: 16) { AddressText.ipv6($0, style) }
        case .physicalAddress:
            if let message = badPointer(pointer, spec) { return message }
            return FieldSpec.fullHex(target.integer(try read(pointer, 8)), bytes: 8)
        case .bitmap(let list): return try bitmap(pointer, spec, list: list)
        case .resource(let decoded): return try resource(pointer, spec, decoded: decoded)
        case .dentry(let depth): return try dentry(pointer, spec, depth: depth, letters)
        case .nested: return try nested(at: pointer, spec)
        }
    }

    /// `%p`: NULL and error pointers as they are, of others a number that tells one from another.
    private mutating func hashed(_ pointer: Source.Pointer, _ spec: FieldSpec) -> [UInt8] {
        let address = source.address(of: pointer)
        let isPlain = address == 0 || target.isError(address)
        return fullPointer(isPlain ? address : UInt64(source.identity(of: pointer)), spec)
    }

    /// All digits unless a width is given.
    private func fullPointer(_ address: UInt64, _ spec: FieldSpec) -> [UInt8] {
        var spec = spec
        spec.flags.insert(.lowercase)
        if spec.width == nil {
            spec.width = 2 * target.longBytes
            spec.flags.insert(.zero)
        }
        return spec.number(address, base: 16)
    }

    private mutating func errorName(_ pointer: Source.Pointer, _ spec: FieldSpec) -> [UInt8] {
        let address = source.address(of: pointer)
        guard target.isError(address) else { return hashed(pointer, spec) }
        let number = Int32(truncatingIfNeeded: address)
        if let errno = Errno(result: number), let name = errno.name { return spec.string("-\(name)".utf8) }
        var spec = spec
        spec.flags.insert(.signed)
        return spec.number(UInt64(bitPattern: Int64(number)), base: 10)
    }

    private mutating func hexBytes(
        _ pointer: Source.Pointer, _ spec: FieldSpec, _ separator: UInt8?
    ) throws(Failure) -> [UInt8] {
        if spec.width == 0 { return [] }
        if let message = badPointer(pointer, spec) { return message }
        // The width is the number of bytes; none means one, more than 64 are not printed.
        let bytes = try read(pointer, min(spec.width ?? 1, 64))
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if index > 0, let separator { text.append(separator) }
            text.appendHex(byte)
        }
        return text
    }

    /// Something of a fixed size that becomes a text, cut and padded as a string is.
    private mutating func fixedBytes(
        _ pointer: Source.Pointer, _ spec: FieldSpec, count: Int, _ text: ([UInt8]) -> [UInt8]
    ) throws(Failure) -> [UInt8] {
        if let message = badPointer(pointer, spec) { return message }
        return spec.string(text(try read(pointer, count)))
    }

    private mutating func dentry(
        _ pointer: Source.Pointer, _ spec: FieldSpec, depth: Int, _ letters: [UInt8]
    ) throws(Failure) -> [UInt8] {
        if let message = badPointer(pointer, spec) { return message }
        let found = try fromSource { source throws(Source.Fault) in
            try source.dentryNames(at: pointer, depth: depth)
        }
        guard let found else { throw .unknownExtension(String(decoding: letters, as: UTF8.self)) }
        var names = found.names
        // The root's own name is "/": as the first of several it would double the slash.
        if found.endsAtRoot && names.count > 1 { names[names.count - 1] = [] }
        return spec.string(names.reversed().joined(separator: [UInt8(ascii: "/")]))
    }

    mutating func read(_ pointer: Source.Pointer, _ count: Int) throws(Failure) -> [UInt8] {
        try fromSource { source throws(Source.Fault) in try source.bytes(at: pointer, count: count) }
    }
}
