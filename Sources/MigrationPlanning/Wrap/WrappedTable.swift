// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelLevels
import MdevUsage
import SourceText

/// One ops table as wrapping needs it: which function is bound to what, and where what is generated goes.
struct WrappedTable {
    let context: DriverContext

    var table: OpsTable { context.table }

    /// The function bound to a callback, under either of the names that it had.
    func function(_ member: String) -> String? { named(member) ?? named(Self.synonyms[member] ?? "") }

    private func named(_ member: String) -> String? {
        table.members.filter { $0.name == member }.flatMap(\.functions).first
    }

    /// Callbacks that the table has under a condition only.
    var conditional: [TableMember] {
        table.members.filter { member in
            guard OldAPI.callbacks.contains(member.name), !member.isNull else { return false }
            if member.function == nil { return true }
            let statement = member.node.enclosingStatement
            return member.isAssignment
                && statement.ancestor { [.ifStatement, .switchStatement].contains($0.kind) } != nil
        }
    }

    /// `open` and `release` are called `open_device` and `close_device` from 5.15 on.
    static let synonyms = [
        "open": "open_device", "release": "close_device", "open_device": "open", "close_device": "release",
    ]

    /// Callbacks of an open device, by the names that the target has for them.
    var deviceCallbacks: [(member: String, function: String)] {
        let hasDeviceSets = context.target.hasDeviceSets
        let members = [hasDeviceSets ? "open_device" : "open", hasDeviceSets ? "close_device" : "release"]
        return (members + ["read", "write", "ioctl", "mmap", "request"]).compactMap { member in
            function(member).map { (member, $0) }
        }
    }

    /// Callbacks that the target's core calls without asking, or whose absence meant an error, and that are missing.
    var stubs: [String] {
        let missing = ["open", "release"].filter { function($0) == nil }
        if context.target.needsOpenAndRelease { return missing }
        // Opening failed without .open; the core would take its absence for success.
        return context.source.hasDeviceSets ? [] : missing.filter { $0 == "open" }.map { _ in "open_device" }
    }

    /// Where the generated code goes: in front of the table, or of the function that fills it.
    var place: Int { owner.startWithComment }

    /// The declaration or function at file scope in front of which the callbacks are known.
    var owner: SyntaxNode {
        let callback = assignments.first { OldAPI.callbacks.contains($0.name) }
        var node = callback?.node ?? table.node
        while let parent = node.parent { node = parent }
        return node
    }

    var assignments: [TableMember] { table.members.filter(\.isAssignment) }
}
