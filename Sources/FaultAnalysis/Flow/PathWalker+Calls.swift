// SPDX-License-Identifier: Apache-2.0
import CSyntax

extension PathWalker {
    /// A call: its arguments, and then what the function does.
    mutating func call(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        var prepared: [([PathValue], PathState)] = [([], state)]
        for argument in node.arguments {
            prepared = prepared.flatMap { values, state in
                evaluate(argument, state).map { (values + [$0.0], $0.1) }
            }
        }
        return prepared.flatMap { values, state in perform(node, values, state) }
    }

    private mutating func perform(
        _ node: SyntaxNode, _ values: [PathValue], _ state: PathState
    ) -> [(PathValue, PathState)] {
        var state = state
        let name = node.calledName ?? ""
        if let known = KnownCall.named(name) { return perform(known, node, values, state) }
        if let function = calls.index.functions[name] {
            if follows(name) { return enter(function, values, state) }
            // Too deep to be followed, or nothing in it; its result is a result.
            if calls.followed.contains(name) { state.add(.lose, name, node) }
            return [(.result(node), state)]
        }
        let driver = node.arguments.first { calls.isBusDriver($0) }
        if driver != nil {
            if name.contains("unregister") {
                state.add(.unregisterParent, name, node)
                return [(.unknown, state)]
            }
            if name.contains("register") { return fallible(node, .registerParent, name, state) }
        }
        if calls.takesState(node) { state.add(.lose, name, node) }
        return [(.result(node), state)]
    }

    private mutating func perform(
        _ known: KnownCall, _ node: SyntaxNode, _ values: [PathValue], _ state: PathState
    ) -> [(PathValue, PathState)] {
        var state = state
        let arguments = node.arguments
        func subject(_ position: Int) -> String? {
            arguments.indices.contains(position) ? Places.subject(arguments[position]) : nil
        }
        func note(_ kind: PathEvent.Kind, _ position: Int) {
            if let subject = subject(position) { state.add(kind, subject, node) }
        }
        switch known {
        case .allocates(let zeroed):
            var failed = state
            failed.add(.fail, node.calledName ?? "", node)
            state.add(.allocate, "", node)
            let isZeroed = zeroed || node.text.contains("__GFP_ZERO")
            return [(.object(isZeroed ? .zeroed : .unzeroed, node), state), (.zero, failed)]
        case .allocatesDevice: return allocateDevice(node, state)
        case .frees(let position):
            guard values.indices.contains(position) else { break }
            free(values[position], subject(position), node, &state)
        case .putsDevice: return putDevice(node, state)
        case .links(let position): note(.link, position)
        case .unlinks(let position): note(.unlink, position)
        case .raises(let position): note(.raise, position)
        case .lowers(let position): note(.lower, position)
        case .lowersIfPositive:
            var failed = state
            failed.add(.fail, node.calledName ?? "", node)
            note(.lower, 0)
            return [(.zero, state), (.nonzero, failed)]
        case .exchanges:
            let failed = state
            if arguments.count > 2, let sign = Self.sign(of: arguments[2]) { note(sign, 0) }
            return [(.nonzero, state), (.zero, failed)]
        case .device(let kind):
            if kind == .initialise, isReused(arguments.first, state) { note(.reuse, 0) }
            note(kind, 0)
        case .registersDevice: return fallible(node, .register, subject(0) ?? "", state)
        case .registersDriver: return fallible(node, .registerDriver, subject(0) ?? "", state)
        case .registersParent: return fallible(node, .registerParent, subject(0) ?? "", state)
        case .unregistersDriver: state.add(.unregisterDriver, subject(0) ?? "", node)
        case .unregistersParent: state.add(.unregisterParent, subject(0) ?? "", node)
        case .prepares: note(.prepare, 0)
        case .fills: if arguments.count > 1, arguments[1].integerValue == 0 { note(.clear, 0) }
        case .finds: return [(.object(.older, nil), state)]
        case .callsBack:
            let target = arguments.compactMap { calls.index.functions[$0.unwrapped.name] }.first
            if let target, follows(target.name) { return enter(target, [], state) }
        case .makesErrorPointer: return [(.errorPointer, state)]
        case .readsErrorPointer: return [(values.first == .object(.other, nil) ? .unknown : .nonzero, state)]
        }
        return [(.unknown, state)]
    }

    /// Whether a vfio_device stands in memory that this path neither got zeroed nor has filled with zeros.
    private func isReused(_ device: SyntaxNode?, _ state: PathState) -> Bool {
        guard let device, let base = Places.base(device), let subject = Places.subject(device) else { return false }
        let whole = Places.subject(base)
        if state.events.contains(where: { $0.kind == .clear && ($0.subject == subject || $0.subject == whole) }) {
            return false
        }
        switch value(of: base, state) {
        case .object(.unzeroed, _), .object(.older, _): return true
        case .unknown: return Places.isGlobal(base) && !base.canonicalType.contains("*")
        default: return false
        }
    }

    /// Does what it is to do and answers 0, or fails.
    private func fallible(
        _ node: SyntaxNode, _ kind: PathEvent.Kind, _ subject: String, _ state: PathState
    ) -> [(PathValue, PathState)] {
        var done = state
        done.add(kind, subject, node)
        var failed = state
        failed.add(.fail, node.calledName ?? "", node)
        return [(.zero, done), (.nonzero, failed)]
    }

    /// What was allocated on this path is known by its call, all else by where it stands.
    private func free(_ value: PathValue, _ subject: String?, _ node: SyntaxNode, _ state: inout PathState) {
        var name = subject
        switch value {
        case .object(_, let allocation?):
            let known = state.events.last { $0.kind == .allocate && $0.node == allocation }
            if let known, !known.subject.isEmpty { name = known.subject }
        case .content(let place): name = place
        case .zero: return
        default: break
        }
        if let name { state.add(.free, name, node) } else { state.add(.lose, node.calledName ?? "", node) }
    }

    /// `old - count` goes down, `old + count` up.
    private static func sign(of value: SyntaxNode) -> PathEvent.Kind? {
        switch value.unwrapped.operatorText {
        case "-": .lower
        case "+": .raise
        default: nil
        }
    }

    // MARK: From 6.1 on

    /// Allocates and calls `ops->init()`.
    private mutating func allocateDevice(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        var failed = state
        failed.add(.fail, "vfio_alloc_device", node)
        var made = state
        made.add(.allocate, "", node)
        var answers: [(PathValue, PathState)] = [(.errorPointer, failed)]
        guard let function = deviceCallback("init", node.arguments.last) else {
            return [(.object(.zeroed, node), made)] + answers
        }
        for (value, state) in enter(function, [], made) {
            if value == .nonzero || value == .errorPointer {
                var failed = state
                failed.add(.free, "", node)
                answers.append((.errorPointer, failed))
            } else {
                answers.insert((.object(.zeroed, node), state), at: 0)
            }
        }
        return answers
    }

    /// The last reference calls `ops->release()` and frees what the device stands in.
    private mutating func putDevice(_ node: SyntaxNode, _ state: PathState) -> [(PathValue, PathState)] {
        var answers: [(PathValue, PathState)] = [(.unknown, state)]
        if let function = deviceCallback("release", nil) { answers = enter(function, [], state) }
        let record = node.arguments.first.flatMap { argument -> String? in
            let plain = argument.unwrapped
            let member = plain.kind == .unary ? plain.children.first?.unwrapped : plain
            return member?.kind == .memberReference ? member?.owner : nil
        }
        return answers.map { _, state in
            var state = state
            if let record { state.add(.free, "struct \(record) *", node) } else { state.add(.lose, "", node) }
            return (.unknown, state)
        }
    }

    /// The function bound to a member of the ops that an argument names, or of the only ones.
    private func deviceCallback(_ member: String, _ ops: SyntaxNode?) -> SyntaxNode? {
        let name = ops.flatMap(Places.base)?.name
        let tables = calls.device.deviceOps
        let table = tables.first { $0.name == name } ?? (tables.count == 1 ? tables.first : nil)
        return table?.member(member)?.function.flatMap { calls.index.functions[$0] }
    }
}
