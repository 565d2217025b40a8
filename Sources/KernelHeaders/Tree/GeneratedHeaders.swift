// SPDX-License-Identifier: Apache-2.0

/// The headers that a kernel's build generates and that do not depend on the configuration.
struct GeneratedHeaders {
    let root: String
    let release: KernelRelease
    let architecture: KernelArchitecture

    /// The headers as virtual files.
    /// - Parameter state: in a configured tree, what exists on disk is left out.
    func missingFiles(virtualRoot: String, state: ConfigurationState) -> [VirtualFile] {
        var texts = architectureHeaders()
        texts["include/generated/uapi/linux/version.h"] = VersionHeaders.version(release)
        texts["include/generated/utsrelease.h"] = VersionHeaders.release(release)
        texts["include/generated/compile.h"] = VersionHeaders.compilation(architecture)
        for name in ["asm-offsets", "autoksyms", "vdso-offsets", "vdso32-offsets", "vdso64-offsets"] {
            texts["include/generated/\(name).h"] = ""
        }
        if case .generated = state {
            texts = texts.filter { !TreeFiles.isFile("\(root)/\($0.key)") }
        }
        if !TreeFiles.isFile("\(root)/include/linux/stdarg.h") {
            texts["compiler/stdarg.h"] = CompilerHeaders.variableArguments
        }
        return texts.sorted { $0.key < $1.key }.map { VirtualFile(path: "\(virtualRoot)/\($0.key)", text: $0.value) }
    }

    private func architectureHeaders() -> [String: String] {
        let prefix = "arch/\(architecture.directoryName)/include/generated"
        var texts: [String: String] = [:]
        for kind in AsmWrappers.Kind.allCases {
            let lists = AsmWrappers(root: root, architecture: architecture, kind: kind)
            for name in lists.wrappers { texts["\(prefix)/\(kind.rawValue)/\(name)"] = AsmWrappers.text(of: name) }
            // Those with contents that matter replace these below.
            for name in lists.generated { texts["\(prefix)/\(kind.rawValue)/\(name)"] = "" }
        }
        for header in SyscallTableHeaders.headers(root: root, architecture: architecture) {
            texts["\(prefix)/\(header.path)"] = header.text
        }
        if architecture == .s390 {
            texts["\(prefix)/asm/facility-defs.h"] = """
                #define FACILITIES_ALS 0UL
                #define FACILITIES_KVM 0UL
                #define FACILITIES_KVM_CPUMODEL 0UL

                """
        }
        return texts
    }
}
