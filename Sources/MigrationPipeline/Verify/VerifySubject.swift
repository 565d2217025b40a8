// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelLevels
import MdevUsage
import MigrationPlanning

/// What is compared: a driver as it is, and what it became.
struct VerifySubject: Sendable {
    var name: String
    var old: DriverImage
    /// Nil: the driver is looked at by itself.
    var new: DriverImage?
    var conversion: DriverConversion?
    /// What messages of either side may name.
    var names = Tolerances.Names()

    var messages: [String] { old.messages + (new?.messages ?? []) }
}

extension LoadedDriver {
    /// As it was loaded.
    func image(_ settings: InputSettings) throws(InputError) -> DriverImage {
        try DriverImage(files.paths.compactMap { requests[$0] }, level: level, settings)
    }

    /// With other contents, at another level: parsed again as the result of a conversion.
    func with(contents: [String: [UInt8]], level: KernelLevel) throws(InputError) -> LoadedDriver {
        do {
            let parsed = try DriverLoader.parse(files, setups: setups, level: level, contents: contents)
            var result = self
            result.usage = UsageAnalysis().analyse(name: files.name, units: parsed.map(\.result))
            result.level = level
            result.contents.merge(contents) { $1 }
            for unit in parsed { result.requests[unit.request.path] = unit.request }
            return result
        } catch {
            throw InputError("\(error)")
        }
    }

    /// Functions that make an mdev what it is to the driver.
    var creators: [String] {
        let old = usage.tables.compactMap { $0.function("create") }
        let new = usage.index.nodes(.designatedInitialiser).filter {
            $0.designatedMember?.owner == "mdev_driver" && $0.designatedMember?.name == "probe"
        }.compactMap { $0.initialiser?.unwrapped.name }
        return old + new
    }
}
