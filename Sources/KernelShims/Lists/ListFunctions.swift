// SPDX-License-Identifier: Apache-2.0
import Machine

/// Doubly linked lists. The inline functions of the headers could execute by themselves, but would notice nothing.
enum ListFunctions {
    static let all: [KernelFunction] = .table(checks, changes)

    /// What CONFIG_DEBUG_LIST puts in front of every change.
    private static let checks: [KernelFunction] = [
        KernelFunction("__list_add_valid", ["i1(ptr, ptr, ptr)"]) { call throws(Stop) in
            try call.checkAdd(try call.value(0), between: try call.value(1), and: try call.value(2))
            return 1
        },
        KernelFunction("__list_del_entry_valid", ["i1(ptr)"]) { call throws(Stop) in
            _ = try call.checkDelete(try call.value(0))
            return 1
        },
    ]

    private static let changes: [KernelFunction] = [
        KernelFunction("list_add", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.add(try call.value(0), behind: try call.value(1))
        },
        KernelFunction("list_add_tail", ["void(ptr, ptr)"]) { call throws(Stop) in
            let head = try call.value(1)
            return try call.add(try call.value(0), behind: try call.memory.load(head &+ 8, size: 8))
        },
        KernelFunction("list_del", ["void(ptr)"]) { call throws(Stop) in
            let entry = try call.value(0)
            try call.remove(entry)
            // The poison is what the headers use; the constants differ between architectures only in the upper half.
            try call.memory.store(entry, size: 8, call.listPoison | ListPoison.next)
            try call.memory.store(entry &+ 8, size: 8, call.listPoison | ListPoison.previous)
            return 0
        },
        KernelFunction("list_del_init", ["void(ptr)"]) { call throws(Stop) in
            let entry = try call.value(0)
            try call.remove(entry)
            try call.memory.store(entry, size: 8, entry)
            try call.memory.store(entry &+ 8, size: 8, entry)
            return 0
        },
        KernelFunction("list_move", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.remove(try call.value(0))
            return try call.add(try call.value(0), behind: try call.value(1))
        },
        KernelFunction("list_move_tail", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.remove(try call.value(0))
            let head = try call.value(1)
            return try call.add(try call.value(0), behind: try call.memory.load(head &+ 8, size: 8))
        },
    ]
}

/// What list_del() leaves in an entry, without the part that depends on the architecture.
enum ListPoison {
    static let next: UInt64 = 0x100
    static let previous: UInt64 = 0x122
    /// ILLEGAL_POINTER_VALUE of x86.
    static let offset: UInt64 = 0xdead_0000_0000_0000

    static func isNext(_ value: UInt64) -> Bool { value == next || value == offset | next }
    static func isPrevious(_ value: UInt64) -> Bool {
        // 0x200 was the second one before 4.15.
        [previous, offset | previous, 0x200, offset | 0x200].contains(value)
    }
}

extension KernelCall {
    fileprivate var listPoison: UInt64 { isS390 ? 0 : ListPoison.offset }

    private func badList(_ text: String) -> Stop { .fault(.badList, "\(name)(): \(text)") }

    private func pair(_ address: UInt64) throws(Stop) -> (next: UInt64, previous: UInt64) {
        (try memory.load(address, size: 8), try memory.load(address &+ 8, size: 8))
    }

    fileprivate func checkAdd(_ entry: UInt64, between previous: UInt64, and next: UInt64) throws(Stop) {
        if entry == previous || entry == next { throw badList("the entry is in the list already") }
        if ListPoison.isNext(next) || ListPoison.isPrevious(previous) {
            throw badList("it is added next to an entry that was deleted")
        }
        let (back, forth) = (try memory.load(next &+ 8, size: 8), try memory.load(previous, size: 8))
        if back != previous || forth != next {
            throw badList("the list is broken where the entry is added")
        }
    }

    /// - Returns: the neighbours.
    fileprivate func checkDelete(_ entry: UInt64) throws(Stop) -> (next: UInt64, previous: UInt64) {
        let (next, previous) = try pair(entry)
        if ListPoison.isNext(next) || ListPoison.isPrevious(previous) {
            throw badList("the entry was deleted before")
        }
        if next == 0 || previous == 0 { throw badList("the entry was never in a list") }
        let (forth, back) = (try memory.load(previous, size: 8), try memory.load(next &+ 8, size: 8))
        if forth != entry || back != entry {
            throw badList("the entry's neighbours do not know it")
        }
        return (next, previous)
    }

    fileprivate func add(_ entry: UInt64, behind previous: UInt64) throws(Stop) -> UInt64 {
        let next = try memory.load(previous, size: 8)
        try checkAdd(entry, between: previous, and: next)
        try memory.store(next &+ 8, size: 8, entry)
        try memory.store(entry, size: 8, next)
        try memory.store(entry &+ 8, size: 8, previous)
        try memory.store(previous, size: 8, entry)
        return 0
    }

    fileprivate func remove(_ entry: UInt64) throws(Stop) {
        let (next, previous) = try checkDelete(entry)
        try memory.store(next &+ 8, size: 8, previous)
        try memory.store(previous, size: 8, next)
    }
}
