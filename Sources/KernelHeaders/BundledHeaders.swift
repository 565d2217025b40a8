// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// The headers that travel inside the program: a small kernel of our own, and per level the driver-facing mdev and
/// vfio headers. They are handed to the parser as in-memory files below a folder that exists on no disk.
public enum BundledHeaders {
    static let root = "/mdevport-bundled"

    /// Folder of the overlay; `-I` it in front of everything else.
    public static let overlayFolder = root + "/level"

    /// The mdev and vfio headers of a level. A header that the level does not have is the nearest older level's.
    public static func overlay(for level: KernelLevel) -> [VirtualFile] {
        var chosen: [String: String] = [:]
        var current: KernelLevel? = level
        while let here = current {
            let prefix = "levels/\(here.rawValue)/"
            for (path, text) in embeddedTexts where path.hasPrefix(prefix) {
                let name = String(path.dropFirst(prefix.count))
                if chosen[name] == nil { chosen[name] = text }
            }
            current = here.predecessor
        }
        return chosen.sorted { $0.key < $1.key }.map { VirtualFile(path: overlayFolder + "/" + $0.key, text: $0.value) }
    }

    /// The rest of the kernel, as far as drivers of mediated devices use it.
    public static func base() -> [VirtualFile] {
        embeddedTexts.filter { $0.path.hasPrefix("base/") }
            .map { VirtualFile(path: root + "/" + $0.path, text: $0.text) }
    }

    /// Compiler flags for a driver that stands alone: no kernel tree, only these headers.
    public static func arguments(for architecture: KernelArchitecture, moduleName: String) -> [String] {
        [
            "--target=\(architecture.targetTriple)", "-std=gnu11", "-nostdinc", "-I" + overlayFolder,
            "-I\(root)/base", "-I\(root)/base/uapi", "-D__KERNEL__", "-DMODULE",
            "-DKBUILD_MODNAME=\"\(moduleName)\"", "-DKBUILD_BASENAME=\"\(moduleName)\"",
            "-ferror-limit=0", "-Wno-everything",
        ] + KernelArchitecture.languageFlags + architecture.machineFlags
    }
}
