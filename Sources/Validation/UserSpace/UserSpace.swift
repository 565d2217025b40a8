// SPDX-License-Identifier: Apache-2.0
import KernelModel

/// The kernel as a program sees it: system calls of one process, its memory, and what the kernel says about them. The
/// performer needs no more than this; the model's process is one, a test's script another.
///
/// A call that the kernel refuses throws a `SystemCallError`. Any other error is a fault that ended the call in the
/// middle, an oops.
public protocol UserSpace: AnyObject {
    // Files.
    func open(_ path: String, _ access: UserFileAccess) throws -> Int
    /// `/dev/null`, for reading and writing.
    func openNull() throws -> Int
    /// A counter that does not block.
    func eventfd() throws -> Int
    func close(_ fd: Int) throws
    func read(_ fd: Int, address: UInt64, count: Int) throws -> Int
    func write(_ fd: Int, address: UInt64, count: Int) throws -> Int
    func pread(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int
    func pwrite(_ fd: Int, address: UInt64, count: Int, position: Int64) throws -> Int
    func lseek(_ fd: Int, offset: Int64, from origin: UserSeekOrigin) throws -> Int64
    func ioctl(_ fd: Int, _ command: UInt32, _ argument: UInt64) throws -> Int

    // Virtual machines. They are there as soon as they are named.
    /// KVM_DEV_VFIO_GROUP_ADD: the machine is told about a group of devices.
    func attachGuest(_ guest: Int, group: Int) throws
    /// KVM_DEV_VFIO_GROUP_DEL.
    func detachGuest(_ guest: Int, group: Int) throws
    /// A processor of the guest writes to the guest's memory.
    func writeAsGuest(_ guest: Int, _ bytes: [UInt8], at address: UInt64) throws
    /// Its monitor closes all that it has of it.
    func closeGuest(_ guest: Int) throws

    // The machine.
    /// Nothing is done for so long.
    func sleep(milliseconds: Int) throws
    /// Somebody does something with hardware of that kind.
    func changeHardware(_ kind: String, _ action: String, id: String, details: [String: String]) throws

    // Memory. Without a file it is anonymous, zeroed.
    func mmap(_ fd: Int?, _ request: MappingRequest) throws -> UInt64
    func munmap(_ address: UInt64, length: Int) throws
    /// What the program finds there; nil for a byte that is known to be undefined.
    func load(_ address: UInt64, _ count: Int) throws -> [UInt8?]
    func store(_ address: UInt64, _ bytes: [UInt8]) throws

    // Names.
    func lstat(_ path: String) throws -> UserFileStatus
    func stat(_ path: String) throws -> UserFileStatus
    func readlink(_ path: String) throws -> String
    /// Sorted by bytes, without `.` and `..`.
    func list(_ path: String) throws -> [String]

    // Modules.
    func insmod(_ name: String, parameters: String) throws
    /// With O_NONBLOCK.
    func rmmod(_ name: String) throws

    /// How the machine writes numbers.
    var isBigEndian: Bool { get }
    /// Whether anything can be done after the last fault.
    var canGoOn: Bool { get }

    // Beside the process.
    /// Starts another process, which has none of this one's files, and lets it do something that may block.
    func startJob(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob
    /// The same for a thread that shares the files.
    func startThread(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob
    /// Lets all others run until each has ended or is blocked.
    func settle() throws
    /// The same, but beside each other: the schedule says who goes on at each point at which more than one could.
    func race(_ schedule: [Int]) throws -> [RaceChoice]
    /// What the kernel has said since the last time.
    func drain() -> [KernelEvent]
    /// A call of this process ended in a fault: time for the kernel to say so. It says nothing if this does nothing.
    func died(of fault: any Error)
}

/// Another process that does one thing.
public protocol UserJob: AnyObject {
    var state: UserJobState { get }
    var pid: Int { get }
    /// SIGUSR1, with a handler that does nothing. A job that has ended takes it and does nothing with it.
    func signal() throws
}

public enum UserJobState: Sendable, Equatable {
    /// The body has returned, or a fault ended it.
    case ended
    /// A signal would wake it: S.
    case interruptible
    /// D.
    case uninterruptible
}

/// An error number that a system call returned. `Errno` is one.
public protocol SystemCallError: Error {
    var number: Int32 { get }
    /// Like EINVAL; nil for numbers that have no name.
    var name: String? { get }
}

public enum UserFileAccess: String, Sendable, CaseIterable {
    case read, write, readwrite
}

public enum UserSeekOrigin: Sendable {
    case start, current, end
}

public struct MappingRequest: Sendable, Equatable {
    /// nil: wherever there is room.
    public var address: UInt64?
    public var length: Int
    public var isWritable = false
    public var isShared = false
    public var offset: Int64 = 0

    public init(
        address: UInt64? = nil, length: Int, isWritable: Bool = false, isShared: Bool = false, offset: Int64 = 0
    ) {
        self.address = address
        self.length = length
        self.isWritable = isWritable
        self.isShared = isShared
        self.offset = offset
    }
}

public struct UserFileStatus: Sendable, Equatable {
    public enum Kind: Sendable { case directory, file, link, characterDevice }

    public var kind: Kind
    /// The permission bits.
    public var mode: UInt32

    public init(_ kind: Kind, mode: UInt32) {
        self.kind = kind
        self.mode = mode
    }
}

/// A line of the kernel's log, or what it sends to udev.
public enum KernelEvent: Sendable, Equatable {
    case message(level: Int, text: String)
    case uevent(action: String, path: String, environment: [(key: String, value: String)])

    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.message(let level, let text), .message(let level2, let text2)): level == level2 && text == text2
        case (.uevent(let action, let path, let list), .uevent(let action2, let path2, let list2)):
            action == action2 && path == path2 && list.elementsEqual(list2, by: ==)
        default: false
        }
    }
}

extension UserSpace {
    public var canGoOn: Bool { true }

    public func startThread(_ name: String, _ body: @escaping (any UserSpace) throws -> Void) throws -> any UserJob {
        try startJob(name, body)
    }

    /// Without choices.
    public func race(_ schedule: [Int]) throws -> [RaceChoice] {
        try settle()
        return []
    }

    public var isBigEndian: Bool { false }

    /// Without a clock.
    public func sleep(milliseconds: Int) throws {}

    public func changeHardware(_ kind: String, _ action: String, id: String, details: [String: String]) throws {
        throw PerformerErrno.noDevice
    }

    // A kernel without KVM has no file that could be asked.
    public func attachGuest(_ guest: Int, group: Int) throws { throw PerformerErrno.noDevice }
    public func detachGuest(_ guest: Int, group: Int) throws { throw PerformerErrno.noDevice }
    public func writeAsGuest(_ guest: Int, _ bytes: [UInt8], at address: UInt64) throws {
        throw PerformerErrno.noDevice
    }
    public func closeGuest(_ guest: Int) throws { throw PerformerErrno.noDevice }
}
