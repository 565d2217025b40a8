// SPDX-License-Identifier: Apache-2.0

/// Jobs and the process that is expected to die; rules at `Jobs`.
extension Operations {
    static let jobs: [String: OperationRule] = [
        "job_start": OperationRule(leavesEffects: true) { performer, line in
            let name = try performer.text("name", of: line)
            guard let body = Jobs.bodies[name] else {
                throw performer.problem(
                    "there is no job \"\(name)\": \(Jobs.bodies.keys.sorted().joined(separator: ", "))")
            }
            try performer.jobs.start(name, try performer.text("arg", of: line), performer.user, body)
            return Answer(0)
        },
        "job_signal": OperationRule(leavesEffects: true) { performer, line in
            let job = try performer.job(line)
            return Answer(
                try .ofVoid {
                    if job.hasEnded { throw PerformerErrno.noProcess }
                    try job.handle.signal()
                })
        },
        "job_end": OperationRule { performer, line in try performer.jobState(line) },
        "job_blocked": OperationRule { performer, line in try performer.jobState(line) },
        // A process of its own does what could kill it, a write to the device, and how it ended is printed: `signal=9`
        // or `exit=0`. As it may not live to print the write, the line stands for it. The write is `region=`, `off=`,
        // `data=` of the line (an extension); without them 02 at offset 1 of region 0.
        "writer": OperationRule { performer, line in
            var write = TraceOperation("pwrite")
            write.fields =
                line.has("data")
                ? line.fields
                : [TraceField("region", 0), TraceField("off", 1), TraceField("data", written: "02")]
            var answer = Answer(0)
            answer.dropped = ["signal", "exit"]
            do {
                _ = try Operations.regions["pwrite"]?.perform(performer, write)
                answer.answers = [TraceField("exit", 0)]
                try performer.end()
            } catch let error as TraceError {
                throw error
            } catch {
                performer.user.died(of: error)
                performer.pendingFault = error
                answer.answers = [TraceField("signal", 9)]
            }
            return answer
        },
    ]
}

extension Performer {
    fileprivate func job(_ line: TraceOperation) throws -> Jobs.Job {
        let name = try text("name", of: line)
        guard let job = jobs[name] else { throw problem("no job \"\(name)\" was started") }
        return job
    }

    fileprivate func jobState(_ line: TraceOperation) throws -> Answer? {
        let name = try text("name", of: line)
        let job = try job(line)
        if job.hasEnded { return nil }
        try user.settle()
        if job.handle.state == .ended {
            jobs[name]?.hasEnded = true
            var answer = Answer(job.outcome.result ?? .killed)
            answer.name = "job_end"
            answer.dropped = ["state"]
            return answer
        }
        var answer = Answer(0)
        answer.name = "job_blocked"
        answer.answers = [TraceField("state", written: job.handle.state == .interruptible ? "S" : "D")]
        return answer
    }
}
