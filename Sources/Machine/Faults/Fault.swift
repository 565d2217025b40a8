// SPDX-License-Identifier: Apache-2.0

/// Something wrong in the executed program: where, on which way there, and what is known of the object it is about.
public struct Fault: Error, Sendable {
    public var kind: FaultKind
    public var message: String
    /// Innermost first; empty until the machine has added it.
    public var stack: [StackFrame]
    public var object: ObjectHistory?
    /// Where the access was, for one near NULL.
    public var address: UInt64?
    /// The kernel function that met it; nil: the driver's own code.
    public var kernelFunction: String?

    public init(
        _ kind: FaultKind, _ message: String, stack: [StackFrame] = [], object: ObjectHistory? = nil,
        address: UInt64? = nil
    ) {
        self.kind = kind
        self.message = message
        self.stack = stack
        self.object = object
        self.address = address
    }

    public var position: SourcePosition? { stack.first?.position }
}

/// What the machine remembers of one object.
public struct ObjectHistory: Sendable {
    /// For example "64 bytes of heap".
    public var summary: String
    /// Where it was allocated, innermost first; for a variable the function that holds it.
    public var allocated: [StackFrame]
    /// Where it was released; nil where it lives.
    public var released: [StackFrame]?
}

/// What the machine does not know; never to be taken for a fault of the program.
public struct Unsupported: Error, Sendable {
    public var what: String
    public var stack: [StackFrame]

    public init(_ what: String, stack: [StackFrame] = []) {
        self.what = what
        self.stack = stack
    }

    public var position: SourcePosition? { stack.first?.position }
}

/// Why execution stopped before the function returned.
public enum Stop: Error, Sendable {
    case fault(Fault)
    case unsupported(Unsupported)
    /// The program ended itself (hosted `exit()`), with its status.
    case exit(status: Int32)
    /// The run was given up while this task waited.
    case abandoned

    public static func fault(_ kind: FaultKind, _ message: String) -> Stop { .fault(Fault(kind, message)) }
    public static func unsupported(_ what: String) -> Stop { .unsupported(Unsupported(what)) }
}

extension Stop: CustomStringConvertible {
    /// One line, without the stack: "driver.c:12:3: null-access: read of 4 bytes at NULL".
    public var description: String {
        switch self {
        case .fault(let fault): Self.place(fault.position) + "\(fault.kind.rawValue): \(fault.message)"
        case .unsupported(let unsupported): Self.place(unsupported.position) + "unsupported: \(unsupported.what)"
        case .exit(let status): "exit(\(status))"
        case .abandoned: "given up"
        }
    }

    private static func place(_ position: SourcePosition?) -> String { position.map { "\($0): " } ?? "" }
}
