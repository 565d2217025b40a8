// SPDX-License-Identifier: Apache-2.0

/// What other processes do while this one goes on. A job's name says what it does: `remove` writes "1" into the `remove`
/// of the mdev in `arg=`, `rmmod` unloads a module.
///
/// 1. What a job causes when it starts or is signalled stands under the next line that looks at the kernel's log; that
///    is the line of its state. `job_start` and `job_signal` themselves have nothing under them.
/// 2. `job_end` and `job_blocked` are one operation: which of the two is printed is its answer. A job that has ended
///    once has no more such lines.
/// 3. Jobs of one name follow one another; the name is the last one's.
struct Jobs {
    /// What the body of a job leaves behind.
    final class Outcome {
        var result: TraceResult?
        var fault: (any Error)?
    }

    struct Job {
        var handle: any UserJob
        var outcome: Outcome
        var hasEnded = false
    }

    static let bodies: [String: @Sendable (any UserSpace, String) throws -> Int] = [
        "remove": { user, uuid in
            let address = try user.mmap(nil, MappingRequest(length: 4096, isWritable: true))
            try user.store(address, [UInt8(ascii: "1")])
            return try Performer.write("\(MdevSubject.path(uuid))/remove", address: address, count: 1, user)
        },
        "rmmod": { user, module in
            try user.rmmod(module)
            return 0
        },
    ]

    private var jobs: [String: Job] = [:]
    private var pids: Set<Int> = []
    private var faults: [Outcome] = []

    subscript(_ name: String) -> Job? {
        get { jobs[name] }
        set { jobs[name] = newValue }
    }

    mutating func start(
        _ name: String, _ argument: String, _ user: any UserSpace,
        _ body: @escaping @Sendable (any UserSpace, String) throws -> Int
    ) throws {
        let outcome = Outcome()
        let handle = try user.startJob(name) { child in
            do {
                outcome.result = try TraceResult.of { try body(child, argument) }
            } catch {
                outcome.result = .killed
                outcome.fault = error
                child.died(of: error)
                throw error
            }
        }
        jobs[name] = Job(handle: handle, outcome: outcome)
        pids.insert(handle.pid)
        faults.append(outcome)
    }

    /// Another task whose pid varies.
    mutating func add(pid: Int) { pids.insert(pid) }

    /// The kernel's messages name the pid of a job in parentheses.
    func withoutPids(_ text: String) -> String {
        pids.reduce(text) { text, pid in
            guard let range = text.firstRange(of: "(\(pid))") else { return text }
            return text.replacingCharacters(in: range, with: "(PID)")
        }
    }

    /// A fault that has ended a job and was not told yet.
    mutating func takeFault() -> (any Error)? {
        for outcome in faults {
            if let fault = outcome.fault {
                outcome.fault = nil
                return fault
            }
        }
        return nil
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + self[range.upperBound...]
    }
}
