// SPDX-License-Identifier: Apache-2.0
import CSyntax
import KernelHeaders
import SourceText

/// Headers of a driver that are not in the folder of the file that includes them.
struct PrivateHeaders {
    /// The folder of the file that is parsed.
    let folder: String

    /// What a conversion has to change wherever it stands.
    private static let words = [
        "mdev_get_drvdata", "mdev_set_drvdata", "mdev_parent_ops", "mdev_device", "mdev_dev", "mdev_uuid",
        "vfio_register_notifier", "vfio_pin_pages", "vfio_unpin_pages", "vfio_dma_rw",
    ]

    /// Folders of included files that are the driver's own: below its folder, beside it, or elsewhere and using the API.
    func folders(of result: ParseResult) -> [String] {
        var found: [String] = []
        for path in result.includes.compactMap(\.resolved) {
            let other = PathText.folder(of: path)
            guard other != folder, !found.contains(other), !Self.isKernel(path) else { continue }
            if PathText.isBelow(other, folder) || isBeside(other) || usesAPI(path) { found.append(other) }
        }
        return found
    }

    /// `include/` beside `src/`, outside a kernel tree.
    private func isBeside(_ other: String) -> Bool {
        PathText.folder(of: other) == PathText.folder(of: folder) && KernelTree.enclosing(other) == nil
    }

    /// A header of the kernel, the bundled ones among them.
    static func isKernel(_ path: String) -> Bool {
        if PathText.isBelow(path, "/mdevport-bundled") || path.contains("/include/linux/")
            || path.contains("/include/uapi/")
        {
            return true
        }
        guard let tree = KernelTree.enclosing(path) else { return false }
        return ["include", "arch"].contains { PathText.isBelow(path, tree.root + "/" + $0) }
    }

    private func usesAPI(_ path: String) -> Bool {
        guard let bytes = FileBytes.read(path) else { return false }
        let text = String(decoding: bytes, as: UTF8.self)
        return Self.words.contains { text.contains($0) }
    }
}
