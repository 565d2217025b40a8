// SPDX-License-Identifier: Apache-2.0

/// One run of a program: its memory, its tasks, and what it has said so far. Used by one thread at a time.
public final class Machine {
    public let program: Program
    public let memory: Memory
    public let options: MachineOptions
    public internal(set) var events: [MachineEvent] = []
    /// What the kernel functions of this run share; they know its type.
    public var kernel: AnyObject?
    /// Gets every call of a kernel function, before it is made and after.
    public var onKernelCall: ((KernelCallRecord) -> Void)?
    /// Looks at the run where a task leaves the program's code for good: at a return to user space, at the end of a work function.
    public var onReturn: ((Machine) throws(Stop) -> Void)?
    /// Gets every event as it happens.
    public var onEvent: ((MachineEvent) -> Void)?
    /// Calls that could have failed so far, and those that are to.
    public internal(set) var fallibleCalls: [String] = []
    /// Where they were made: positions in the code.
    var fallibleSites: [Int] = []
    public var failures: FailurePlan
    public let tasks: Tasks
    /// A byte for each block of the program that counts what is reached.
    let hits: UnsafeMutablePointer<UInt8>
    /// Which locks were held at accesses to memory; nil where nobody wants to know.
    public private(set) var accessLog: AccessLog?

    public init(_ program: Program, options: MachineOptions = MachineOptions(), failures: FailurePlan = .none)
        throws(Stop)
    {
        self.program = program
        self.options = options
        self.failures = failures
        hits = .allocate(capacity: max(1, program.coverage.blockCount))
        hits.initialize(repeating: 0, count: max(1, program.coverage.blockCount))
        memory = try Memory(isBigEndian: program.target.isBigEndian, names: program.texts)
        tasks = Tasks(
            first: MachineTask(
                number: 0, name: "main", slot: try TaskSlot(number: 0, memory: memory, options: options),
                program: program, options: options))
        memory.captureSite = { [unowned self] in self.captureSite($0) }
        memory.describePosition = { [unowned self] in self.frame(atPosition: Int($0)) }
        try loadObjects()
    }

    deinit { hits.deallocate() }

    /// Notes from here on which locks are held at accesses to the program's memory.
    public func watchAccesses() {
        let log = AccessLog(self)
        accessLog = log
        memory.accessLog = log
    }

    private func loadObjects() throws(Stop) {
        for object in program.objects {
            let address = try memory.define(
                index: object.index, size: object.size, kind: object.kind, alignment: object.alignment,
                name: object.name)
            if object.function >= 0 { memory.table[object.index].reserved = UInt32(object.function) }
            if !object.image.isEmpty { try memory.place(object.image, at: address) }
        }
        for object in program.objects {
            guard let variable = object.variable else { continue }
            try variable.initialise(self, memory.table[object.index].base)
        }
    }

    // MARK: Names

    /// Address of a function or variable of the program by its name.
    public func address(of name: String) -> UInt64? {
        guard let object = program.objects.first(where: { $0.name == name }) else { return nil }
        return memory.table[object.index].base
    }

    /// Address of a function; one that the files themselves define comes before others of the name.
    public func functionAddress(_ name: String) -> UInt64? {
        let own = program.ownFunctions[name]
        let object = program.objects.first { object in
            if let own { return object.function == own }
            return object.function >= 0 && object.name == name
        }
        return object.map { memory.table[$0.index].base }
    }

    /// Address of a function by another name that the files give it (`init_module`), or by its own, in the first module.
    public func functionAddress(alias name: String) -> UInt64? {
        functionAddress(alias: name, in: program.modules[0])
    }

    /// The variables of all loaded modules that were put into a section, in the order of the files.
    public func variables(inSection section: String) -> [(name: String, address: UInt64, size: Int)] {
        program.objects.filter { $0.function < 0 && $0.section == section && isLive($0) }
            .map { ($0.name, memory.table[$0.index].base, $0.size) }
    }

    /// Whether a function's code is part of the program.
    public func isDefined(_ name: String) -> Bool {
        program.objects.contains { $0.name == name && $0.function >= 0 && program.functions[$0.function].isDefined }
    }

    /// Name of the function, variable or object at an address, with the offset where it is not at its start.
    public func name(of address: UInt64) -> String? {
        let entry = memory.table[Address.index(of: address)]
        guard entry.state != .unused, entry.base >> 32 == address >> 32 else { return nil }
        let label = memory.labels[Int(entry.label)]
        let offset = Int64(bitPattern: address &- entry.base)
        let suffix = offset == 0 ? "" : offset > 0 ? "+\(offset)" : "\(offset)"
        switch entry.kind {
        case .function, .global, .constant, .external, .opaque, .stack, .user:
            return label.isEmpty ? nil : "\(label)\(suffix)"
        default:
            let name = label.isEmpty ? "\(entry.kind)" : label
            return
                "\(name)#\(Address.index(of: address) - Address.kernelIndices.lowerBound - program.objects.count)\(suffix)"
        }
    }

    /// Whether an address lies in something that the program holds and never writes, as string literals are.
    public func isConstant(_ address: UInt64) -> Bool {
        let entry = memory.table[Address.index(of: address)]
        return entry.state == .live && entry.base >> 32 == address >> 32 && entry.kind == .constant
    }

    /// The function or variable that an address lies in.
    public func symbol(at address: UInt64) -> (name: String, offset: UInt64, size: UInt64)? {
        let entry = memory.table[Address.index(of: address)]
        guard entry.state == .live, entry.base >> 32 == address >> 32, entry.label != 0 else { return nil }
        guard entry.kind == .function || entry.kind == .global || entry.kind == .constant else { return nil }
        return (memory.labels[Int(entry.label)], address &- entry.base, UInt64(entry.size))
    }

    // MARK: Calls

    /// Calls a function of the program by its address, from outside or from a kernel function, in the task that runs.
    /// - Returns: its result, zero-extended; 0 for void.
    @discardableResult
    public func invoke(_ address: UInt64, _ arguments: [UInt64]) throws(Stop) -> UInt64 {
        let index = try SlowPaths.function(self, at: address)
        let record = program.functions + index
        guard record.pointee.isDefined else {
            return try callKernelDirectly(record.pointee.entry, arguments)
        }
        return try invoke(record, arguments)
    }

    private func invoke(_ record: UnsafeMutablePointer<FunctionRecord>, _ arguments: [UInt64]) throws(Stop) -> UInt64 {
        try tasks.preemptInRace()
        let task = tasks.current.state
        let outer = (frame: task.pointee.frame, pc: task.pointee.pc, top: task.pointee.top)
        let frame = outer.top
        guard frame + record.pointee.frameWords + 64 < task.pointee.slotsEnd else { throw SlowPaths.exhausted(self) }
        frame.link(caller: outer.frame, function: record, returnTo: nil, result: 0)
        // The lowest frame belongs to nobody.
        frame[FrameHeader.outerPC] = outer.frame == task.pointee.slots ? 0 : UInt64(UInt(bitPattern: outer.pc))
        for (slot, argument) in arguments.prefix(record.pointee.parameterSlots).enumerated() {
            frame[FrameHeader.words + 2 * slot] = argument
            frame[FrameHeader.words + 2 * slot + 1] = 0
        }
        for slot in arguments.count..<max(arguments.count, record.pointee.parameterSlots) {
            frame[FrameHeader.words + 2 * slot] = 0
            frame[FrameHeader.words + 2 * slot + 1] = .max
        }
        // Where a fault of entering is said to be.
        task.pointee.pc = program.code + record.pointee.entry
        task.pointee.frame = frame
        do throws(Stop) {
            if record.pointee.usesStack {
                let none: [UInt16] = [0]
                try none.withUnsafeBufferPointer { slots throws(Stop) in
                    try SlowPaths.enter(self, task, frame, caller: frame, slots.baseAddress.unsafelyUnwrapped, 0)
                }
            }
            let entry = program.code + record.pointee.entry
            let result: UInt64
            switch (program.target.isBigEndian, accessLog) {
            case (true, nil):
                result = try Interpreter.run(BigEndian.self, NoWatch(), self, task, entry: entry, frame: frame)
            case (false, nil):
                result = try Interpreter.run(LittleEndian.self, NoWatch(), self, task, entry: entry, frame: frame)
            case (true, let log?):
                result = try Interpreter.run(BigEndian.self, Watcher(log, task), self, task, entry: entry, frame: frame)
            case (false, let log?):
                result = try Interpreter.run(
                    LittleEndian.self, Watcher(log, task), self, task, entry: entry, frame: frame)
            }
            if outer.frame == task.pointee.slots, let onReturn { try onReturn(self) }
            if task.pointee.resultUndefined != 0 {
                throw Stop.fault(
                    .uninitialisedArgument,
                    "the result of \(program.functionNames[Int(record.pointee.index)])() is not initialised")
            }
            (task.pointee.frame, task.pointee.pc, task.pointee.top) = outer
            try tasks.preemptInRace()
            return result
        } catch {
            let located = locate(error)
            (task.pointee.frame, task.pointee.pc, task.pointee.top) = outer
            throw located
        }
    }

    /// A kernel function called through a pointer from Swift.
    private func callKernelDirectly(_ index: Int, _ arguments: [UInt64]) throws(Stop) -> UInt64 {
        let task = tasks.current.state
        let frame = task.pointee.top
        for (slot, argument) in arguments.enumerated() {
            frame[2 * slot] = argument
            frame[2 * slot + 1] = 0
        }
        let slots = (0..<arguments.count + 1).map { UInt16(2 * $0) }
        let saved = task.pointee.top
        task.pointee.top = frame + 2 * (arguments.count + 1)
        defer { task.pointee.top = saved }
        return try slots.withUnsafeBufferPointer { slots throws(Stop) in
            try callKernel(
                index, frame, slots.baseAddress.unsafelyUnwrapped, count: arguments.count,
                results: frame + 2 * arguments.count)
        }
    }

    func callKernel(
        _ index: Int, _ frame: Frame, _ packed: UnsafePointer<UInt16>, count: Int, results: Frame
    ) throws(Stop) -> UInt64 {
        try tasks.preemptInRace()
        switch program.kernelCalls[index] {
        case .known(let function):
            var mustFail = false
            if function.canFail {
                fallibleCalls.append(function.name)
                fallibleSites.append(tasks.current.state.pointee.pc - program.code)
                mustFail = failures.contains(fallibleCalls.count)
                if mustFail { record(.injected(function: function.name, number: fallibleCalls.count)) }
            }
            let call = KernelCall(
                machine: self, name: function.name, count: count, mustFail: mustFail, frame: frame, packed: packed,
                results: results)
            guard let onKernelCall else { return try named(call) { () throws(Stop) in try function.body(call) } }
            let arguments = (0..<count).map { frame[Int(packed[$0])] }
            let undefined = (0..<count).map { frame[Int(packed[$0]) + 1] != 0 }
            let result = try named(call) { () throws(Stop) in try function.body(call) }
            onKernelCall(
                KernelCallRecord(name: function.name, arguments: arguments, isUndefined: undefined, result: result))
            return result
        case .unknown(let name):
            throw .unsupported("the function \(name)(), which no file given defines and the machine does not know")
        case .mismatch(let text): throw .unsupported(text)
        }
    }

    /// Says which function it was that met a fault.
    @inline(__always)
    private func named(_ call: KernelCall, _ body: () throws(Stop) -> UInt64) throws(Stop) -> UInt64 {
        do throws(Stop) {
            return try body()
        } catch {
            guard case .fault(var fault) = error, fault.stack.isEmpty else { throw error }
            fault.kernelFunction = call.name
            if fault.message.hasPrefix(Memory.reader + " ") {
                fault.message = "\(call.name)()" + fault.message.dropFirst(Memory.reader.count)
            }
            throw .fault(fault)
        }
    }

    /// Adds to what the run says.
    public func record(_ event: MachineEvent) {
        events.append(event)
        onEvent?(event)
    }

    // MARK: Places

    /// The calls that lead to where the present task stands, innermost first.
    public func stack() -> [StackFrame] { stack(of: tasks.current) }

    func stack(of task: MachineTask) -> [StackFrame] {
        var result: [StackFrame] = []
        walk(task.state) { position in
            if let frame = frame(atPosition: position + 1) { result.append(frame) }
        }
        return result
    }

    func walk(_ task: UnsafeMutablePointer<TaskState>, _ body: (Int) -> Void, limit: Int = 64) {
        var frame = task.pointee.frame
        var pc: UnsafeMutablePointer<Instruction>? = task.pointee.pc
        var left = limit
        while frame != task.pointee.slots, let at = pc, left > 0 {
            body(at - program.code)
            left -= 1
            if let back = frame.returnPC {
                pc = back - 1
            } else {
                pc = UnsafeMutablePointer(bitPattern: UInt(frame[FrameHeader.outerPC]))
            }
            frame = frame.caller
        }
    }

    /// The driver's line that made a call that can fail, counted from 0.
    public func site(ofFallibleCall index: Int) -> StackFrame? { frame(atPosition: fallibleSites[index] + 1) }

    private func captureSite(_ site: UnsafeMutablePointer<UInt32>) {
        var count = 0
        walk(
            tasks.current.state,
            { position in
                site[count] = UInt32(position + 1)
                count += 1
            }, limit: 7)
        site[count] = 0
    }

    /// Positions count from 1.
    func frame(atPosition position: Int) -> StackFrame? {
        guard position > 0, let function = program.function(at: position - 1) else { return nil }
        return StackFrame(function: program.functionNames[function], position: program.position(position - 1))
    }

    /// Adds the stack to a stop that has none.
    public func locate(_ stop: Stop) -> Stop {
        switch stop {
        case .fault(var fault) where fault.stack.isEmpty:
            fault.stack = stack()
            return .fault(fault)
        case .unsupported(var unsupported) where unsupported.stack.isEmpty:
            unsupported.stack = stack()
            return .unsupported(unsupported)
        default: return stop
        }
    }
}
