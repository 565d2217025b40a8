// SPDX-License-Identifier: Apache-2.0
import CSyntax
import MdevUsage

/// What calls of a driver are about: which functions are worth looking into, what macros they stand in, which drivers of
/// buses bring parents.
struct DriverCalls: Sendable {
    let index: DriverIndex
    let device: VFIODeviceUsage
    let graph: ReferenceGraph
    /// Functions of the driver whose calls are followed.
    private(set) var followed: Set<String> = []
    /// Conditions that are asked more than once, as they are written.
    let repeated: Set<String>
    /// By file and start: the name of the outermost macro that is used there.
    private var macros: [String: [Int: MacroUse]] = [:]
    private var busDrivers: [String: Bool] = [:]

    init(_ index: DriverIndex) {
        self.index = index
        device = VFIODeviceUsage(index)
        graph = ReferenceGraph(index)
        var counts: [String: Int] = [:]
        for node in index.nodes(.ifStatement) {
            for part in Self.parts(of: node.condition) { counts[part, default: 0] += 1 }
        }
        repeated = Set(counts.filter { $0.value > 1 }.keys)
        for use in index.units.flatMap(\.macroUses) {
            let known = macros[use.path]?[use.range.start]
            if (known?.range.count ?? 0) < use.range.count { macros[use.path, default: [:]][use.range.start] = use }
        }
        for (name, variable) in index.variables where variable.canonicalType.contains("_driver") {
            busDrivers[name] =
                variable.recordName != "mdev_driver"
                && ["mdev_register_device", "mdev_register_parent"].contains { graph.reaches(name, $0) }
        }
        findFollowed()
    }

    private static func parts(of condition: SyntaxNode?) -> [String] {
        guard let plain = condition?.unwrapped else { return [] }
        if ["&&", "||", "!"].contains(plain.operatorText) { return plain.children.flatMap { parts(of: $0) } }
        return [plain.text]
    }

    /// The macro whose expansion a node is.
    func macro(of node: SyntaxNode) -> MacroUse? {
        guard node.isFromMacro else { return nil }
        return macros[node.file.path]?[node.range.start]
    }

    /// Whether an argument is the driver of a bus whose devices become parents.
    func isBusDriver(_ node: SyntaxNode) -> Bool {
        Places.base(node).map { busDrivers[$0.name] ?? false } ?? false
    }

    /// A function that is called through a pointer or defined in a file that is not at hand, and is given a struct of
    /// the driver's own.
    func takesState(_ call: SyntaxNode) -> Bool {
        guard call.calledName.map({ index.functions[$0] == nil && KnownCall.named($0) == nil }) ?? true,
            let type = call.callee?.canonicalType
        else { return false }
        return device.embeddings.contains { type.contains("struct \($0.record) *") }
    }

    private mutating func findFollowed() {
        var callers: [String: Set<String>] = [:]
        var queue: [String] = []
        for (name, function) in index.functions {
            var isOfInterest = device.embedding(pointedToBy: function.canonicalType) != nil
            for node in function.subtree where node.kind == .call {
                guard let called = node.calledName else {
                    isOfInterest = isOfInterest || takesState(node)
                    continue
                }
                callers[called, default: []].insert(name)
                if KnownCall.named(called) != nil || takesState(node) { isOfInterest = true }
            }
            if !isOfInterest {
                isOfInterest = function.descendants(.unary, .assignment).contains { node in
                    ["++", "--", "+=", "-="].contains(node.operatorText)
                        && node.children.first.map { Places.base($0).map(Places.isGlobal) ?? false } ?? false
                }
            }
            if isOfInterest, followed.insert(name).inserted { queue.append(name) }
        }
        while let name = queue.popLast() {
            for caller in callers[name] ?? []
            where index.functions[caller] != nil && followed.insert(caller).inserted { queue.append(caller) }
        }
    }
}
