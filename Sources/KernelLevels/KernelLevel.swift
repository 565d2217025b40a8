// SPDX-License-Identifier: Apache-2.0

// The codes are the field's own.
// swift-format-ignore: AlwaysUseLowerCamelCase
/// One shape of the driver-facing mdev and vfio API; the codes are those of the project's API history.
public enum KernelLevel: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// v4.10–v5.0: opaque `mdev_device`, `uuid_le`.
    case A0
    /// v5.1–v5.10: `guid_t`.
    case A1
    /// 5.10 long-term: A1 with the split of `vfio_device` brought back, callbacks still `void *`.
    case A1s
    /// v5.11–v5.12: `mdev_parent_ops.request`.
    case A2
    /// v5.13: public `mdev_device`, typed `vfio_device *`, `mdev_type` attributes.
    case B0
    /// End state of the 2021 series "Remove vfio_mdev.c, mdev_parent_ops and more", v2.
    case S
    /// v5.14: `mdev_parent_ops.device_driver`.
    case B1
    /// v5.15: `open_device`/`close_device`, `vfio_uninit_group_dev`.
    case B2
    /// v5.16–v5.18: `vfio_register_emulated_iommu_dev`.
    case B3
    /// v5.19: `mdev_parent_ops` gone.
    case C0
    /// v6.0: notifiers gone, pinning by page.
    case C1
    /// v6.1: `mdev_register_parent`.
    case D0

    public var description: String { rawValue }

    /// The level whose headers this one builds upon: a bundled header that a level does not have is taken from there.
    public var predecessor: KernelLevel? {
        switch self {
        case .A0: nil
        case .A1: .A0
        case .A1s, .A2: .A1
        case .B0: .A2
        case .S, .B1: .B0
        case .B2: .B1
        case .B3: .B2
        case .C0: .B3
        case .C1: .C0
        case .D0: .C1
        }
    }

    /// Position in time; S counts as just before B1.
    public var order: Int { KernelLevel.allCases.firstIndex(of: self) ?? 0 }

    /// The first release of the level, or what stands for one.
    public var firstReleaseName: String { String(releaseName.prefix { $0 != "–" }) }

    /// What people call the level on a command line.
    public var releaseName: String {
        switch self {
        case .A0: "4.10–5.0"
        case .A1: "5.1–5.10"
        case .A1s: "5.10 long-term"
        case .A2: "5.11–5.12"
        case .B0: "5.13"
        case .S: "series-v2"
        case .B1: "5.14"
        case .B2: "5.15"
        case .B3: "5.16–5.18"
        case .C0: "5.19"
        case .C1: "6.0"
        case .D0: "6.1"
        }
    }

    /// The level of a release such as `5.14`, of `series-v2`, or of a code such as `B1`.
    public static func named(_ text: String) -> KernelLevel? {
        if text == "series-v2" { return .S }
        if let level = KernelLevel(rawValue: text) { return level }
        let parts = text.split(separator: ".").map { Int($0) }
        guard parts.count == 2 || parts.count == 3, let major = parts[0], let minor = parts[1] else { return nil }
        switch (major, minor) {
        case (4, 10...), (5, 0): return .A0
        case (5, 1...10): return .A1
        case (5, 11...12): return .A2
        case (5, 13): return .B0
        case (5, 14): return .B1
        case (5, 15): return .B2
        case (5, 16...18): return .B3
        case (5, 19): return .C0
        case (6, 0): return .C1
        case (6, 1): return .D0
        default: return nil
        }
    }

    /// Levels between two others, both included, in order of time.
    public static func range(_ first: KernelLevel, _ last: KernelLevel) -> [KernelLevel] {
        allCases.filter { first.order <= $0.order && $0.order <= last.order }
    }

    /// The levels that a driver passes on its way from one to a later one, both included; nothing where the second is
    /// not later. The series and 5.10 long-term lie beside the way of the releases: only who starts or ends there
    /// passes them.
    public static func way(from first: KernelLevel, to last: KernelLevel) -> [KernelLevel] {
        guard first.order < last.order else { return [] }
        return range(first, last).filter { $0 == first || $0 == last || $0 != .S && $0 != .A1s }
    }
}
