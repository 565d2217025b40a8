// SPDX-License-Identifier: Apache-2.0
import Machine

extension Kernel {
    /// Sets the parameters that a module is loaded with: `count=17 dyndbg=+p`. All are tried; what is unknown or wrong is
    /// said in the log as the kernel says it.
    /// - Throws: the last `Errno` of a value that is not taken, `Stop` where the program stops.
    public func setParameters(_ text: String, of module: DriverModule, _ machine: Machine) throws {
        var error: Errno?
        let parsed = ParameterText(text.utf8)
        for word in parsed.words {
            let name = String(decoding: word.name, as: UTF8.self)
            guard let parameter = module.parameters.first(where: { Self.isSame($0.name, name) }) else {
                try setUnknown(name, word.value, of: module, machine)
                continue
            }
            guard let errno = try set(parameter, word.value, machine) else { continue }
            let value = String(decoding: word.value ?? [], as: UTF8.self)
            let what = errno == .ENOSPC ? "too large" : "invalid"
            log(
                3,
                errno == .ENOENT
                    ? "\(module.name): Unknown parameter `\(name)'"
                    : "\(module.name): `\(value)' \(what) for parameter `\(name)'", machine)
            error = errno
        }
        if let error { throw error }
        if let rest = parsed.rest {
            let text = String(decoding: rest, as: UTF8.self)
            log(4, "\(module.name): parameters '\(text)' after `--' ignored", machine)
        }
    }

    /// What the parameter's file in sysfs shows.
    /// - Throws: `Errno`, `Stop`.
    public func show(_ parameter: ModuleParameter, _ machine: Machine) throws -> [UInt8] {
        try get(parameter.address, machine).get()
    }

    /// Writes the parameter's file in sysfs.
    /// - Throws: `Errno`, `Stop`.
    public func store(_ parameter: ModuleParameter, _ text: [UInt8], _ machine: Machine) throws {
        // Sysfs ends the text with a zero byte; what is behind one in it is not seen.
        if let errno = try set(parameter, Array(text.prefix { $0 != 0 }), machine) { throw errno }
    }

    private func set(_ parameter: ModuleParameter, _ text: [UInt8]?, _ machine: Machine) throws(Stop) -> Errno? {
        // KERNEL_PARAM_FL_UNSAFE.
        if let flags = try machine.field("flags", of: "kernel_param", at: parameter.address), flags & 1 != 0 {
            log(5, "Setting dangerous option \(parameter.name) - tainting kernel", machine)
        }
        return try set(parameter.address, text, machine)
    }

    /// Names that every module takes.
    private func setUnknown(
        _ name: String, _ value: [UInt8]?, of module: DriverModule, _ machine: Machine
    ) throws(Stop) {
        switch name {
        case "async_probe": break
        case "dyndbg":
            try setDebugging(value.map { String(decoding: $0, as: UTF8.self) } ?? "+p", of: module, machine)
        default: log(4, "\(module.name): unknown parameter '\(name)' ignored", machine)
        }
    }

    private func log(_ level: Int, _ text: String, _ machine: Machine) {
        machine.record(.message(level: level, text: text))
    }

    /// Dashes and underscores are the same.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.replacing("-", with: "_") == right.replacing("-", with: "_")
    }
}
