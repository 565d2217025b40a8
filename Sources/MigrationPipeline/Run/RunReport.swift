// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine

/// What a run prints.
struct RunReport {
    /// Places in files below this folder are shown from there.
    private let folder: String
    private(set) var bytes: [UInt8] = []
    var exitStatus: Int32 = 0
    /// Calls that have returned.
    private(set) var callCount = 0

    init(folder: String) { self.folder = folder }

    mutating func run(
        _ calls: [CallExpression], _ session: inout CallSession, traces: Bool, isHosted: Bool
    ) throws {
        for call in calls {
            let machine = session.machine
            let seen = machine.events.count
            if !isHosted { line("call \(call.text)") }
            let outcome: Result<CallOutcome, Stop>
            let log = traces ? TraceLog(machine) : nil
            do {
                outcome = .success(try session.perform(call))
            } catch let stop as Stop {
                outcome = .failure(stop)
            }
            machine.onKernelCall = nil
            machine.onEvent = nil
            if let log {
                for text in log.lines { line("  " + text) }
            } else {
                for event in machine.events[seen...] { append(event, isHosted: isHosted) }
            }
            switch outcome {
            case .success(let outcome):
                callCount += 1
                if !isHosted {
                    line("-> \(outcome.text)")
                } else {
                    exitStatus = Int32(truncatingIfNeeded: outcome.value & 0xff)
                }
            case .failure(let stop):
                stopped(stop)
                return
            }
        }
    }

    /// Sets the module's parameters; what the kernel says of them comes first. One that is not taken ends the run.
    mutating func set(_ parameters: String, _ kernel: Kernel, _ machine: Machine) throws {
        line("parameters \(parameters)")
        var refusal: Errno?
        do {
            try kernel.setParameters(parameters, of: try kernel.module(machine), machine)
        } catch let errno as Errno {
            refusal = errno
        }
        for event in machine.events { append(event, isHosted: false) }
        if let refusal { throw InputError("the module does not take its parameters: -\(refusal)") }
    }

    /// What is left when all calls have returned.
    mutating func leaks(_ machine: Machine) {
        for object in machine.memory.unreleased {
            place("leak: \(object.summary) allocated at \(object.allocated.first?.text ?? "?")")
            frames(Array(object.allocated.dropFirst()), "  at")
        }
        for text in (machine.kernel as? Kernel)?.registrations(machine) ?? [] { line("still registered: \(text)") }
    }

    /// Text that is complete with its line ends.
    mutating func text(_ text: String) { bytes += Array(text.utf8) }

    private mutating func line(_ text: String) { bytes += Array(text.utf8) + [10] }

    private mutating func append(_ event: MachineEvent, isHosted: Bool) {
        if case .output(let text) = event { bytes += text } else { line("  \(event.line)") }
    }

    mutating func stopped(_ stop: Stop) {
        switch stop {
        case .exit(let status): exitStatus = status
        case .abandoned: break
        case .fault(let fault):
            exitStatus = 1
            place(Headline(fault.stack, "fault: \(fault.kind.rawValue): \(fault.message)").text)
            frames(fault.stack, "  at")
            guard let object = fault.object else { return }
            if !object.allocated.isEmpty {
                line("  \(object.summary) was allocated")
                frames(object.allocated, "    at")
            }
            if let released = object.released, !released.isEmpty {
                line("  and released")
                frames(released, "    at")
            }
        case .unsupported(let unsupported):
            exitStatus = 2
            place(Headline(unsupported.stack, "unsupported: \(unsupported.what)").text)
            frames(unsupported.stack, "  at")
        }
    }

    private mutating func frames(_ frames: [StackFrame], _ word: String) {
        for frame in frames { place("\(word) \(frame.text)") }
    }

    /// A line of ours that names places.
    private mutating func place(_ text: String) {
        guard folder != "/" else { return line(text) }
        let prefix = folder + "/"
        var result = ""
        var rest = text[...]
        while let range = rest.firstRange(of: prefix) {
            result += rest[..<range.lowerBound]
            // Not where the folder's name is the middle of another's.
            if let last = result.last, last != " ", last != "(" { result += prefix }
            rest = rest[range.upperBound...]
        }
        line(result + rest)
    }
}

extension StackFrame {
    /// Variables of a function are made at its start, which has no line of its own.
    fileprivate var text: String { position.line == 0 ? function : "\(function) (\(position))" }
}

extension MachineEvent {
    var line: String {
        switch self {
        case .message(let level, let text): "kmsg \(level) \(text)"
        case .output(let bytes): String(decoding: bytes, as: UTF8.self)
        case .injected(let function, let number): "\(function)() fails (call \(number) of those that can)"
        case .note(let text): text
        }
    }
}

/// Calls of kernel functions and events in the order in which they happen.
final class TraceLog {
    private(set) var lines: [String] = []

    init(_ machine: Machine) {
        machine.onEvent = { [unowned self] event in self.lines.append(event.line) }
        machine.onKernelCall = { [unowned self, unowned machine] call in
            let arguments = zip(call.arguments, call.isUndefined).map { $1 ? "?" : Self.text($0, machine) }
            self.lines.append("\(call.name)(\(arguments.joined(separator: ", "))) = \(Self.text(call.result, machine))")
        }
    }

    static func text(_ value: UInt64, _ machine: Machine) -> String {
        if value < 1 << 32 { return value < 4096 ? "\(value)" : "0x" + String(value, radix: 16) }
        if value > UInt64.max - 4095 { return "\(Int64(bitPattern: value))" }
        if let name = machine.name(of: value) { return name }
        // A string literal has no name, but what it says.
        if machine.isConstant(value), let bytes = try? machine.memory.cString(at: value, limit: 60) {
            return quoted(bytes)
        }
        return "0x" + String(value, radix: 16)
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        var text = "\""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case "\"", "\\": text += "\\\(scalar)"
            case _ where scalar.value < 32:
                text += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + (bytes.count == 60 ? "\"..." : "\"")
    }
}
