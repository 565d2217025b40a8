// SPDX-License-Identifier: Apache-2.0
import Synchronization
import Validation

/// What was executed before, by all that it depends on. Where many versions of a driver are compared with the same one, that
/// one does the same each time.
final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let known = Mutex<[Key: Value]>([:])

    func value(_ key: Key, _ make: () throws(InputError) -> Value) throws(InputError) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        // Two threads may make the same; both get the same.
        let value = try make()
        known.withLock { $0[key] = value }
        return value
    }
}

typealias ExecutionMemo = Memo<ExecutionKey, [Execution]>

enum ExecutionKey: Hashable, Sendable {
    case byDefault(parameters: String)
    case failing(String, number: Int?, retries: Bool)
    case untilFault(String)
}

extension Scenario {
    /// All that a performer looks at.
    var memoText: String {
        steps.map { step in
            switch step.kind {
            case .operation(let operation): "\(operation.request) \(step.recordedDepth ?? -1)"
            case .heading(let text): "== \(text)"
            case .remark, .blank: ""
            }
        }.joined(separator: "\n")
    }
}
