// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelLevels
import KernelShims
import Machine

/// A driver ready to be executed at its level, any number of times.
struct DriverImage: Sendable {
    let program: Program
    /// Of the driver's own functions.
    let coverage: CoverageMap
    let level: KernelLevel
    let messages: [String]
    /// Modules that stand for others of the kernel, and who uses them.
    private let standIns: [String]
    private let uses: [String: Set<String>]

    /// - Parameter name: of the module, whatever its files say.
    /// - Throws: `InputError` for files that clang does not take.
    init(_ requests: [ParseRequest], level: KernelLevel, named name: String? = nil, _ settings: InputSettings)
        throws(InputError)
    {
        self.level = level
        var times = StageTimes()
        let plans = requests.map { request in
            var plan = EmissionPlan(request, level: level)
            if let name { plan.request.arguments.append("-DKBUILD_MODNAME=\"\(name)\"") }
            return (request.path, plan)
        }
        let emission = try DriverEmission(plans, settings, standIns: StandInChoice(), times: &times)
        messages = emission.messages
        (standIns, uses) = (emission.standIns, emission.uses)
        let interface = KernelFunctions.interface.withStorePoints()
        do { program = try Program.build(emission.modules, interface: interface, coverage: true) } catch {
            throw InputError(error.text)
        }
        coverage = program.coverage.only { !$0.file.hasPrefix(StandInRequest.bundledFolder) }
    }

    /// - Parameter watches: note which locks are held at accesses to memory.
    func run(failing number: Int? = nil, watches: Bool = false) throws(InputError) -> ModelRun {
        let run = try ModelRun(
            program, level: level, standIns: standIns, uses: uses,
            failures: number.map { FailurePlan(numbers: [$0]) } ?? .none)
        if watches { run.machine.watchAccesses() }
        return run
    }
}
