// SPDX-License-Identifier: Apache-2.0

/// `struct notifier_block` of a driver.
public final class Notifier {
    public enum Event: Sendable, Hashable {
        /// VFIO_IOMMU_NOTIFY_DMA_UNMAP.
        case unmap(iova: UInt64, size: UInt64)
        /// VFIO_GROUP_NOTIFY_SET_KVM.
        case setKVM(UInt64)
    }

    public enum Kind: UInt32, Sendable, Hashable {
        /// VFIO_IOMMU_NOTIFY.
        case iommu = 0
        /// VFIO_GROUP_NOTIFY.
        case group = 1
    }

    /// VFIO_IOMMU_NOTIFY_DMA_UNMAP and VFIO_GROUP_NOTIFY_SET_KVM: the only event of its kind.
    public static let onlyEvent: UInt64 = 1

    public let call: (Event) throws -> Void
    public let priority: Int
    public var handle: UInt64 = 0

    public init(priority: Int = 0, _ call: @escaping (Event) throws -> Void) {
        self.priority = priority
        self.call = call
    }
}

/// `struct blocking_notifier_head`: higher priorities first, the same in the order they came.
final class NotifierChain {
    private(set) var notifiers: [Notifier] = []

    var isEmpty: Bool { notifiers.isEmpty }

    func register(_ notifier: Notifier) {
        if notifiers.contains(where: { $0 === notifier }) { return }
        let place = notifiers.firstIndex { $0.priority < notifier.priority } ?? notifiers.endIndex
        notifiers.insert(notifier, at: place)
    }

    func unregister(_ notifier: Notifier) throws {
        guard let index = notifiers.firstIndex(where: { $0 === notifier }) else { throw Errno.ENOENT }
        notifiers.remove(at: index)
    }

    func call(_ event: Notifier.Event) throws {
        for notifier in notifiers { try notifier.call(event) }
    }
}
