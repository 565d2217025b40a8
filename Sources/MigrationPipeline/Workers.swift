// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Does independent work on several threads, with stacks deep enough for syntax trees, and gives the results in the
/// order of the input.
package enum Workers {
    package static func map<Input: Sendable, Output: Sendable>(
        _ inputs: [Input], threads: Int? = nil, _ work: @escaping @Sendable (Input) -> Output
    ) -> [Output] {
        let count = min(inputs.count, threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        guard count > 0 else { return [] }
        let job = Job(inputs: inputs, work: work)
        var handles: [pthread_t] = []
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 64 << 20)
        defer { pthread_attr_destroy(&attributes) }
        for _ in 0..<count {
            var handle = pthread_t()
            let box = Unmanaged.passRetained(job as AnyObject)
            let code = pthread_create(
                &handle, &attributes,
                { pointer in
                    guard let pointer else { return nil }
                    (Unmanaged<AnyObject>.fromOpaque(pointer).takeRetainedValue() as? any Runnable)?.run()
                    return nil
                }, box.toOpaque())
            if code == 0 { handles.append(handle) } else { box.release() }
        }
        if handles.isEmpty { job.run() }
        for handle in handles { pthread_join(handle, nil) }
        return job.results
    }

    private protocol Runnable: AnyObject, Sendable {
        func run()
    }

    private final class Job<Input: Sendable, Output: Sendable>: Runnable {
        private struct State {
            var next = 0
            var outputs: [Output?]
        }
        private let inputs: [Input]
        private let work: @Sendable (Input) -> Output
        private let state: Mutex<State>

        init(inputs: [Input], work: @escaping @Sendable (Input) -> Output) {
            self.inputs = inputs
            self.work = work
            state = Mutex(State(outputs: Array(repeating: nil, count: inputs.count)))
        }

        func run() {
            while true {
                let index = state.withLock { state in
                    defer { state.next += 1 }
                    return state.next
                }
                guard index < inputs.count else { return }
                let output = work(inputs[index])
                state.withLock { $0.outputs[index] = output }
            }
        }

        var results: [Output] { state.withLock { $0.outputs.compactMap { $0 } } }
    }
}
