// SPDX-License-Identifier: Apache-2.0

/// What can be wrong with a driver. The raw value is what is printed and what fixtures name.
public enum FaultKind: String, Sendable, CaseIterable {
    // Memory.
    case outOfBounds = "out-of-bounds"
    case useAfterFree = "use-after-free"
    case useAfterReturn = "use-after-return"
    case useAfterScope = "use-after-scope"
    case doubleFree = "double-free"
    case invalidFree = "invalid-free"
    case nullAccess = "null-access"
    case wildAccess = "wild-access"
    case readOnlyWrite = "read-only-write"
    case opaqueAccess = "opaque-access"
    case misalignedAccess = "misaligned-access"
    case userMemoryTouched = "user-memory-touched"
    case deviceMemoryTouched = "device-memory-touched"
    case badCopySize = "bad-copy-size"

    // Uninitialised data.
    case uninitialisedBranch = "uninitialised-branch"
    case uninitialisedAddress = "uninitialised-address"
    case uninitialisedArgument = "uninitialised-argument"
    case uninitialisedCopyToUser = "uninitialised-copy-to-user"

    // Arithmetic and control.
    case divisionByZero = "division-by-zero"
    case divisionOverflow = "division-overflow"
    case shiftTooFar = "shift-too-far"
    case unreachable
    case stackExhausted = "stack-exhausted"
    case wrongFunctionType = "wrong-function-type"
    case notAFunction = "not-a-function"
    case runawayLoop = "runaway-loop"

    // Tasks and locks.
    case deadlock
    case doubleLock = "double-lock"
    case unlockNotHeld = "unlock-not-held"
    case unlockByAnother = "unlock-by-another"
    case uninitialisedLock = "uninitialised-lock"
    case lockOrder = "lock-order"
    case sleepInAtomic = "sleep-in-atomic"
    case lockHeldAtReturn = "lock-held-at-return"
    case freedWhileInUse = "freed-while-in-use"

    // What the kernel itself would complain about.
    case bug
    case refcount
    case badList = "bad-list"
    case badArgument = "bad-argument"
}
