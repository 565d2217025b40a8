// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// eventfd. A descriptor is good if the process has such a file, or, without a process, if the run opened it.
struct EventDescriptors {
    struct Context {
        /// The process's file; it counts by itself.
        var file: EventFile?
        var descriptor: Int
        var count: UInt64 = 0
        var references = 1
    }

    var open: Set<Int> = []
    var contexts: [UInt64: Context] = [:]
}

extension Kernel {
    /// Makes a descriptor of an eventfd known, so that drivers can get hold of it.
    public func openEventDescriptor(_ descriptor: Int) { events.open.insert(descriptor) }

    /// How often the eventfd was signalled, if a driver holds it.
    public func eventCount(_ descriptor: Int) -> UInt64 {
        events.contexts.values.filter { $0.descriptor == descriptor }.reduce(0) { $0 &+ $1.count }
    }
}

enum EventFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("eventfd_ctx_fdget", ["ptr(i32)"], canFail: true) { call throws(Stop) in
            let kernel = try call.kernel
            let descriptor = try call.int(0)
            if call.mustFail { return .errorPointer(.EBADF) }
            guard let process = kernel.referenceKernel?.current else {
                guard kernel.events.open.contains(descriptor) else { return .errorPointer(.EBADF) }
                return try call.eventContext(of: nil, descriptor)
            }
            // EBADF for a number that is no file's, EINVAL for another kind of file.
            var file: EventFile?
            if let error = try kernel.model(call.machine, { file = try process.files.eventFile(descriptor) }) {
                return .errorPointer(error)
            }
            return try call.eventContext(of: file, descriptor)
        },
        KernelFunction("eventfd_ctx_put", ["void(ptr)"]) { call throws(Stop) in
            let (kernel, address) = try call.eventContext()
            kernel.events.contexts[address]?.references -= 1
            if kernel.events.contexts[address]?.references == 0 {
                kernel.events.contexts[address] = nil
                try call.memory.release(address, accepting: [.opaque], by: call.name)
            }
            return 0
        },
        KernelFunction("eventfd_signal", ["i64(ptr, i64)"]) { call throws(Stop) in
            let (kernel, address) = try call.eventContext()
            let descriptor = kernel.events.contexts[address]?.descriptor ?? -1
            if let file = kernel.events.contexts[address]?.file {
                call.machine.record(.note("eventfd \(descriptor) is signalled"))
                return file.signal(try call.value(1))
            }
            // The counter stays at its largest value.
            let count = min(try call.value(1), .max - (kernel.events.contexts[address]?.count ?? 0))
            kernel.events.contexts[address]?.count += count
            call.machine.record(.note("eventfd \(descriptor) is signalled"))
            return count
        },
    ]
}

extension KernelCall {
    /// The context of a file, or of a descriptor that the run opened, with one more reference.
    fileprivate func eventContext(of file: EventFile?, _ descriptor: Int) throws(Stop) -> UInt64 {
        let kernel = try kernel
        let known = kernel.events.contexts.first { _, context in
            file == nil ? context.file == nil && context.descriptor == descriptor : context.file === file
        }
        if let known = known?.key {
            kernel.events.contexts[known]?.references += 1
            return known
        }
        let address = try memory.allocate(64, kind: .opaque, name: "eventfd \(descriptor)")
        kernel.events.contexts[address] = EventDescriptors.Context(file: file, descriptor: descriptor)
        return address
    }

    fileprivate func eventContext() throws(Stop) -> (Kernel, UInt64) {
        let (kernel, address) = (try kernel, try value(0))
        if kernel.events.contexts[address] == nil {
            // Says what is wrong with the address itself, if anything is: a context that was put is gone.
            // A kernel notices at the lock, behind the reference count; one for a single processor, which has no locks, later.
            _ = try memory.bytes(at: address &+ 8, count: 4)
            throw badArgument("there is no eventfd at \(memory.place(address))")
        }
        return (kernel, address)
    }
}
