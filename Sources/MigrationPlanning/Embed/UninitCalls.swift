// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage
import SourceText

/// O-06: `vfio_uninit_group_dev()` before every free of a state. The vfio_device is initialised as soon as the state is
/// allocated, so each free, wherever it stands, has one to undo.
struct UninitCalls {
    let context: EmbedContext

    init(_ context: EmbedContext) { self.context = context }

    /// All places where a state is freed, outside the function that allocates it for create.
    var frees: [SyntaxNode] {
        context.index.functions.values.filter { $0.name != context.allocator?.name }.flatMap { function in
            function.descendants(.call).filter { freedState($0) != nil }
        }.sorted { ($0.file.path, $0.range) < ($1.file.path, $1.range) }
    }

    /// Remove frees the state under a lock of the driver's own. The core opens and closes devices under the lock that
    /// uninitialising takes, and the driver takes its own in there: the two must not be taken the other way round. So
    /// uninitialising goes in front of what undoes create; nothing of it needs the vfio_device.
    var isLifted: Bool {
        guard context.target.hasDeviceSets else { return false }
        let calls = context.remove.descendants(.call)
        return frees.contains { free in
            free.enclosingFunction == context.remove
                && calls.contains { $0.range.end <= free.range.start && Self.isLock($0, "lock") }
                && calls.contains { $0.range.start >= free.range.end && Self.isLock($0, "unlock") }
        }
    }

    private static let locks = [
        "mutex_", "spin_", "raw_spin_", "down_write", "down_read", "down", "up_write", "up_read", "up",
    ]

    private static func isLock(_ call: SyntaxNode, _ kind: String) -> Bool {
        // spin_lock() is a macro: what stands in the text counts.
        let name = call.text.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
        guard locks.contains(where: { name.hasPrefix($0) }) else { return false }
        let isUnlock = name.contains("unlock") || name.hasPrefix("up")
        return kind == "unlock" ? isUnlock : !isUnlock && (name.contains("lock") || name.hasPrefix("down"))
    }

    /// The call, as a line of a function's body.
    func line(_ state: String) -> String { "\tvfio_uninit_group_dev(&\(state)->\(context.names.field));\n" }

    func plan(behind offset: Int, removeName: String, _ builder: inout PlanBuilder) throws(Refusal) {
        guard context.target.hasDeviceSets else { return }
        for call in frees {
            if call.enclosingFunction == context.create, call.range.start < offset { continue }
            if isLifted, call.enclosingFunction == context.remove { continue }
            guard let freed = freedState(call) else { continue }
            let statement = call.enclosingStatement
            if let reason = AtomicContext.reason(at: statement) {
                throw EmbedChecks(usage: context.usage).refuse(
                    "O-06", call, "the state is freed here under \(reason), and vfio_uninit_group_dev() may sleep",
                    "free the state outside of it, then convert again")
            }
            let isBraced =
                statement.parent.map {
                    [.compound, .label, .caseLabel, .defaultLabel].contains($0.kind)
                } ?? false
            let isNamed = freed.kind == .reference || context.getters.contains(freed.calledName ?? "")
            guard isNamed, !call.isFromMacro, statement == call, isBraced || Braces.fit(statement) else {
                throw EmbedChecks(usage: context.usage).refuse(
                    "O-06", call, "the state is freed in the middle of a statement",
                    "put braces around the statement, then convert again")
            }
            let state = freed.kind == .reference ? freed.name : removeName
            let line = "vfio_uninit_group_dev(&\(state)->\(context.names.field));"
            let start = statement.file.startOfLine(at: statement.range.start)
            let before = statement.file.text(in: SourceRange(start, statement.range.start))
            let edit =
                // Behind what others put in front of the line, such as the call that unregisters.
                before.allSatisfy(\.isWhitespace)
                ? TextEdit.insert("\(line)\n\(before)", at: statement.range.start)
                : .insert(line + " ", at: statement.range.start)
            try builder.add("O-06", "vfio_uninit_group_dev() before the state is freed", in: call.file, [edit])
            if !isBraced, let test = statement.parent {
                try builder.add(
                    "O-06", "vfio_uninit_group_dev() before the state is freed", in: call.file,
                    Braces.around(statement, in: test))
            }
        }
    }

    /// The state that a call frees.
    func freedState(_ call: SyntaxNode) -> SyntaxNode? {
        guard let name = call.calledName, OldAPI.freers.contains(name) else { return nil }
        for argument in call.arguments {
            let plain = argument.unwrapped
            if let called = plain.calledName, context.getters.contains(called) { return plain }
            if CType.isPointer(plain.canonicalType, toStruct: context.stateRecord) { return plain }
        }
        return nil
    }
}
