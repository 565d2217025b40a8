// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct IDRTests {
    @Test func theLowestFreeNumberIsGivenOut() throws {
        var idr = IDR<String>()
        #expect(try idr.allocate("a", start: 0, end: 0) == 0)
        #expect(try idr.allocate("b", start: 0, end: 0) == 1)
        #expect(try idr.allocate("c", start: 5, end: 7) == 5)
        #expect(try idr.allocate("d", start: 5, end: 7) == 6)
        #expect(throws: Errno.ENOSPC) { try idr.allocate("e", start: 5, end: 7) }
        #expect(throws: Errno.EINVAL) { try idr.allocate("e", start: -1, end: 7) }
        #expect(throws: Errno.ENOSPC) { try idr.allocate("e", start: 9, end: 9) }
        #expect(idr.remove(0) == "a")
        #expect(idr.remove(0) == nil)
        #expect(try idr.allocate("f", start: 0, end: -1) == 0)
        #expect(idr.find(0) == "f")
        #expect(idr.find(2) == nil)
        #expect(try idr.allocate("g", start: .max, end: 0) == .max)
        #expect(throws: Errno.ENOSPC) { try idr.allocate("h", start: .max, end: 0) }
    }

    @Test func nullKeepsItsNumber() throws {
        var idr = IDR<String>()
        #expect(try idr.allocate(nil, start: 0, end: 0) == 0)
        #expect(try idr.allocate("b", start: 0, end: 0) == 1)
        #expect(!idr.isEmpty)
        #expect(idr.find(0) == nil)
        #expect(idr.next(from: 0)?.id == 1)
        #expect(try idr.replace(0, with: "a") == nil)
        #expect(try idr.replace(0, with: "A") == "a")
        #expect(idr.find(0) == "A")
        #expect(throws: Errno.ENOENT) { try idr.replace(7, with: "x") }
    }

    @Test func cyclicNumbersAreNotReusedSoon() throws {
        var idr = IDR<String>()
        #expect(try idr.allocateCyclic("a", start: 0, end: 3) == 0)
        #expect(try idr.allocateCyclic("b", start: 0, end: 3) == 1)
        idr.remove(0)
        #expect(try idr.allocateCyclic("c", start: 0, end: 3) == 2)
        #expect(try idr.allocateCyclic("d", start: 0, end: 3) == 0)
        #expect(throws: Errno.ENOSPC) { try idr.allocateCyclic("e", start: 0, end: 3) }
        #expect(try idr.allocateCyclic("e", start: 10, end: 0) == 10)
        #expect(idr.cursor == 11)
    }

    @Test func iterationIsInOrder() throws {
        var idr = IDR<String>(base: 1)
        #expect(try idr.allocate("a", start: 0, end: 0) == 1)
        #expect(try idr.allocate("c", start: 9, end: 0) == 9)
        #expect(try idr.allocate("b", start: 4, end: 0) == 4)
        var seen: [String] = []
        var id: UInt64 = 0
        while let entry = idr.next(from: id) {
            seen.append("\(entry.id)\(entry.value)")
            id = entry.id + 1
        }
        #expect(seen == ["1a", "4b", "9c"])
        idr.removeAll()
        #expect(idr.isEmpty)
    }

    @Test func ida() throws {
        var ida = IDA()
        #expect(ida.isEmpty)
        #expect(try ida.allocate(from: 0, through: .max) == 0)
        #expect(try ida.allocate(from: 0, through: .max) == 1)
        #expect(try ida.allocate(from: 3, through: 3) == 3)
        #expect(throws: Errno.ENOSPC) { try ida.allocate(from: 3, through: 3) }
        #expect(throws: Errno.ENOSPC) { try ida.allocate(from: 1 << 31, through: .max) }
        #expect(throws: Errno.ENOSPC) { try ida.allocate(from: 5, through: 4) }
        #expect(try ida.allocate(from: UInt32(Int32.max), through: .max) == .max)
        let freed = [1, 1, 1 << 31].map { ida.free($0) }
        #expect(freed == [true, false, true])
        #expect(try ida.allocate(from: 0, through: 9) == 1)
        ida.removeAll()
        #expect(ida.isEmpty)
    }
}
