// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// Where the attributes go that the mdev core added to the parent device, M-13 and C-04.
struct ParentGroups {
    enum Place {
        /// In front of `device_register(&X)` of the parent: the device's own groups.
        case device(call: SyntaxNode, device: String)
        /// A bus driver's probe registers the device it got: they come and go with the binding.
        case binding([RegistrationSite])
        /// Whoever makes the parent is not seen: they come before it is registered, and go after that.
        case registration([RegistrationSite], [RegistrationSite])
    }

    let usage: DriverUsage
    /// The value of `.dev_attr_groups`.
    let groups: SyntaxNode
    /// nil where none is seen.
    let place: Place?

    init(_ usage: DriverUsage, groups: SyntaxNode) {
        let search = ParentPlaces(usage: usage, groups: groups)
        self.usage = usage
        self.groups = groups
        place = search.place
    }

    static let title = "the parent's attributes become the parent's own groups"

    var edits: [(file: SourceFile, edit: TextEdit)] {
        switch place {
        case .device(let call, let device):
            let statement = call.enclosingStatement
            let text = "\(statement.indentation)\(device).groups = \(groups.text);\n"
            return [(call.file, .insert(text, at: call.file.startOfLine(at: statement.range.start)))]
        case .binding(let sites): return sites.flatMap { added($0, by: "devm_device_add_groups") }
        case .registration(let sites, let ends):
            return sites.flatMap { added($0, by: "device_add_groups") } + ends.compactMap(removed)
        case nil: return keepingQuiet.map { [$0] } ?? []
        }
    }

    private func added(_ site: RegistrationSite, by function: String) -> [(SourceFile, TextEdit)] {
        let call = site.call
        guard let parent = site.parent, let holder = call.parent else { return [] }
        let isWhole = [.returnStatement, .assignment, .variable].contains(holder.kind)
        let text = "\(isWhole ? "" : "(")\(function)(\(parent.text), \(groups.text)) ?:\n\(call.indentation)\t"
        let front = (call.file, TextEdit.insert(text, at: call.range.start))
        return isWhole ? [front] : [front, (call.file, .insert(")", at: call.range.end))]
    }

    private func removed(_ site: RegistrationSite) -> (SourceFile, TextEdit)? {
        guard let parent = site.parent else { return nil }
        let statement = site.call.enclosingStatement
        let end = site.call.file.endOfLine(at: statement.rangeWithSemicolon.end - 1)
        let text = "\(statement.indentation)device_remove_groups(\(parent.text), \(groups.text));\n"
        return (site.call.file, .insert(text, at: end))
    }

    /// What a person has to decide; nil where the parent's maker is seen.
    func review(_ rule: RuleID, _ path: String, _ position: LineColumn) -> ReviewItem? {
        let give = "set the groups where the parent is made (struct device.groups, the class's or driver's dev_groups)"
        switch place {
        case .device, .binding: return nil
        case .registration:
            return ReviewItem(
                rule: rule, path: path, position: position,
                message: "\(groups.text) is added to the parent device when that is registered with mdev",
                reason:
                    "who makes the parent device is not seen; when the registration fails, the groups stay as long as it",
                choices: [
                    "leave it so where the parent goes when its registration fails", give,
                    "drop the attributes when nobody reads them",
                ])
        case nil:
            return ReviewItem(
                rule: rule, path: path, position: position,
                message: "\(groups.text) was added to the parent device and no longer is",
                reason: "who owns the parent device, and may give it groups, is not seen in this driver",
                choices: [
                    give,
                    "call device_add_groups() before mdev_register_device() and device_remove_groups() after unregistering",
                    "drop the attributes when nobody reads them",
                ])
        }
    }

    /// Until that is decided nothing names the groups, and the compiler need not say so.
    private var keepingQuiet: (SourceFile, TextEdit)? {
        let value = groups.unwrapped
        guard value.kind == .reference, let variable = usage.index.variables[value.name],
            variable.isStatic, !variable.text.contains("__maybe_unused"),
            usage.index.nodes(.reference).filter({ $0.declaration == value.declaration }).count == 1,
            let name = variable.nameRange
        else { return nil }
        let tokens = variable.tokens
        var index = tokens.index(atOrAfter: name.end)
        while tokens.token(index, is: "["), let close = tokens.closing(of: index) { index = close + 1 }
        return (variable.file, .insert(" __maybe_unused", at: tokens.tokens[index - 1].range.end))
    }
}

/// Looks for where they may go.
private struct ParentPlaces {
    let usage: DriverUsage
    let groups: SyntaxNode

    /// nil where none is seen.
    var place: ParentGroups.Place? {
        if let (call, device) = deviceRegistration { return .device(call: call, device: device) }
        let sites = usage.registrations
        guard !sites.isEmpty, usage.tables.count == 1 || groups.enclosingFunction != nil else { return nil }
        // A table that is filled in a function belongs to the registration there.
        let function = groups.enclosingFunction?.name
        let behind = sites.filter { $0.function == function && $0.call.range.start > groups.range.start }
        let own = function == nil ? sites : Array(behind.prefix(1))
        guard !own.isEmpty, own.allSatisfy(isPossible) else { return nil }
        if own.allSatisfy(isBound) { return .binding(own) }
        let ends = usage.unregistrations
        guard function == nil, !ends.isEmpty, ends.allSatisfy(isPossible) else { return nil }
        return .registration(own, ends)
    }

    /// The parent is the device that a bus driver's probe was called for.
    private func isBound(_ site: RegistrationSite) -> Bool {
        guard case .busDriver(let driver) = site.reach else { return false }
        if groups.enclosingFunction != nil { return true }
        guard let probe = usage.index.functions[site.function], let device = probe.parameters.first,
            let table = usage.index.variables[driver],
            table.subtree.contains(where: { $0.kind == .reference && $0.name == probe.name })
        else { return false }
        return site.parent?.subtree.contains { $0.declaration == device.declaration } ?? false
    }

    /// The groups are known there, and the parent is named by something that can be said twice.
    private func isPossible(_ site: RegistrationSite) -> Bool {
        guard let parent = site.parent, !site.call.isFromMacro, site.call.file.path == groups.file.path else {
            return false
        }
        let isRepeatable = parent.subtree.allSatisfy {
            ![.call, .assignment].contains($0.kind) && !$0.text.contains("++")
        }
        return isRepeatable && isDeclared(before: site.call)
    }

    private func isDeclared(before call: SyntaxNode) -> Bool {
        guard groups.enclosingFunction == nil else { return true }
        let value = groups.unwrapped
        guard value.kind == .reference, let variable = usage.index.variables[value.name],
            variable.file.path == groups.file.path
        else { return false }
        return variable.range.start < call.range.start
    }

    /// `device_register(&X)` or `device_add(&X)` of the device that becomes the parent, with X as text.
    private var deviceRegistration: (SyntaxNode, String)? {
        guard let parent = usage.registrations.first?.parent?.text, parent.hasPrefix("&") else { return nil }
        let device = String(parent.dropFirst())
        let taken = usage.index.nodes(.assignment).contains { $0.left?.text == device + ".groups" }
        guard !taken else { return nil }
        for call in usage.index.calls("device_register", "device_add") where call.arguments.first?.text == parent {
            return (call, device)
        }
        return nil
    }
}
