// SPDX-License-Identifier: Apache-2.0
import Machine

/// sort() and bsearch(), which call back.
enum SortFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("sort", ["void(ptr, i64, i64, ptr, ptr)"]) { call throws(Stop) in
            try call.heapSort()
            return 0
        },
        KernelFunction("bsearch", ["ptr(ptr, ptr, i64, i64, ptr)"]) { call throws(Stop) in
            let (key, base) = (try call.value(0), try call.value(1))
            let (count, size) = (UInt64(try call.size(2)), try call.value(3))
            var range = 0..<count
            while !range.isEmpty {
                let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
                let item = base &+ middle &* size
                let order = Int32(
                    truncatingIfNeeded: try call.machine.call(try call.value(4), as: "i32(ptr, ptr)", [key, item]))
                if order == 0 { return item }
                range = order < 0 ? range.lowerBound..<middle : middle + 1..<range.upperBound
            }
            return 0
        },
    ]
}

extension KernelCall {
    /// As the kernel does it, in place: so the order of equal items is the kernel's, too.
    fileprivate func heapSort() throws(Stop) {
        let (base, count, size) = (try value(0), try size(1), UInt64(try size(2)))
        if count < 2 { return }
        for start in stride(from: count / 2 - 1, through: 0, by: -1) { try sift(start, count, base, size) }
        for end in stride(from: count - 1, to: 0, by: -1) {
            try swap(base, base &+ UInt64(end) &* size, size)
            try sift(0, end, base, size)
        }
    }

    private func sift(_ start: Int, _ count: Int, _ base: UInt64, _ size: UInt64) throws(Stop) {
        var root = start
        while 2 * root + 1 < count {
            var child = 2 * root + 1
            if child + 1 < count, try isLess(child, child + 1, base, size) { child += 1 }
            guard try isLess(root, child, base, size) else { return }
            try swap(base &+ UInt64(root) &* size, base &+ UInt64(child) &* size, size)
            root = child
        }
    }

    private func isLess(_ left: Int, _ right: Int, _ base: UInt64, _ size: UInt64) throws(Stop) -> Bool {
        let arguments = [base &+ UInt64(left) &* size, base &+ UInt64(right) &* size]
        return Int32(truncatingIfNeeded: try machine.call(try value(3), as: "i32(ptr, ptr)", arguments)) < 0
    }

    private func swap(_ left: UInt64, _ right: UInt64, _ size: UInt64) throws(Stop) {
        let function = try value(4)
        if function != 0 {
            try machine.call(function, as: "void(ptr, ptr, i32)", [left, right, size])
            return
        }
        let room = try memory.allocate(Int(size), kind: .kernel)
        try memory.copy(from: left, to: room, count: Int(size))
        try memory.copy(from: right, to: left, count: Int(size))
        try memory.copy(from: room, to: right, count: Int(size))
        try memory.release(room, accepting: [.kernel], by: name)
    }
}
