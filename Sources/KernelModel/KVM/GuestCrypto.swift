// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// What a guest has of adjunct processors: its CRYCB, and interruptions that the host alerts it of.
public struct GuestCrypto: Hashable, Sendable {
    public var adapters = APMask()
    public var domains = APMask()
    public var controlDomains = APMask()
    /// How often each interruption subclass of the guest is registered.
    public var subclasses = [Int](repeating: 0, count: 8)

    /// Its own host interruption subclass, GAL_ISC.
    public static let hostClass = 5
}

/// How a driver's pqap_hook answers: general register 1, nil where there is no hook.
public typealias QueueHook = (_ guest: Guest, _ registers: [UInt64]) throws -> UInt64?

extension KVMCore {
    /// kvm_s390_gisc_register(): the host's subclass.
    public func registerSubclass(_ number: UInt64, of guest: Guest) throws -> Int {
        if number > 7 { throw Errno.ERANGE }
        guest.crypto.subclasses[Int(number)] += 1
        return GuestCrypto.hostClass
    }

    /// kvm_s390_gisc_unregister().
    public func unregisterSubclass(_ number: UInt64, of guest: Guest) throws {
        if number > 7 { throw Errno.ERANGE }
        if guest.crypto.subclasses[Int(number)] == 0 { throw Errno.EINVAL }
        guest.crypto.subclasses[Int(number)] -= 1
    }

    /// handle_pqap() of the interception: only AQIC comes here, the hardware does the rest by itself.
    func executePQAP(_ guest: Guest, _ registers: [UInt64]) throws -> (status: UInt64, condition: Int) {
        guard registers[0] >> 24 & 0xff == 3 else { throw Errno.EOPNOTSUPP }
        if registers[0] & 0x7f_0000 != 0 { throw ModelStop.unsupported("a program interruption of a guest") }
        // Without a hook there are no queues: response code 1.
        let status = try queueHook(guest, registers) ?? 0x1_0000
        return (status, status & 0xff_0000 != 0 ? 3 : 0)
    }
}

// MARK: What a guest does

extension Process {
    public func executePQAP(_ number: Int, _ registers: [UInt64]) throws -> (status: UInt64, condition: Int) {
        try call { try kernel.kvm.executePQAP(try kernel.kvm.guest(number), registers) }
    }

    /// Adapters, domains and control domains.
    public func adjunctMasks(_ number: Int) throws -> [APMask] {
        try call {
            let crypto = try kernel.kvm.guest(number).crypto
            return [crypto.adapters, crypto.domains, crypto.controlDomains]
        }
    }
}
