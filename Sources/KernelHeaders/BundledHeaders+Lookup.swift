// SPDX-License-Identifier: Apache-2.0

/// A much smaller set of headers, for finding uses of the API and not for converting them: one file that holds the API of
/// every level at once, is included in front of everything, and takes the place of all headers of the kernel.
extension BundledHeaders {
    private static let lookupPath = root + "/any/mdevport/lookup.h"

    /// The file itself.
    public static func lookup() -> [VirtualFile] {
        embeddedTexts.filter { $0.path == "any/mdevport/lookup.h" }
            .map { VirtualFile(path: lookupPath, text: $0.text) }
    }

    /// Compiler flags to go with it.
    /// - Parameter release: what `LINUX_VERSION_CODE` says.
    public static func lookupArguments(
        for architecture: KernelArchitecture, release: KernelRelease, moduleName: String
    ) -> [String] {
        [
            "--target=\(architecture.targetTriple)", "-std=gnu11", "-nostdinc", "-D__KERNEL__", "-DMODULE",
            "-DKBUILD_MODNAME=\"\(moduleName)\"", "-DMDEVPORT_LINUX_VERSION_CODE=\(release.versionCode)",
            "-fshort-wchar", "-ferror-limit=0", "-Wno-everything", "-fno-spell-checking", "-xc", "-include", lookupPath,
        ]
    }
}
