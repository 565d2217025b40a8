// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// The conditions of embedding, one by one. Each that fails says what it saw and where.
struct EmbedChecks {
    let usage: DriverUsage
    private var index: DriverIndex { usage.index }

    func refuse(_ rule: RuleID, _ node: SyntaxNode, _ message: String, _ advice: String) -> Refusal {
        Refusal(
            rule: rule, path: node.file.path, position: node.position, message: message, advice: advice)
    }

    static let byHand = "convert this driver by hand; `mdevport scan` lists what has to change"

    /// Whatever owns a vfio_device needs symbols that are exported to GPL modules only, at every level.
    func licenceAllows() throws(Refusal) {
        guard let licence = usage.licence, !licence.isGPLCompatible else { return }
        throw Refusal(
            rule: "M-28", path: licence.path, position: licence.position,
            message: """
                the module's licence is "\(licence.text)", and vfio_init_group_dev(), vfio_register_group_dev() and \
                vfio_unregister_group_dev() are exported to GPL modules only
                """,
            advice: "a converted module could not be loaded; the licence is its owner's to decide")
    }

    func singleTable() throws(Refusal) -> OpsTable {
        let old = usage.tables.filter { $0.member("device_driver") == nil }
        guard let table = old.first(where: \.isRegistered) ?? old.first else {
            let node = usage.registrations.first?.call ?? index.declarations.first
            guard let node else {
                throw Refusal(
                    rule: RuleID("M-16"), path: index.units.first?.mainPath ?? usage.name,
                    position: LineColumn(line: 1, column: 1), message: "no ops table is seen in this driver",
                    advice: Self.byHand)
            }
            throw refuse(
                "M-16", node, "no struct mdev_parent_ops is seen in this driver",
                "name the file that defines the table on the command line, too")
        }
        if old.count > 1 {
            throw refuse("M-16", old[1].node, "the driver has \(old.count) ops tables", Self.byHand)
        }
        switch table.storage {
        case .constantVariable, .mutableVariable: break
        default:
            throw refuse(
                "M-16", table.node, "the ops table \(table.name) is \(table.storage.description)", Self.byHand)
        }
        if table.isMadeByMacro {
            throw refuse(
                "M-16", table.node, "the ops table \(table.name) is made by a macro",
                "write the table out by hand, then convert again")
        }
        if table.isThroughTypedef {
            throw refuse("M-16", table.node, "the type of the ops table \(table.name) is a typedef", Self.byHand)
        }
        if let late = table.members.first(where: \.isAssignment) {
            throw refuse("M-16", late.node, "the ops table \(table.name) is changed at run time", Self.byHand)
        }
        if !table.isStatic {
            throw refuse("M-16", table.node, "the ops table \(table.name) is visible to other files", Self.byHand)
        }
        if table.node.initialiser == nil {
            throw refuse("M-16", table.node, "the ops table \(table.name) has no initialiser", Self.byHand)
        }
        if !table.isRegistered {
            throw refuse(
                "M-17", table.node, "no call of mdev_register_device() with \(table.name) is seen", Self.byHand)
        }
        return table
    }

    func callback(_ member: String, of table: OpsTable) throws(Refusal) -> SyntaxNode {
        let rule: RuleID = member == "create" ? "M-02" : "M-05"
        guard let name = table.function(member) else {
            throw refuse(rule, table.node, "\(table.name) has no .\(member)", Self.byHand)
        }
        guard let function = index.functions[name] else {
            throw refuse(
                rule, table.member(member)?.node ?? table.node, "\(name)() is not defined in the files at hand",
                "name the file that defines it on the command line, too")
        }
        guard function.nameRange != nil else {
            throw refuse(rule, function, "\(name)() is made by a macro", Self.byHand)
        }
        return function
    }

    func deviceParameter(of function: SyntaxNode) throws(Refusal) -> SyntaxNode {
        guard let parameter = function.parameters.last,
            CType.isPointer(parameter.canonicalType, toStruct: OldAPI.deviceRecord)
        else {
            throw refuse(
                "M-02", function, "\(function.name)() does not take a struct mdev_device *", Self.byHand)
        }
        return parameter
    }

    /// What is rewritten has to be laid out in lines: declarations and members are added as lines of their own.
    func isLaidOut(_ functions: [SyntaxNode], table: OpsTable) throws(Refusal) {
        for function in functions {
            guard function.nameRange != nil else {
                throw refuse(
                    "M-07", function, "the head of \(function.name)() is made by a macro",
                    "write the head out, then convert again")
            }
            guard let body = function.body, !body.children.isEmpty else { continue }
            let file = function.file
            if file.line(at: body.range.start) == file.line(at: body.children[0].range.start) {
                throw refuse(
                    "M-07", function, "\(function.name)() is written on one line",
                    "put its statements on lines of their own, then convert again")
            }
            guard let list = Signatures.listRange(of: function) else { continue }
            let areInside = function.parameters.allSatisfy { list.contains($0.range) }
            let hasComment = function.tokens.comments.contains { list.contains($0) }
            if !areInside || (hasComment && function.parameters.count > 1) {
                throw refuse(
                    "M-07", function,
                    "the parameters of \(function.name)() are laid out in a way that is not rewritten",
                    areInside ? "move the comment out of the list" : "give the function a prototype's head")
            }
        }
        if let list = table.node.initialiser, let first = list.children.first,
            list.file.line(at: list.range.start) == list.file.line(at: first.range.start)
                || list.file.line(at: list.range.end - 1)
                    == list.file.line(at: list.children[list.children.count - 1].range.end)
        {
            throw refuse(
                "M-16", table.node, "the ops table \(table.name) is written on one line",
                "put its members on lines of their own, then convert again")
        }
    }

    /// What is rewritten stands in the table's own file; other files of the module may use the state and its members.
    func areInOneFile(_ functions: [SyntaxNode], _ file: SourceFile) throws(Refusal) {
        guard let other = functions.first(where: { $0.file.path != file.path }) else { return }
        throw refuse(
            "M-07", other, "\(other.name)() stands in another file than the ops table",
            "move it to the table's file, then convert again")
    }

    /// A macro's text is not rewritten, so it may not hold what goes.
    func noMacroDefinitions() throws(Refusal) {
        let words: [StaticString] = [
            "mdev_get_drvdata", "mdev_set_drvdata", "mdev_parent_ops", "mdev_register_device", "mdev_unregister_device",
        ]
        for list in index.units.flatMap(\.tree.files) {
            for position in list.tokens.indices where list.tokens[position].isInDirective {
                guard let word = words.first(where: { list.token(position, is: $0) }) else { continue }
                throw Refusal(
                    rule: "M-26", path: list.file.path,
                    position: list.file.position(of: list.tokens[position].range.start),
                    message: "\(word) stands in a macro",
                    advice: "write the macro out where it is used (or delete it), then convert again")
            }
        }
    }

    /// Branches for other kernels have to be converted, or pruned, together with the active one.
    func noOtherBranches() throws(Refusal) {
        guard let branch = InactiveBranches.find(in: index).first else { return }
        throw Refusal(
            rule: "M-16", path: branch.path, position: branch.position,
            message:
                "an inactive #if branch uses \(branch.word), too: the driver serves kernels of more than one level",
            advice: "keep the branch that fits the target, or convert the branches by hand")
    }

    /// What an `#if` leaves out of a function that is rewritten may not use what the function loses.
    func noInactiveUses(_ functions: [SyntaxNode]) throws(Refusal) {
        let api: Set<String> = [
            "mdev_dev", "mdev_parent_dev", "mdev_uuid", "mdev_from_dev", "mdev_get_drvdata", "mdev_set_drvdata",
        ]
        for function in functions {
            guard let unit = index.parse(of: function) else { continue }
            let path = function.file.path
            var names = api.union(OldAPI.freers)
            for parameter in function.parameters {
                let type = parameter.canonicalType
                if ["mdev_device", "kobject", "device"].contains(where: { CType.isPointer(type, toStruct: $0) }) {
                    names.insert(parameter.name)
                }
            }
            for statement in function.descendants(.returnStatement) {
                if let value = statement.children.first?.unwrapped, value.kind == .reference {
                    names.insert(value.name)
                }
            }
            for range in unit.inactive[path] ?? [] where function.range.overlaps(range) {
                for position in function.tokens.indices(in: range) {
                    let token = function.tokens.tokens[position]
                    guard token.kind == .identifier, !token.isInDirective, names.contains(function.tokens.text(token))
                    else {
                        continue
                    }
                    throw Refusal(
                        rule: "M-07", path: path, position: function.file.position(of: token.range.start),
                        message: "an inactive #if branch of \(function.name)() uses \(function.tokens.text(token))",
                        advice: "define what the #if asks for with -D NAME, or convert the branches by hand")
                }
            }
        }
    }

    /// A member of the table that an `#if` leaves out is bound to a function of the old kind all the same.
    func noInactiveMembers(_ table: OpsTable) throws(Refusal) {
        guard let unit = index.parse(of: table.node) else { return }
        let path = table.node.file.path
        for range in unit.inactive[path] ?? [] where range.overlaps(table.node.range) {
            let words = table.node.tokens.indices(in: range).map { table.node.tokens.tokens[$0] }
            guard let first = words.first(where: { !$0.isInDirective }) else { continue }
            throw Refusal(
                rule: "M-10", path: path, position: table.node.file.position(of: first.range.start),
                message: "a member of \(table.name) stands in an #if branch that is left out here",
                advice: "define what the #if asks for with -D NAME, or convert the branches by hand")
        }
    }

    /// Uses of the table or its members other than registering it.
    func noForeignUses() throws(Refusal) {
        if let call = index.calls["vfio_register_group_dev"]?.first {
            throw refuse(
                "M-04", call, "the driver already registers a vfio_device of its own",
                "convert what is left of the old API by hand")
        }
    }
}
