// SPDX-License-Identifier: Apache-2.0
import Machine

/// One pr_debug() or dev_dbg() of a program: a struct _ddebug.
struct DebugDescriptor {
    var address: UInt64
    var module = ""
    var function = ""
    var file = ""
    var format = ""
    var line = 0

    /// The section that they are collected in.
    static let section = "__dyndbg"
}

/// Bits of a descriptor's flags, by the letters that queries have for them.
enum DebugFlag {
    static let print: UInt64 = 1
    static let module: UInt64 = 2
    static let function: UInt64 = 4
    static let line: UInt64 = 8
    static let task: UInt64 = 16

    static let letters: [Character: UInt64] = [
        "p": print, "m": module, "f": function, "l": line, "t": task, "_": 0,
    ]
}

extension Machine {
    /// A descriptor in memory; nil where the program's headers do not have the struct.
    func debugDescriptor(at address: UInt64) throws(Stop) -> DebugDescriptor? {
        guard address != 0, program.layout(of: "struct _ddebug") != nil else { return nil }
        func text(_ member: String) throws(Stop) -> String {
            try self.text(at: try pointer(member, of: "_ddebug", at: address))
        }
        return DebugDescriptor(
            address: address, module: try text("modname"), function: try text("function"), file: try text("filename"),
            format: try text("format"), line: Int(try field("lineno", of: "_ddebug", at: address) ?? 0))
    }
}

extension Kernel {
    /// Switches all pr_debug() and dev_dbg() of the machine's program on or off, as `dyndbg=+p` and `dyndbg=-p` do.
    public func setDebugPrinting(_ isOn: Bool, _ machine: Machine) throws(Stop) {
        try setDebugFlags(Self.descriptors(machine), machine) { flags, _ in
            isOn ? flags | DebugFlag.print : flags & ~DebugFlag.print
        }
    }

    /// Does what the text of a module's parameter `dyndbg` says: "+p", "=pmf", "func lake_open +p; line 10-20 +p". A query
    /// that makes no sense is passed over: it does not keep a module from being loaded.
    public func setDebugging(_ queries: String, of module: DriverModule, _ machine: Machine) throws(Stop) {
        let own = machine.variables(inSection: DebugDescriptor.section, in: module.program)
        try setDebugging(queries, own.map(\.address), machine)
    }

    /// The same for all modules that are loaded, as writing to the file `dynamic_debug/control` does.
    public func setDebugging(_ queries: String, _ machine: Machine) throws(Stop) {
        try setDebugging(queries, Self.descriptors(machine), machine)
    }

    private static func descriptors(_ machine: Machine) -> [UInt64] {
        machine.variables(inSection: DebugDescriptor.section).map(\.address)
    }

    private func setDebugging(_ queries: String, _ descriptors: [UInt64], _ machine: Machine) throws(Stop) {
        for text in queries.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
            guard let query = DebugQuery(text) else { continue }
            try setDebugFlags(descriptors, machine) { flags, descriptor in
                query.matches(descriptor) ? query.change(flags) : flags
            }
        }
    }

    private func setDebugFlags(
        _ descriptors: [UInt64], _ machine: Machine, _ change: (UInt64, DebugDescriptor) -> UInt64
    ) throws(Stop) {
        for address in descriptors {
            guard let descriptor = try machine.debugDescriptor(at: address),
                let flags = try machine.field("flags", of: "_ddebug", at: address)
            else { throw .unsupported("a pr_debug() whose struct _ddebug is not known") }
            try machine.setBits("flags", of: "_ddebug", at: address, change(flags, descriptor))
        }
    }
}

extension KernelCall {
    /// What a descriptor's flags put in front of its message: "[pid] module:function:line: ".
    func debugPrefix(_ index: Int) throws(Stop) -> String {
        let address = try value(index)
        guard let descriptor = try machine.debugDescriptor(at: address),
            let flags = try machine.field("flags", of: "_ddebug", at: address)
        else { return "" }
        var text = ""
        if flags & DebugFlag.module != 0 { text += descriptor.module + ":" }
        if flags & DebugFlag.function != 0 { text += descriptor.function + ":" }
        if flags & DebugFlag.line != 0 { text += "\(descriptor.line):" }
        if !text.isEmpty { text += " " }
        if flags & DebugFlag.task != 0 { text = "[\(machine.tasks.current.number)] " + text }
        return text
    }
}
