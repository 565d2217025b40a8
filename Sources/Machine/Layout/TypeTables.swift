// SPDX-License-Identifier: Apache-2.0
import CIRGen
import CLLVM

/// The tables of a module's types, copied from C once.
final class TypeTables: Sendable {
    let types: [CIRGenType]
    let members: [CIRGenMember]
    let symbols: [CIRGenSymbol]
    private let named: [UInt32]
    private let bytes: [UInt8]

    init(_ module: LLVMModuleRef) {
        var read = CIRGenTypes()
        cirgen_types_read(module, &read)
        defer { cirgen_types_free(&read) }
        types = Array(UnsafeBufferPointer(start: read.types, count: read.type_count))
        members = Array(UnsafeBufferPointer(start: read.members, count: read.member_count))
        symbols = Array(UnsafeBufferPointer(start: read.symbols, count: read.symbol_count))
        named = Array(UnsafeBufferPointer(start: read.named, count: read.named_count))
        bytes = Array(UnsafeRawBufferPointer(start: read.text, count: read.text_length))
    }

    func text(_ text: CIRGenText) -> String { String(decoding: utf8(text), as: UTF8.self) }

    private func utf8(_ text: CIRGenText) -> ArraySlice<UInt8> {
        bytes[Int(text.start)..<Int(text.start) + Int(text.length)]
    }

    func members(ofType index: UInt32) -> ArraySlice<CIRGenMember> {
        let type = types[Int(index)]
        return members[Int(type.first)..<Int(type.first) + Int(type.count)]
    }

    /// Records, enumerations and typedefs of a name.
    func types(named name: Substring) -> ArraySlice<UInt32> {
        let sought = Array(name.utf8)
        let start = firstPlace(in: named) { precedes(types[Int($0)].name, sought) }
        return named[start...].prefix { utf8(types[Int($0)].name).elementsEqual(sought) }
    }

    func symbol(named name: String) -> CIRGenSymbol? {
        let sought = Array(name.utf8)
        let place = firstPlace(in: symbols) { precedes($0.name, sought) }
        guard place < symbols.count, utf8(symbols[place].name).elementsEqual(sought) else { return nil }
        return symbols[place]
    }

    private func precedes(_ text: CIRGenText, _ sought: [UInt8]) -> Bool {
        utf8(text).lexicographicallyPrecedes(sought)
    }

    /// The first place of a sorted list whose element does not come before what is sought.
    private func firstPlace<Element>(in list: [Element], _ isBefore: (Element) -> Bool) -> Int {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(list[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension CIRGenType {
    func has(_ flag: Int) -> Bool { Int(flags) & flag != 0 }
}

extension CIRGenMember {
    func has(_ flag: Int) -> Bool { Int(flags) & flag != 0 }
}

extension CIRGenSymbol {
    func has(_ flag: Int) -> Bool { Int(flags) & flag != 0 }
}

extension IRModule {
    /// Reads the types of the module. Not kept: ask once.
    public func typeLayouts() -> TypeLayouts { TypeLayouts(TypeTables(module)) }
}
