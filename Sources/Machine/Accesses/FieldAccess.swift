// SPDX-License-Identifier: Apache-2.0

/// How a field is accessed, by names that another version of the program has as well.
public struct FieldAccess: Sendable, Hashable {
    /// "carillon_keyboard.players", or a variable's name.
    public var field: String
    public var isWrite: Bool
    /// Locks that keep others from it: of a write, those that are held exclusively. By the same kind of names.
    public var locks: Set<String>
    /// The function of the program that the kernel called, and the one that accesses the field.
    public var entry: String
    public var function: String

    public init(field: String, isWrite: Bool, locks: Set<String>, entry: String, function: String) {
        self.field = field
        self.isWrite = isWrite
        self.locks = locks
        self.entry = entry
        self.function = function
    }
}

extension AccessLog {
    /// All accesses that others could have come in between of, each with the calls that led to one, innermost first:
    /// nobody else sees an object in the operation that makes it, nor in the one that frees it.
    public func fields() -> [FieldAccess: [StackFrame]] {
        let names = FieldNames(self)
        var functions: [UInt32: String] = [:]
        func name(_ position: UInt32?) -> String {
            guard let position else { return "" }
            if let known = functions[position] { return known }
            let name = machine.frame(atPosition: Int(position))?.function ?? ""
            functions[position] = name
            return name
        }
        var lockNames: [Int32: (all: Set<String>, exclusive: Set<String>)] = [:]
        var result: [FieldAccess: [StackFrame]] = [:]
        for record in records {
            let object = record.address >> 32
            let isFirst = record.first == begun[object]
            let isLast = record.last == ended[object] && !(isFirst && record.operations == 1)
            guard record.operations > (isFirst ? 1 : 0) + (isLast ? 1 : 0) else { continue }
            guard let field = names.name(of: record.address) else { continue }
            let locks = lockNames[record.lockset] ?? names.names(of: locksets[Int(record.lockset)])
            lockNames[record.lockset] = locks
            let access = FieldAccess(
                field: field, isWrite: record.isWrite, locks: record.isWrite ? locks.exclusive : locks.all,
                entry: name(record.stack.last), function: name(record.stack.first))
            if result[access] == nil {
                result[access] = record.stack.compactMap { machine.frame(atPosition: Int($0)) }
            }
        }
        return result
    }
}

/// What the debug information calls places of the program's memory.
private struct FieldNames {
    private let log: AccessLog
    private var program: Program { log.machine.program }
    /// Layouts by name; nil: there is none.
    private let layouts: [String: StructLayout]

    init(_ log: AccessLog) {
        self.log = log
        var layouts: [String: StructLayout] = [:]
        let program = log.machine.program
        for number in log.members.values.reduce(into: Set<UInt32>(), { $0.formUnion($1) }) {
            let record = program.memberTypes[Int(number) - 1].record
            if layouts[record] == nil { layouts[record] = program.layout(of: record) }
        }
        self.layouts = layouts
    }

    func names(of locks: [AccessLog.HeldLock]) -> (all: Set<String>, exclusive: Set<String>) {
        (
            Set(locks.compactMap { name(of: $0.address) }),
            Set(locks.filter(\.isExclusive).compactMap { name(of: $0.address) })
        )
    }

    /// Nil for what no access said the type of.
    func name(of address: UInt64) -> String? {
        let entry = log.machine.memory.table[Address.index(of: address)]
        guard entry.base >> 32 == address >> 32, address >= entry.base else { return nil }
        let offset = Int(address &- entry.base)
        if entry.kind == .global {
            let name = log.machine.memory.labels[Int(entry.label)]
            if name.isEmpty { return nil }
            for layouts in program.layouts {
                if let type = layouts.variable(named: name) { return name + path(type, offset, layouts) }
            }
            return name
        }
        let numbers = log.members[address >> 32] ?? []
        // The whole object, not what it begins with.
        let candidates = numbers.compactMap { layouts[program.memberTypes[Int($0) - 1].record] }
            .filter { $0.size > 0 && $0.size <= Int(entry.size) && !$0.name.isEmpty }
        guard let layout = candidates.max(by: { ($0.size, $1.name) < ($1.size, $0.name) }) else { return nil }
        // An array of them, or bytes behind it.
        let isArray = Int(entry.size) % layout.size == 0
        guard offset < layout.size || isArray else { return "\(layout.name)[]" }
        return layout.name + path(layout, offset % layout.size)
    }

    /// ".ranges.start" for the member that an offset is in: elements of arrays are all the same.
    private func path(_ layout: StructLayout, _ offset: Int) -> String {
        let member = layout.members.last { member in
            offset >= member.byteOffset && offset < member.byteOffset + max(member.type.size ?? 1, 1)
        }
        guard let member else { return "" }
        return (member.name.isEmpty ? "" : "." + member.name)
            + path(member.type, offset - member.byteOffset, layout.layouts)
    }

    private static let locks: Set<String> = [
        "mutex", "spinlock", "spinlock_t", "raw_spinlock", "raw_spinlock_t", "rw_semaphore", "rwlock_t", "semaphore",
    ]

    private func path(_ type: DeclaredType, _ offset: Int, _ layouts: TypeLayouts) -> String {
        switch type {
        case .array(let element, _):
            guard let size = element.size, size > 0 else { return "" }
            return path(element, offset % size, layouts)
        case .record(let record):
            // A lock is one thing, whatever this kernel has in it.
            if Self.locks.contains(record.name) { return "" }
            return layouts.layout(of: record).map { path($0, offset) } ?? ""
        default: return ""
        }
    }
}
