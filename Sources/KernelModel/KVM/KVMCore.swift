// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// kvm, as far as vfio and drivers meet it: machines that come, are told about groups, are counted and go.
public final class KVMCore {
    unowned let kernel: ReferenceKernel
    public internal(set) var guests: [Guest] = []
    /// Makes the C struct of a new one and sets its handle.
    public var onCreate: (Guest) throws -> Void = { _ in }
    /// The last reference is gone.
    public var onDestroy: (Guest) throws -> Void = { _ in }

    /// Calls the pqap_hook that a driver gave the guest.
    public var queueHook: QueueHook = { _, _ in nil }

    init(_ kernel: ReferenceKernel) { self.kernel = kernel }

    private var level: KernelLevel { kernel.level }
    private var vfio: VFIOCore { kernel.vfio }

    /// One that its monitor has open; made when it is asked for.
    public func guest(_ number: Int) throws -> Guest {
        if let known = guests.first(where: { $0.number == number && !$0.isClosed }) { return known }
        let made = Guest(number: number)
        try onCreate(made)
        guests.append(made)
        return made
    }

    /// That of a `struct kvm *`.
    public func guest(at handle: UInt64) -> Guest? { guests.first { $0.handle == handle } }

    // MARK: References

    /// kvm_get_kvm().
    public func get(_ guest: Guest) { guest.references += 1 }

    /// kvm_put_kvm(): the last one destroys the machine.
    public func put(_ guest: Guest) throws {
        guest.references -= 1
        guard guest.references == 0 else { return }
        // kvm_vfio_destroy().
        for attachment in guest.attachments { try end(attachment) }
        guest.attachments = []
        guests.removeAll { $0 === guest }
        try onDestroy(guest)
    }

    /// The monitor's last descriptor of it is closed.
    public func close(_ guest: Guest) throws {
        guest.isClosed = true
        try put(guest)
    }

    // MARK: Groups

    /// KVM_DEV_VFIO_GROUP_ADD.
    public func attach(_ file: any OpenFile, to guest: Guest) throws {
        guard let file = file as? VFIOGroupFile else { throw Errno.EINVAL }
        let group = file.group
        let isKnown = guest.attachments.contains {
            level.kvmHoldsGroupFile ? $0.file === file : $0.group === group
        }
        if level.kvmHoldsGroupFile {
            if isKnown { throw Errno.EEXIST }
            group.fileReferences += 1
        } else {
            // The group needs a container that does something.
            try vfio.addContainerUser(of: group)
            group.references += 1
            if isKnown {
                try putExternalUser(group)
                throw Errno.EEXIST
            }
        }
        guest.attachments.append(Guest.Attachment(file: file))
        try vfio.setKVM(guest.handle, of: group)
    }

    /// KVM_DEV_VFIO_GROUP_DEL.
    public func detach(_ file: any OpenFile, from guest: Guest) throws {
        let index = guest.attachments.firstIndex { attachment in
            if level.kvmHoldsGroupFile { return attachment.file === file }
            return (file as? VFIOGroupFile)?.group === attachment.group
        }
        guard let index else { throw Errno.ENOENT }
        try end(guest.attachments.remove(at: index))
    }

    private func end(_ attachment: Guest.Attachment) throws {
        try vfio.setKVM(0, of: attachment.group)
        if level.kvmHoldsGroupFile {
            try vfio.putFile(of: attachment.group)
        } else {
            try putExternalUser(attachment.group)
        }
    }

    private func putExternalUser(_ group: VFIOGroup) throws {
        try vfio.dropContainerUser(of: group)
        try vfio.put(group)
    }
}

// MARK: System calls

extension Process {
    public func attachGuest(_ number: Int, group fd: Int) throws {
        try call { try kernel.kvm.attach(try files[fd].file, to: try kernel.kvm.guest(number)) }
    }

    public func detachGuest(_ number: Int, group fd: Int) throws {
        try call { try kernel.kvm.detach(try files[fd].file, from: try kernel.kvm.guest(number)) }
    }

    public func closeGuest(_ number: Int) throws {
        try call { try kernel.kvm.close(try kernel.kvm.guest(number)) }
    }
}
