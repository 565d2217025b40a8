// SPDX-License-Identifier: Apache-2.0

/// The compiler flags of a kernel build that matter to parsing and to the intermediate representation.
struct CompilerArguments {
    let root: String
    /// Where the generated headers are, when there are any.
    let build: String
    let virtualRoot: String
    let release: KernelRelease
    let architecture: KernelArchitecture
    /// Whether the tree has its own generated headers.
    let isGenerated: Bool

    /// What is the same for every source of the tree.
    var common: [String] {
        let directory = "arch/\(architecture.directoryName)/include"
        var paths = ["\(root)/\(directory)"]
        if isGenerated { paths.append("\(build)/\(directory)/generated") }
        // Before the tree's own directory: it may hold headers that were generated for another architecture.
        paths += ["\(virtualRoot)/\(directory)/generated", "\(virtualRoot)/include", "\(root)/include"]
        if isGenerated, build != root { paths.append("\(build)/include") }
        paths.append("\(root)/\(directory)/uapi")
        if isGenerated { paths.append("\(build)/\(directory)/generated/uapi") }
        paths += ["\(virtualRoot)/\(directory)/generated/uapi", "\(root)/include/uapi"]
        if isGenerated { paths.append("\(build)/include/generated/uapi") }
        paths.append("\(virtualRoot)/include/generated/uapi")
        var arguments = ["--target=\(architecture.targetTriple)", "-nostdinc"]
        if !TreeFiles.isFile("\(root)/include/linux/stdarg.h") { arguments += ["-isystem", "\(virtualRoot)/compiler"] }
        arguments += paths.map { "-I" + $0 }
        arguments += ["-include", "\(root)/include/linux/kconfig.h"]
        arguments += ["-include", "\(root)/include/linux/compiler_types.h"]
        arguments.append("-D__KERNEL__")
        // Release 5.18 moved from C89 to C11.
        arguments.append(release < KernelRelease(5, 18) ? "-std=gnu89" : "-std=gnu11")
        arguments += ["-Wno-everything", "-ferror-limit=0"]
        return arguments + KernelArchitecture.languageFlags + architecture.machineFlags
    }

    /// What tells a source its name.
    func identity(module: String, source: String, asModule: Bool) -> [String] {
        var arguments = [
            "-DKBUILD_MODNAME=\"\(module)\"", "-DKBUILD_BASENAME=\"\(source)\"", "-D__KBUILD_MODNAME=kmod_\(module)",
            "-DKBUILD_MODFILE=\"\(module)\"",
        ]
        if asModule { arguments.append("-DMODULE") }
        return arguments
    }
}
