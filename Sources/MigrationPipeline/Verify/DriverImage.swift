// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelLevels
import KernelShims
import Machine

/// A driver ready to be executed at its level, any number of times.
struct DriverImage: Sendable {
    let program: Program
    let level: KernelLevel
    let messages: [String]

    /// - Throws: `InputError` for files that clang does not take.
    init(_ requests: [ParseRequest], level: KernelLevel) throws(InputError) {
        self.level = level
        var modules: [IRModule] = []
        var messages: [String] = []
        for request in requests {
            do {
                let module = try IRModule.emit(EmissionRequest(request).withDynamicDebug())
                if !module.missingIncludes.isEmpty {
                    messages.append(
                        "\(request.path): taken as empty, found nowhere: "
                            + module.missingIncludes.joined(separator: ", "))
                }
                modules.append(module)
            } catch {
                throw InputError(error.message)
            }
        }
        self.messages = messages
        do { program = try Program.build(modules, interface: KernelFunctions.interface.withStorePoints()) } catch {
            throw InputError(error.text)
        }
    }

    func run(failing number: Int? = nil) throws(InputError) -> ModelRun {
        try ModelRun(program, level: level, failures: number.map { FailurePlan(numbers: [$0]) } ?? .none)
    }
}
