// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import KernelLevels
import MigrationPlanning

/// What is compared: a driver as it is, and what it became.
struct VerifySubject: Sendable {
    var name: String
    var old: DriverImage
    /// Nil: the driver is looked at by itself.
    var new: DriverImage?
    var conversion: DriverConversion?

    var messages: [String] { old.messages + (new?.messages ?? []) }
}

extension LoadedDriver {
    /// As it was loaded.
    func image() throws(InputError) -> DriverImage {
        try DriverImage(files.paths.compactMap { requests[$0] }, level: level)
    }

    /// With other contents, at another level.
    func image(contents: [String: [UInt8]], level: KernelLevel) throws(InputError) -> DriverImage {
        do {
            let parsed = try DriverLoader.parse(files, setups: setups, level: level, contents: contents)
            return try DriverImage(parsed.map(\.request), level: level)
        } catch let error as InputError {
            throw error
        } catch {
            throw InputError("\(error)")
        }
    }
}
