// SPDX-License-Identifier: Apache-2.0

/// Headers that state the release of the kernel.
enum VersionHeaders {
    /// `uapi/linux/version.h`.
    static func version(_ release: KernelRelease) -> String {
        """
        #define LINUX_VERSION_CODE \(release.versionCode)
        #define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + ((c) > 255 ? 255 : (c)))
        #define LINUX_VERSION_MAJOR \(release.major)
        #define LINUX_VERSION_PATCHLEVEL \(release.patchlevel)
        #define LINUX_VERSION_SUBLEVEL \(release.sublevel)

        """
    }

    /// `generated/utsrelease.h`.
    static func release(_ release: KernelRelease) -> String {
        "#define UTS_RELEASE \"\(release)\"\n"
    }

    /// `generated/compile.h`.
    static func compilation(_ architecture: KernelArchitecture) -> String {
        let machine = architecture == .x86 ? "x86_64" : "s390x"
        return """
            #define UTS_MACHINE "\(machine)"
            #define UTS_VERSION "#1 SMP"
            #define LINUX_COMPILE_BY "nobody"
            #define LINUX_COMPILE_HOST "localhost"
            #define LINUX_COMPILER "clang"

            """
    }
}
