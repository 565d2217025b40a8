// SPDX-License-Identifier: Apache-2.0

extension KernelFormatter {
    /// `%ps` and `%pS`: "name", "name+0x4/0x20", with the module in brackets; an address without a name as "0x…".
    mutating func symbol(_ pointer: Source.Pointer, _ spec: FieldSpec, offset: Bool) -> [UInt8] {
        guard let symbol = source.symbol(at: pointer, returnAddress: false) else {
            return spec.string(nameless(pointer))
        }
        return spec.string(symbol.text(offset: offset))
    }

    /// `%pB`: always with the offset.
    mutating func backtrace(_ pointer: Source.Pointer, _ spec: FieldSpec) -> [UInt8] {
        guard let symbol = source.symbol(at: pointer, returnAddress: true) else {
            return spec.string(nameless(pointer))
        }
        return spec.string(symbol.text(offset: true))
    }

    private mutating func nameless(_ pointer: Source.Pointer) -> [UInt8] {
        Array("0x\(String(source.address(of: pointer), radix: 16))".utf8)
    }
}

extension KernelSymbol {
    func text(offset showsOffset: Bool) -> [UInt8] {
        var text = name
        if showsOffset {
            text += "+0x\(String(offset, radix: 16))/0x\(String(size, radix: 16))"
        }
        if let module { text += " [\(module)]" }
        return Array(text.utf8)
    }
}
