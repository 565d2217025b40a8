// SPDX-License-Identifier: Apache-2.0
import Machine

/// What stands for the inline assembly that macros put into drivers' own functions. Assembly of inline functions is not
/// met: these are kernel functions here.
enum KernelAssembly {
    static func function(for assembly: InlineAssembly) -> KernelFunction? {
        let text = assembly.summary
        if text.contains("__bug_table") { return BugAssembly.function(text, assembly.constraints) }
        if text.hasPrefix("call __get_user_") { return UserAccessFunctions.get }
        if text.hasPrefix("call __put_user_") { return UserAccessFunctions.put }
        if barriers.contains(text) || annotations.contains(where: { text.contains($0) }) { return nothing }
        if relaxing.contains(text) { return relax }
        if text.contains(" lock; ") || text.hasPrefix("lock; ") || text.hasPrefix("xchg") {
            return LockedAssembly.function(text, assembly.constraints)
        }
        return nil
    }

    /// Tasks change places between calls only, so that memory is always in order.
    private static let barriers: Set<String> = [
        "mfence", "lfence", "sfence", "lock; addl $0,-4(%rsp)", "lock; addl $$0,-4(%rsp)", "lock; addl $$0,-4(%esp)",
        "bcr 15,0", "bcr 14,0",
    ]

    /// Notes for tools that read objects.
    private static let annotations = [".pushsection .discard.", ".section .discard."]

    private static let relaxing: Set<String> = ["rep; nop", "pause"]

    private static let nothing = KernelFunction("assembly", []) { _ throws(Stop) in 0 }

    /// Somebody waits for a change that only time or another task can bring.
    private static let relax = KernelFunction("cpu_relax", []) { call throws(Stop) in
        try call.relax()
        return 0
    }
}
