// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Tells a tree's API level from its mdev and vfio headers, never from a version number (api-history 0.4).
public enum LevelProbe {
    /// - Parameters:
    ///   - mdev: text of `include/linux/mdev.h`.
    ///   - vfio: text of `include/linux/vfio.h`.
    /// - Returns: nil where the texts are none of these headers.
    public static func level(mdev: String, vfio: String) -> KernelLevel? {
        let mdev = withoutCarriageReturns(mdev)
        let vfio = withoutCarriageReturns(vfio)
        if mdev.contains("mdev_register_parent") { return .D0 }
        let groupsInDriver = memberOfDriver(mdev, "supported_type_groups")
        if groupsInDriver {
            if vfio.contains("dma_unmap)(struct vfio_device") { return .C1 }
            return vfio.contains("open_device") ? .C0 : .S
        }
        if vfio.contains("vfio_register_emulated_iommu_dev") { return .B3 }
        if vfio.contains("open_device") { return .B2 }
        if memberOfTable(mdev, "device_driver") { return .B1 }
        guard mdev.contains("mdev_parent_ops") else { return nil }
        if !mdev.contains("(*create)(struct kobject *kobj") { return .B0 }
        if mdev.contains("uuid_le mdev_uuid") { return .A0 }
        if vfio.contains("vfio_init_group_dev") { return .A1s }
        return mdev.contains("(*request)(struct mdev_device *mdev") ? .A2 : .A1
    }

    /// Some trees have CRLF line ends throughout, and "\r\n" is one character to Swift.
    private static func withoutCarriageReturns(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }

    private static func memberOfDriver(_ text: String, _ member: String) -> Bool {
        body(of: "struct mdev_driver {", in: text)?.contains(member) ?? false
    }

    private static func memberOfTable(_ text: String, _ member: String) -> Bool {
        body(of: "struct mdev_parent_ops {", in: text)?.contains(member) ?? false
    }

    private static func body(of head: String, in text: String) -> Substring? {
        guard let start = text.firstRange(of: head) else { return nil }
        let rest = text[start.upperBound...]
        return rest.firstRange(of: "\n}").map { rest[..<$0.lowerBound] } ?? rest
    }
}
