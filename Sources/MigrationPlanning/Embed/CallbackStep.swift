// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// M-07 to M-11, O-01 to O-05: callbacks of an open device take the vfio_device.
struct CallbackStep {
    let context: EmbedContext
    let helpers: ConvertedHelpers
    /// Members whose function goes altogether.
    let dropped: Set<String>
    /// Members for which a stub has to be made.
    let stubs: [String]

    init(_ context: EmbedContext, helpers: ConvertedHelpers) {
        self.context = context
        self.helpers = helpers
        let references = ModuleReferences(context)
        dropped = references.emptiedMembers
        let missing = ["open", "release"].filter { context.openingFunction($0) == nil }
        // Opening failed without .open. Where the core takes its absence for success, only a stub keeps that so.
        stubs = context.target.needsOpenAndRelease ? missing : missing.filter { $0 == "open" }
    }

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        var done: Set<String> = []
        for member in OldAPI.deviceCallbacks {
            guard let name = context.table.function(member), done.insert(name).inserted else { continue }
            guard let function = context.index.functions[name] else {
                let node = context.table.member(member)?.node ?? context.table.node
                throw EmbedChecks(usage: context.usage).refuse(
                    "M-07", node, "\(name)() is not defined in the files at hand",
                    "name the file that defines it on the command line, too")
            }
            if dropped.contains(member.hasSuffix("_device") ? WrappedTable.synonyms[member] ?? member : member) {
                try drop(function, &builder)
                continue
            }
            try convert(function, member: member, &builder)
        }
        try ModuleReferences(context).plan(&builder)
        let open = context.openingFunction("open").flatMap {
            dropped.contains("open") ? nil : context.index.functions[$0]
        }
        OpenReviews(context: context.driver, open: open, isStubbed: stubs.contains("open")).add(to: &builder)
    }

    private func convert(_ function: SyntaxNode, member: String, _ builder: inout PlanBuilder) throws(Refusal) {
        let parameter = try EmbedChecks(usage: context.usage).firstDevice(of: function)
        let name = context.names.device
        let title = "device callbacks take struct vfio_device"
        let rule: RuleID = member == "request" ? "M-09" : "M-07"
        for head in context.index.heads(of: function.name) {
            guard let first = head.parameters.first else { continue }
            try builder.add(
                rule, title, in: head.file, [Signatures.replace(first, with: "struct vfio_device *\(name)")])
        }
        let body = try BodyRewriter(
            context: context, function: function, parameter: parameter, access: .vfioDevice(name), helpers: helpers
        ).rewrite()
        try BodyEdits.add(body, to: function, title: title, &builder)
    }

    private func drop(_ function: SyntaxNode, _ builder: inout PlanBuilder) throws(Refusal) {
        for head in context.index.heads(of: function.name) {
            try builder.add(
                "O-03", "open and release that do nothing are deleted", in: head.file,
                [.delete(head.declarationWithComment)])
        }
    }
}

extension EmbedChecks {
    func firstDevice(of function: SyntaxNode) throws(Refusal) -> SyntaxNode {
        guard let parameter = function.parameters.first,
            CType.isPointer(parameter.canonicalType, toStruct: OldAPI.deviceRecord)
        else {
            throw refuse(
                "M-07", function, "\(function.name)() does not take a struct mdev_device * first",
                "convert this driver by hand; `mdevport scan` lists what has to change")
        }
        return parameter
    }
}
