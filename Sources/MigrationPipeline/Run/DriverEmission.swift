// SPDX-License-Identifier: Apache-2.0
import KernelHeaders
import KernelLevels
import Machine
import SourceText

/// The files of a command line as clang's modules.
struct DriverEmission {
    /// Those of stand-ins come last.
    var modules: [IRModule] = []
    /// Whose headers the files see; the first file's.
    var level: KernelLevel?
    var messages: [String] = []
    /// Names of modules that are stand-ins, in the order of loading.
    private(set) var standIns: [String] = []
    /// For the name of a module those of the stand-ins that it uses.
    private(set) var uses: [String: Set<String>] = [:]

    private var plans: [EmissionPlan] = []

    /// - Parameter choice: nil takes no stand-ins at all.
    /// - Throws: `InputError` for files that cannot be read or do not compile.
    init(
        _ settings: InputSettings, standIns choice: StandInChoice? = nil, times: inout StageTimes
    ) throws(InputError) {
        // A shell's pattern may name a file once more.
        var seen: Set<String> = []
        var files: [(path: String, plan: EmissionPlan)] = []
        for path in settings.paths {
            guard seen.insert(PathText.absolute(path, in: settings.workingDirectory)).inserted else { continue }
            files.append((path, try EmissionPlan(file: path, settings: settings)))
        }
        try self.init(files, settings, standIns: choice, times: &times)
    }

    /// - Parameter files: with the paths as they are told.
    init(
        _ files: [(path: String, plan: EmissionPlan)], _ settings: InputSettings, standIns choice: StandInChoice?,
        times: inout StageTimes
    ) throws(InputError) {
        plans = files.map(\.plan)
        level = plans.first?.level
        for (path, plan) in files {
            messages += plan.warnings
            try emit(plan.request, path, &times)
        }
        if let choice { try addStandIns(choice, settings, &times) }
    }

    private mutating func emit(
        _ request: EmissionRequest, _ path: String, _ times: inout StageTimes
    ) throws(InputError) {
        times.next()
        let module: IRModule
        do { module = try IRModule.emit(request) } catch { throw InputError(error.message) }
        times.end("emit \(path)")
        if !module.missingIncludes.isEmpty {
            messages.append("\(path): taken as empty, found nowhere: \(module.missingIncludes.joined(separator: ", "))")
        }
        modules.append(module)
    }

    // MARK: Stand-ins

    /// A stand-in may itself want functions of another one, which is loaded before it then.
    private mutating func addStandIns(
        _ choice: StandInChoice, _ settings: InputSettings, _ times: inout StageTimes
    ) throws(InputError) {
        guard let plan = plans.first else { return }
        for file in choice.files {
            try add(StandInRequest(file: file, settings: settings), like: plan, &times)
        }
        var search = StandInSearch(modules)
        var looked = 0
        while choice.takesBundled, looked < modules.count {
            let module = modules[looked]
            for standIn in StandIn.bundled {
                let wanted = search.wanted(standIn, by: module)
                if wanted.isEmpty { continue }
                let like = looked < plans.count ? plans[looked] : plan
                try add(StandInRequest(standIn), like: like, &times)
                search.add(modules[modules.count - 1])
                messages.append(
                    "stand-in \(standIn.name) for \(wanted.map { $0 + "()" }.joined(separator: ", "))")
            }
            looked += 1
        }
        noteUses()
    }

    private mutating func add(
        _ request: StandInRequest, like plan: EmissionPlan, _ times: inout StageTimes
    ) throws(InputError) {
        try emit(request.emission(like: plan), request.path, &times)
        standIns.insert(request.standIn.name, at: 0)
    }

    private mutating func noteUses() {
        for standIn in modules where standIns.contains(standIn.moduleName) {
            let functions = standIn.definedFunctions
            for module in modules where module.moduleName != standIn.moduleName {
                if module.wantedFunctions.contains(where: functions.contains) {
                    uses[module.moduleName, default: []].insert(standIn.moduleName)
                }
            }
        }
    }
}
