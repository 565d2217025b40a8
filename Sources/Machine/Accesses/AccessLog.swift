// SPDX-License-Identifier: Apache-2.0

/// Which locks were held wherever a program's own variables and heap were read and written. Each place is noted once for
/// each instruction and set of locks, so that a log stays small however long a run is.
public final class AccessLog {
    /// A lock that is held.
    public struct HeldLock: Sendable, Hashable {
        public var address: UInt64
        /// Nobody else holds it, for reading neither.
        public var isExclusive: Bool

        public init(address: UInt64, isExclusive: Bool) {
            self.address = address
            self.isExclusive = isExclusive
        }
    }

    struct Record {
        var address: UInt64
        /// The next one of the same address, -1 for none.
        var next: Int32
        /// Of the instruction.
        var position: Int32
        var lockset: Int32
        var isWrite: Bool
        /// Operations in which it came about first and last.
        var first: Int32
        var last: Int32
        /// How many operations these were.
        var operations = 1
        /// Positions of the calls that led there, innermost first.
        var stack: [UInt32]
    }

    unowned let machine: Machine
    private(set) var records: [Record] = []
    /// The latest record of each address.
    private var heads = AddressTable()
    private(set) var locksets: [[HeldLock]] = [[]]
    private var locksetNumbers: [[HeldLock]: Int32] = [[]: 0]
    /// Objects by the upper half of their addresses: operations in which they came and went.
    private(set) var begun: [UInt64: Int32] = [:]
    private(set) var ended: [UInt64: Int32] = [:]
    /// What accesses take an object for: numbers of the program's `memberTypes`.
    private(set) var members: [UInt64: Set<UInt32>] = [:]
    private var operation: Int32 = 0
    private var isLoading = false

    init(_ machine: Machine) { self.machine = machine }

    /// From here on it is another operation. `isLoading`: variables of modules are set up in it, or not used any more.
    public func beginOperation(isLoading: Bool) {
        operation += 1
        self.isLoading = isLoading
    }

    /// What the present task holds now.
    public func setLocks(_ locks: [HeldLock]) {
        let number: Int32
        if let known = locksetNumbers[locks] {
            number = known
        } else {
            number = Int32(locksets.count)
            locksets.append(locks)
            locksetNumbers[locks] = number
        }
        machine.tasks.current.lockset = number
    }

    // MARK: What the machine tells

    func begin(_ address: UInt64) { begun[address >> 32] = operation }

    func end(_ address: UInt64) { ended[address >> 32] = operation }

    /// An access by a kernel function that the program called.
    func note(_ address: UInt64, _ count: Int, isWrite: Bool) {
        guard machine.memory.table[Address.index(of: address)].kind.isShared else { return }
        let task = machine.tasks.current.state
        // The kernel by itself.
        guard task.pointee.frame != task.pointee.slots else { return }
        let position = task.pointee.pc - machine.program.code
        note(address, isWrite: isWrite, at: position)
        guard count > 8 else { return }
        // Every member of usual alignment in it; of large buffers the first part.
        var next = (address | 3) &+ 1
        let end = address &+ UInt64(min(count, Self.longest))
        while next < end {
            note(next, isWrite: isWrite, at: position)
            next &+= 4
        }
    }

    private static let longest = 1024

    func note(_ address: UInt64, isWrite: Bool, at position: Int) {
        let lockset = machine.tasks.current.lockset
        let head = heads[address]
        var index = Int(head)
        while index >= 0 {
            if records[index].position == Int32(truncatingIfNeeded: position), records[index].lockset == lockset,
                records[index].isWrite == isWrite
            {
                if records[index].last != operation { again(index) }
                return
            }
            index = Int(records[index].next)
        }
        add(address, isWrite, position, lockset, head)
    }

    /// In a later operation.
    private func again(_ index: Int) {
        if isLoading, machine.memory.table[Address.index(of: records[index].address)].kind == .global { return }
        // In the operation that made the object it may have come about in another way.
        if records[index].last == records[index].first { records[index].stack = stack() }
        records[index].last = operation
        records[index].operations += 1
    }

    private func add(_ address: UInt64, _ isWrite: Bool, _ position: Int, _ lockset: Int32, _ head: Int32) {
        let entry = machine.memory.table[Address.index(of: address)]
        if isLoading, entry.kind == .global { return }
        let number = machine.program.members[position]
        if number != 0, address &- UInt64(machine.program.memberTypes[Int(number) - 1].offset) == entry.base {
            members[address >> 32, default: []].insert(number)
        }
        heads[address] = Int32(records.count)
        records.append(
            Record(
                address: address, next: head, position: Int32(truncatingIfNeeded: position), lockset: lockset,
                isWrite: isWrite, first: operation, last: operation, stack: stack()))
    }

    private func stack() -> [UInt32] {
        var result: [UInt32] = []
        machine.walk(machine.tasks.current.state, { result.append(UInt32($0 + 1)) }, limit: 16)
        return result
    }
}

/// Numbers by address, for many accesses: open addressing in one piece of memory.
struct AddressTable {
    private var keys: [UInt64] = Array(repeating: 0, count: 1 << 10)
    private var values: [Int32] = Array(repeating: -1, count: 1 << 10)
    private var count = 0

    /// -1 where there is none.
    subscript(address: UInt64) -> Int32 {
        get { values[place(address)] }
        set {
            var at = place(address)
            if keys[at] == 0 {
                count += 1
                if count * 2 > keys.count {
                    grow()
                    at = place(address)
                }
                keys[at] = address
            }
            values[at] = newValue
        }
    }

    private func place(_ address: UInt64) -> Int {
        let mask = keys.count - 1
        var at = Int(truncatingIfNeeded: (address &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
        while keys[at] != 0, keys[at] != address { at = (at + 1) & mask }
        return at
    }

    private mutating func grow() {
        let old = zip(keys, values)
        keys = Array(repeating: 0, count: keys.count * 2)
        values = Array(repeating: -1, count: keys.count)
        for (key, value) in old where key != 0 {
            let at = place(key)
            keys[at] = key
            values[at] = value
        }
    }
}
