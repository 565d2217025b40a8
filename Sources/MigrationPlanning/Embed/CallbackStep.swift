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
        let missing = ["open", "release"].filter { context.table.function($0) == nil }
        // Opening failed without .open. Where the core takes its absence for success, only a stub keeps that so.
        stubs = context.needsOpenAndRelease ? missing : missing.filter { $0 == "open" }
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
            if dropped.contains(member) {
                try drop(function, &builder)
                continue
            }
            try convert(function, member: member, &builder)
        }
        try ModuleReferences(context).plan(&builder)
        reviewOpen(&builder)
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

    /// What a second open of the same device means changes with 5.15; who counts opens has to know.
    private func reviewOpen(_ builder: inout PlanBuilder) {
        let checks = EmbedChecks(usage: context.usage)
        if stubs.contains("open") {
            let place = context.table.node
            builder.review(
                ReviewItem(
                    rule: "M-11", path: place.file.path, position: place.position,
                    message: "\(context.table.name) had no .open: opening such a device failed with -EINVAL",
                    reason: "whether users were ever meant to open the device is not written in the driver",
                    choices: [
                        "keep the generated stub that returns -EINVAL: nothing changes for users",
                        "let the stub return 0: the device can be opened from now on",
                    ]))
        }
        guard context.hasDeviceSets, let name = context.table.function("open"), !dropped.contains("open"),
            let open = context.index.functions[name], let place = checks.countsOpens(open)
        else { return }
        builder.review(
            ReviewItem(
                rule: "O-05", path: place.file.path, position: place.position,
                message: "\(name)() counts, or refuses a second open",
                reason: "from 5.15 on it is called for the first open only; later opens succeed without it",
                choices: [
                    "delete the counter: the core counts now",
                    "keep it where it guards something other than opening",
                ]))
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

    /// The place where an open callback counts, or refuses a second open.
    func countsOpens(_ open: SyntaxNode) -> SyntaxNode? {
        for node in open.subtree {
            if node.kind == .unary, ["++", "--"].contains(node.operatorText) { return node }
            if node.kind == .assignment, ["+=", "-="].contains(node.operatorText) { return node }
            if let name = node.calledName,
                name.hasPrefix("atomic_") || name.hasPrefix("refcount_") || name.hasPrefix("test_and_set_bit")
            {
                return node
            }
            if node.kind == .returnStatement, let code = node.children.first?.text,
                ["-EBUSY", "-EEXIST", "-EALREADY"].contains(code)
            {
                return node
            }
        }
        return nil
    }
}
