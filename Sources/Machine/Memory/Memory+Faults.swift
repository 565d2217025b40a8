// SPDX-License-Identifier: Apache-2.0

extension Memory {
    enum Access: String {
        case read
        case write
    }

    static func bytes(_ count: Int) -> String { count == 1 ? "1 byte" : "\(count) bytes" }

    /// Who reads, until the machine puts the function's name there.
    static let reader = "a kernel function"

    /// Says what is wrong with an access that the fast check refused; nil where nothing is.
    func problem(_ access: Access, _ address: UInt64, _ size: Int) -> Stop? {
        let what = "\(access.rawValue) of \(Memory.bytes(size))"
        if address < Address.firstOffset {
            if let empty = emptyAccess(what, address) { return .fault(empty) }
            let text = address == 0 ? "\(what) at NULL" : "\(what) at NULL + \(address)"
            return .fault(Fault(.nullAccess, text, address: address))
        }
        if address > UInt64.max - 4095 {
            return .fault(.wildAccess, "\(what) at the error pointer \(Int64(bitPattern: address))")
        }
        let index = Address.index(of: address)
        let entry = table[index]
        guard entry.state != .unused, entry.base >> 32 == address >> 32 else {
            return .fault(earlierGeneration(entry, address, what))
        }
        let offset = Int64(bitPattern: address &- entry.base)
        func fault(_ kind: FaultKind, _ text: String) -> Stop { .fault(Fault(kind, text, object: history(index))) }
        let place = "\(what) at offset \(offset) of \(summary(entry))"
        switch entry.state {
        case .released: return fault(.useAfterFree, place)
        case .outOfScope: return fault(.useAfterScope, place)
        case .returned: return fault(.useAfterReturn, place)
        case .unloaded: return unloadedUse(what + " at offset \(offset)", index)
        case .live, .unused: break
        }
        switch entry.kind {
        case .user: return fault(.userMemoryTouched, place)
        case .device: return fault(.deviceMemoryTouched, place)
        case .opaque: return fault(.opaqueAccess, place)
        case .function: return fault(access == .read ? .wildAccess : .readOnlyWrite, place)
        case .external: return .unsupported("\(access.rawValue) of the kernel's variable \(labels[Int(entry.label)])")
        default: break
        }
        if offset < 0 || offset + Int64(size) > Int64(entry.size) { return fault(.outOfBounds, place) }
        if access == .write, entry.kind == .constant { return fault(.readOnlyWrite, place) }
        return nil
    }

    /// Something is done with a part of a module that is gone.
    func unloadedUse(_ what: String, _ index: Int) -> Stop {
        let why = unloading(index) ?? "it is gone"
        return .fault(
            Fault(.useAfterFree, "\(what) of \(summary(table[index])): \(why)", object: history(index)))
    }

    /// The entry is in use by a younger object, or was never used.
    private func earlierGeneration(_ entry: ObjectEntry, _ address: UInt64, _ what: String) -> Fault {
        if entry.state == .unused || address >> 63 == 0 || entry.base >> 63 == 0 {
            return Fault(.wildAccess, "\(what) at 0x\(String(address, radix: 16)), where no object is")
        }
        let kind: FaultKind = entry.kind == .stack ? .useAfterReturn : .useAfterFree
        return Fault(kind, "\(what) at an object that went long ago (0x\(String(address, radix: 16)))")
    }

    func invalidRelease(_ address: UInt64, _ function: String) -> Fault {
        let index = Address.index(of: address)
        let entry = table[index]
        guard entry.state != .unused, entry.base >> 32 == address >> 32 else {
            return Fault(.invalidFree, "\(function)() of 0x\(String(address, radix: 16)), where no object is")
        }
        let offset = Int64(bitPattern: address &- entry.base)
        return Fault(
            .invalidFree, "\(function)() of a pointer to offset \(offset) of \(summary(entry))", object: history(index))
    }

    /// "64 bytes of heap", "struct foo (64 bytes of heap)", "‘buffer’ (16 bytes of stack)".
    func summary(_ entry: ObjectEntry) -> String {
        let size = Memory.bytes(Int(entry.size))
        let label = labels[Int(entry.label)]
        let place: String
        switch entry.kind {
        case .stack: place = "\(size) of stack"
        case .global: place = "\(size), global"
        case .constant: place = "\(size), constant"
        case .function: return "the function \(label)()"
        case .user: place = "\(size) of user memory"
        case .device: place = "\(size) of device memory"
        case .opaque: return "the object ‘\(label)’, whose type this file does not know"
        case .external: return "the kernel's variable ‘\(label)’"
        case .pages: place = "\(size) of pages"
        case .vmalloc: place = "\(size) of vmalloc memory"
        case .kernel: place = "\(size) of the kernel"
        case .heap, .none: place = "\(size) of heap"
        }
        return label.isEmpty ? place : "‘\(label)’ (\(place))"
    }

    /// Positions are those of the code; `Machine` turns them into frames.
    func history(_ index: Int) -> ObjectHistory {
        let entry = table[index]
        let site = sites + index * Memory.sitesPerEntry
        return ObjectHistory(
            summary: summary(entry) + (unloading(index).map { "; " + $0 } ?? ""), allocated: describeSite(site),
            released: entry.state == .released || entry.state == .unloaded ? describeSite(site + 8) : nil)
    }

    private func describeSite(_ site: UnsafeMutablePointer<UInt32>) -> [StackFrame] {
        var result: [StackFrame] = []
        for index in 0..<7 {
            guard site[index] != 0 else { break }
            if let frame = describePosition(site[index]) { result.append(frame) }
        }
        return result
    }
}
