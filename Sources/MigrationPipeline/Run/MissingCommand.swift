// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelShims
import Machine

/// Lists what C files want of a kernel and do not get from the machine, without running them, and which of it stand-ins
/// would provide.
public struct MissingCommand: Sendable {
    public var settings: InputSettings
    public var takesStandIns = true

    public init(settings: InputSettings) { self.settings = settings }

    /// - Throws: `InputError` for files and flags that make no sense.
    public func run() throws(InputError) -> CommandOutput {
        var times = StageTimes()
        let emission = try DriverEmission(settings, times: &times)
        let survey: ProgramSurvey
        do {
            survey = try Program.survey(emission.modules, interface: KernelFunctions.interface)
        } catch {
            guard case .unsupported(let unsupported) = error else { throw InputError("\(error)") }
            throw InputError(unsupported.what)
        }
        var (lines, isComplete) = ("", true)
        for entry in survey.missing {
            lines += entry.line
            if let standIn = provider(of: entry) {
                lines += "; the stand-in \(standIn.name) provides it"
            } else {
                isComplete = false
            }
            lines += "\n"
        }
        return CommandOutput(bytes: Array(lines.utf8), messages: emission.messages, exitStatus: isComplete ? 0 : 2)
    }

    private func provider(of entry: ProgramSurvey.Entry) -> StandIn? {
        guard takesStandIns, entry.kind == .function else { return nil }
        return StandIn.bundled.first { $0.functions.contains(entry.name) }
    }
}

extension ProgramSurvey.Entry {
    /// "mtty.c:120:4: the function eventfd_signal(), i64(ptr, i64), in mtty_trigger_interrupt(); 2 uses".
    var line: String {
        var text = "\(position.map(\.description) ?? "an initial value"): "
        switch kind {
        case .function: text += "the function \(name)(), \(type)"
        case .declaration: text += name
        case .variable: text += "the variable \(name)"
        case .code: text += name
        }
        text += ", in \(user)"
        if user != origin { text += " for \(origin)" }
        return uses > 1 ? text + "; \(uses) uses" : text
    }
}
