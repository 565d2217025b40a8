// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import KernelLevels
import MdevUsage
import SourceText

/// A driver of the new API and the level that it is lifted to.
struct UpgradeContext {
    let usage: DriverUsage
    let devices: VFIODeviceUsage
    let source: KernelLevel
    let target: KernelLevel
    let taken: Set<String>
    /// What the driver's functions begin with: `mtty_`.
    let prefix: String

    var index: DriverIndex { usage.index }

    /// S is a branch of its own: of what came after it, it has nothing.
    var hasParentOps: Bool { target.tableNamesDriver }
    var hasDeviceSets: Bool { target.hasDeviceSets }
    var hasEmulated: Bool { target.registersEmulated }
    var isC0: Bool { target.order >= KernelLevel.C0.order }
    var isC1: Bool { target.order >= KernelLevel.C1.order }
    /// The mdev_driver has the type groups.
    var driverHasGroups: Bool { target.registersParentWithDriver }

    init(usage: DriverUsage, source: KernelLevel, target: KernelLevel) {
        self.usage = usage
        self.source = source
        self.target = target
        let devices = VFIODeviceUsage(usage.index)
        self.devices = devices
        taken = usage.index.takenNames
        var names = devices.deviceOps.flatMap { $0.members.compactMap(\.function) }
        names += devices.drivers.flatMap { $0.members.compactMap(\.function) }
        let common = DriverNames.commonPrefix(of: names)
        prefix = common.isEmpty ? DriverNames.prefix(of: usage) : common
    }

    /// A name that nothing in the driver has.
    func free(_ wishes: String...) -> String {
        for wish in wishes where !taken.contains(wish) { return wish }
        var number = 2
        while taken.contains("\(wishes[0])\(number)") { number += 1 }
        return "\(wishes[0])\(number)"
    }

    func refuse(_ rule: RuleID, _ node: SyntaxNode, _ message: String, _ advice: String) -> Refusal {
        Refusal(rule: rule, path: node.file.path, position: node.position, message: message, advice: advice)
    }

    func review(
        _ rule: RuleID, _ node: SyntaxNode, _ message: String, _ reason: String, _ choices: [String]
    ) -> ReviewItem {
        ReviewItem(
            rule: rule, path: node.file.path, position: node.position, message: message, reason: reason,
            choices: choices)
    }

    /// All token lists of the driver's own files, each file once.
    var files: [TokenList] {
        var seen: Set<String> = []
        return index.units.flatMap(\.tree.files).filter { seen.insert($0.file.path).inserted }
    }

    func isInactive(_ range: SourceRange, in path: String) -> Bool {
        index.units.first { $0.tree.tokens(ofFile: path) != nil }?.isInactive(range, in: path) ?? false
    }

    /// All tokens of active code and of macro definitions that read as a word.
    func tokens(reading word: String) -> [(list: TokenList, position: Int)] {
        files.flatMap { list in
            list.tokens.indices.filter { position in
                list.tokens[position].kind == .identifier && list.tokens[position].range.count == word.utf8.count
                    && list.text(at: position) == word
                    && !isInactive(list.tokens[position].range, in: list.file.path)
            }.map { (list, $0) }
        }
    }

    /// The name token of what a call calls, nil inside macros.
    func calleeName(_ call: SyntaxNode) -> SourceRange? {
        guard let callee = call.callee, callee.kind == .reference, !callee.isFromMacro else { return nil }
        return callee.range
    }
}
