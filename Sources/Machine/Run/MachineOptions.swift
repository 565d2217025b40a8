// SPDX-License-Identifier: Apache-2.0

/// How far a run may go.
public struct MachineOptions: Sendable {
    /// Jumps and calls before a task is taken for one that does not end.
    public var stepBudget = 200_000_000
    /// Bytes of variables on one task's stack. The kernel's 16 KiB hold optimised frames; those executed here are not, and take about
    /// four times as much.
    public var stackLimit = 64 << 10

    public init() {}

    /// For programs with a `main()`: 8 MiB of stack, as a shell gives them.
    public static var hosted: MachineOptions {
        var options = MachineOptions()
        options.stackLimit = 8 << 20
        options.stepBudget = 20_000_000_000
        return options
    }
}

/// Which calls are to fail, counted from 1 over all calls that can.
public struct FailurePlan: Sendable, Hashable {
    public var numbers: Set<Int>

    public init(numbers: Set<Int>) { self.numbers = numbers }

    public static let none = FailurePlan(numbers: [])

    func contains(_ number: Int) -> Bool { numbers.contains(number) }
}

/// Something that a run says.
public enum MachineEvent: Sendable, Hashable {
    /// A line of the kernel log; level 0 (emergency) to 7 (debug).
    case message(level: Int, text: String)
    /// Bytes that a hosted program prints.
    case output([UInt8])
    /// A call that was made to fail.
    case injected(function: String, number: Int)
    /// Anything else that is worth a line.
    case note(String)
}

/// One call of a kernel function as it was made.
public struct KernelCallRecord: Sendable {
    public var name: String
    public var arguments: [UInt64]
    public var isUndefined: [Bool]
    public var result: UInt64
}
