// SPDX-License-Identifier: Apache-2.0

/// Who the execution loop tells of loads and stores. A type of its own for each, so that the loop that nobody watches is
/// as fast as if there were none.
protocol AccessWatch {
    /// `pc`: behind the instruction; `frame`: of the function.
    func note(_ address: UInt64, isWrite: Bool, _ pc: UnsafeMutablePointer<Instruction>, _ frame: Frame)
}

struct NoWatch: AccessWatch {
    @inline(__always)
    func note(_ address: UInt64, isWrite: Bool, _ pc: UnsafeMutablePointer<Instruction>, _ frame: Frame) {}
}

struct Watcher: AccessWatch {
    private unowned(unsafe) let log: AccessLog
    private let task: UnsafeMutablePointer<TaskState>
    private let table: UnsafeMutablePointer<ObjectEntry>
    private let code: UnsafeMutablePointer<Instruction>

    init(_ log: AccessLog, _ task: UnsafeMutablePointer<TaskState>) {
        self.log = log
        self.task = task
        table = log.machine.memory.table
        code = log.machine.program.code
    }

    @inline(__always)
    func note(_ address: UInt64, isWrite: Bool, _ pc: UnsafeMutablePointer<Instruction>, _ frame: Frame) {
        guard table[Address.index(of: address)].kind.isShared else { return }
        task.pointee.pc = pc - 1
        task.pointee.frame = frame
        log.note(address, isWrite: isWrite, at: pc - 1 - code)
    }
}

extension ObjectKind {
    /// Whether tasks share it, and it is the program's own.
    @inline(__always)
    var isShared: Bool { self == .heap || self == .global }
}
