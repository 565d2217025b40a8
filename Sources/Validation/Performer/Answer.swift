// SPDX-License-Identifier: Apache-2.0

/// What performing an operation line gave.
struct Answer {
    var result: TraceResult
    /// Answers that stand before the arrow.
    var answers: [TraceField] = []
    /// Behind the result.
    var results: [TraceField] = []
    var nodes: [TraceNode] = []
    /// Another name for the line: a job that was found blocked may be found ended.
    var name: String?
    /// Fields that the line of the other name does not have.
    var dropped: Set<String> = []

    init(_ result: TraceResult, results: [TraceField] = []) {
        self.result = result
        self.results = results
    }

    init(_ value: some BinaryInteger) { self.init(.value(Int64(value))) }
}

/// An error number that the performer itself answers with, as the C library or the shell would.
struct PerformerErrno: SystemCallError, Equatable {
    let number: Int32
    let name: String?

    static let noEntry = PerformerErrno(number: 2, name: "ENOENT")
    static let noProcess = PerformerErrno(number: 3, name: "ESRCH")
    static let badFile = PerformerErrno(number: 9, name: "EBADF")
    static let noDevice = PerformerErrno(number: 19, name: "ENODEV")
    static let fault = PerformerErrno(number: 14, name: "EFAULT")
}

extension TraceResult {
    /// A number that is the kernel's own has no name in user space and is printed as it is.
    init(_ error: any SystemCallError) {
        self =
            error.number < 512
            ? error.name.map { .error($0) } ?? .value(-Int64(error.number)) : .value(-Int64(error.number))
    }

    /// What a system call returned, or the errno that it threw. A fault passes through.
    static func of(_ call: () throws -> some BinaryInteger) throws -> TraceResult {
        do {
            return .value(Int64(try call()))
        } catch let error as any SystemCallError {
            return TraceResult(error)
        }
    }

    /// The same for a call that returns 0.
    static func ofVoid(_ call: () throws -> Void) throws -> TraceResult {
        try of {
            try call()
            return 0
        }
    }
}
