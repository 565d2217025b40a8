// SPDX-License-Identifier: Apache-2.0
import KernelLevels
import Machine
import SourceText

/// The files of a command line as clang's modules.
struct DriverEmission {
    var modules: [IRModule] = []
    /// Whose headers the files see; the first file's.
    var level: KernelLevel?
    var messages: [String] = []

    /// - Throws: `InputError` for files that cannot be read or do not compile.
    init(_ settings: InputSettings, times: inout StageTimes) throws(InputError) {
        // A shell's pattern may name a file once more.
        var seen: Set<String> = []
        for path in settings.paths {
            guard seen.insert(PathText.absolute(path, in: settings.workingDirectory)).inserted else { continue }
            let plan = try EmissionPlan(file: path, settings: settings)
            messages += plan.warnings
            if level == nil { level = plan.level }
            times.next()
            let module: IRModule
            do { module = try IRModule.emit(plan.request) } catch { throw InputError(error.message) }
            times.end("emit \(path)")
            if !module.missingIncludes.isEmpty {
                messages.append(
                    "\(path): taken as empty, found nowhere: \(module.missingIncludes.joined(separator: ", "))")
            }
            modules.append(module)
        }
    }
}
