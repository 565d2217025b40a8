// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct XArrayTests {
    @Test func storeLoadErase() {
        var array = XArray<String>()
        #expect(array.isEmpty)
        #expect(array.load(5) == nil)
        #expect(array.store(5, "a") == nil)
        #expect(array.store(5, "b") == "a")
        #expect(array.load(5) == "b")
        #expect(array.store(5, nil) == "b")
        #expect(array.isEmpty)
        array.store(.max, "z")
        #expect(array.erase(.max) == "z")
        #expect(array.erase(.max) == nil)
    }

    @Test func insertAndExchange() throws {
        var array = XArray<String>()
        try array.insert(1, "a")
        #expect(throws: Errno.EBUSY) { try array.insert(1, "b") }
        try array.insert(2, nil)
        #expect(throws: Errno.EBUSY) { try array.insert(2, "b") }
        #expect(array.load(2) == nil)
        #expect(array.exchange(1, old: "x", new: "y") == "a")
        #expect(array.load(1) == "a")
        #expect(array.exchange(1, old: "a", new: "y") == "a")
        #expect(array.load(1) == "y")
        #expect(array.exchange(3, old: nil, new: "n") == nil)
        #expect(array.load(3) == "n")
        // A reserved slot holds something that is not NULL.
        #expect(array.exchange(2, old: nil, new: "n") == nil)
        #expect(array.load(2) == nil)
        array.release(2)
        try array.insert(2, "now")
        array.reserve(2)
        array.release(2)
        #expect(array.load(2) == "now")
    }

    @Test func searches() {
        var array = XArray<String>()
        for (index, value) in [(3, "a"), (9, "b"), (12, "c")] as [(UInt64, String)] { array.store(index, value) }
        array.reserve(5)
        #expect(array.find(from: 0, through: .max)?.index == 3)
        #expect(array.find(from: 4, through: .max)?.index == 9)
        #expect(array.find(after: 9, through: .max)?.value == "c")
        #expect(array.find(from: 4, through: 8) == nil)
        #expect(array.find(after: .max, through: .max) == nil)
    }

    @Test func marks() {
        var array = XArray<String>()
        array.store(1, "a")
        array.store(2, "b")
        array.setMark(2, 1)
        array.setMark(9, 1)
        #expect(!array.hasMark(9, 1))
        #expect(array.hasMark(2, 1))
        #expect(!array.hasMark(2, 0))
        #expect(array.find(from: 0, through: .max, mark: 1)?.index == 2)
        array.store(2, "B")
        #expect(array.hasMark(1))
        array.clearMark(2, 1)
        #expect(!array.hasMark(1))
        array.setMark(2, 2)
        array.store(2, nil)
        array.store(2, "again")
        #expect(!array.hasMark(2, 2))
    }

    @Test func allocation() throws {
        var array = XArray<String>(tracksFree: true)
        #expect(try array.allocate("a", in: 1...3) == 1)
        #expect(try array.allocate(nil, in: 1...3) == 2)
        #expect(try array.allocate("c", in: 1...3) == 3)
        #expect(throws: Errno.EBUSY) { try array.allocate("d", in: 1...3) }
        // NULL keeps the slot of such an array.
        array.store(3, nil)
        #expect(throws: Errno.EBUSY) { try array.allocate("d", in: 1...3) }
        array.erase(3)
        #expect(try array.allocate("d", in: 1...3) == 3)
        var plain = XArray<String>()
        #expect(throws: Errno.EINVAL) { try plain.allocate("a", in: 0...9) }
    }

    @Test func cyclicAllocation() throws {
        var array = XArray<String>(tracksFree: true)
        var next: UInt32 = 0
        func allocate(_ range: ClosedRange<UInt32>) throws -> [UInt32] {
            let found = try array.allocateCyclic("x", in: range, next: &next)
            return [found.index, found.wrapped ? 1 : 0]
        }
        #expect(try allocate(1...3) == [1, 0])
        #expect(try allocate(1...3) == [2, 0])
        array.erase(1)
        #expect(try allocate(1...3) == [3, 0])
        #expect(try allocate(1...3) == [1, 1])
        #expect(throws: Errno.EBUSY) { try allocate(1...3) }
        next = .max
        #expect(try allocate(0 ... .max) == [.max, 0])
        #expect(next == 0)
        // Over the end: told at the next allocation.
        #expect(try allocate(0 ... .max) == [0, 1])
    }
}
