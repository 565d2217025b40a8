// SPDX-License-Identifier: Apache-2.0

/// `struct kvm`: one virtual machine.
public final class Guest {
    public let number: Int
    /// `users_count`: its monitor counts one.
    public internal(set) var references = 1
    /// Whether its monitor has closed it.
    public internal(set) var isClosed = false
    /// What KVM_DEV_VFIO_GROUP_ADD made known, oldest first.
    var attachments: [Attachment] = []
    /// Pages whose writes somebody wants to know of.
    public internal(set) var tracking = PageTracking()
    public var crypto = GuestCrypto()
    /// Its C struct, never 0.
    public var handle: UInt64

    struct Attachment {
        let file: VFIOGroupFile
        var group: VFIOGroup { file.group }
    }

    init(number: Int) {
        self.number = number
        handle = UInt64(number) << 16
    }
}
