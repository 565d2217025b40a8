// SPDX-License-Identifier: Apache-2.0

/// What clang is asked to emit.
public struct EmissionRequest: Sendable {
    /// A file that replaces or completes what is on disk.
    public struct File: Sendable, Hashable {
        public var path: String
        public var bytes: [UInt8]

        public init(path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// The C file.
    public var path: String
    /// Clang's flags, without the file.
    public var arguments: [String]
    public var files: [File]

    public init(path: String, arguments: [String], files: [File] = []) {
        self.path = path
        self.arguments = arguments
        self.files = files
    }

    /// What `-DKBUILD_MODNAME="name"` says.
    public var moduleName: String {
        let flag = "-DKBUILD_MODNAME="
        guard let argument = arguments.last(where: { $0.hasPrefix(flag) }) else { return "" }
        return String(argument.dropFirst(flag.count).filter { $0 != "\"" && $0 != "\\" })
    }

    /// The command line that clang gets.
    ///
    /// `-O1` and not `-O0`: lifetime markers appear, and functions are not marked as not to be looked at. The passes
    /// themselves are off. What instruments, protects or links code would only be in the machine's way, so it is off
    /// wherever the request's flags come from.
    var commandLine: [String] {
        arguments + [
            "-O1", "-g", "-Xclang", "-disable-llvm-passes", "-emit-llvm", "-c", "-w", "-fno-lto",
            "-fno-sanitize=all", "-fno-stack-protector", "-fno-profile-instr-generate", "-fno-coverage-mapping",
            "-fcf-protection=none", "-ftrivial-auto-var-init=uninitialized", "-x", "c",
            path.hasPrefix("-") ? "./" + path : path,
        ]
    }
}

/// Clang refused the source.
public struct EmissionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The first error, with file and line: `a.c:3:5: error: …`.
    public var message: String
    /// Everything that clang said.
    public var diagnostics: String

    public var description: String { message }

    init(path: String, diagnostics: String) {
        let lines = diagnostics.split(separator: "\n")
        let first = lines.first {
            $0.contains(": error: ") || $0.contains(": fatal error: ") || $0.hasPrefix("error: ")
        }
        message = first.map(String.init) ?? "\(path): error: no module was emitted"
        self.diagnostics = diagnostics
    }
}
