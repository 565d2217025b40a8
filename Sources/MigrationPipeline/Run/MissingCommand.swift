// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Machine

/// Lists what C files want of a kernel and do not get from the machine, without running them.
public struct MissingCommand: Sendable {
    public var settings: InputSettings

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
        let lines = survey.missing.map { $0.line + "\n" }.joined()
        return CommandOutput(
            bytes: Array(lines.utf8), messages: emission.messages, exitStatus: survey.missing.isEmpty ? 0 : 2)
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
