// SPDX-License-Identifier: Apache-2.0

extension KernelFormatter {
    /// `%pR` and `%pr`: a `struct resource`, whose start, end, name and flags are its first four words of eight bytes.
    mutating func resource(
        _ pointer: Source.Pointer, _ spec: FieldSpec, decoded: Bool
    ) throws(Failure) -> [UInt8] {
        if let message = badPointer(pointer, spec) { return message }
        let bytes = try read(pointer, 32)
        let resource = ResourceText(
            start: target.integer(bytes[..<8]), end: target.integer(bytes[8..<16]),
            flags: target.integer(bytes[24...]))
        return spec.string(resource.text(decoded: decoded))
    }
}

/// "[mem 0xf0000000-0xf000ffff 64bit pref]".
struct ResourceText {
    var start: UInt64
    var end: UInt64
    var flags: UInt64

    private struct Kind {
        var mask: UInt64
        var name: StaticString
        var spec: FieldSpec
        var base: Int
    }

    private static let memory = FieldSpec(flags: [.special, .lowercase, .zero], width: 10)

    /// In the order in which the kernel asks.
    private static let kinds = [
        Kind(
            mask: 0x100, name: "io  ", spec: FieldSpec(flags: [.special, .lowercase, .zero], width: 6), base: 16),
        Kind(mask: 0x200, name: "mem ", spec: memory, base: 16),
        Kind(mask: 0x400, name: "irq ", spec: FieldSpec(), base: 10),
        Kind(mask: 0x800, name: "dma ", spec: FieldSpec(), base: 10),
        Kind(mask: 0x1000, name: "bus ", spec: FieldSpec(flags: [.lowercase, .zero], width: 2), base: 16),
    ]

    private static let attributes: [(mask: UInt64, name: StaticString)] = [
        (0x0010_0000, " 64bit"), (0x2000, " pref"), (0x0020_0000, " window"), (0x1000_0000, " disabled"),
    ]

    private static let unset: UInt64 = 0x2000_0000

    func text(decoded: Bool) -> [UInt8] {
        let known = Self.kinds.first { flags & $0.mask != 0 }
        let kind = known ?? Kind(mask: 0, name: "??? ", spec: Self.memory, base: 16)
        let decoded = decoded && known != nil
        var text: [UInt8] = [UInt8(ascii: "[")]
        text.append(kind.name)
        if decoded && flags & Self.unset != 0 {
            text.append("size ")
            text += kind.spec.number(end &- start &+ 1, base: kind.base)
        } else {
            text += kind.spec.number(start, base: kind.base)
            if start != end {
                text.append(UInt8(ascii: "-"))
                text += kind.spec.number(end, base: kind.base)
            }
        }
        if decoded {
            for attribute in Self.attributes where flags & attribute.mask != 0 { text.append(attribute.name) }
        } else {
            text.append(" flags ")
            text += FieldSpec(flags: [.special, .lowercase]).number(flags, base: 16)
        }
        text.append(UInt8(ascii: "]"))
        return text
    }
}
