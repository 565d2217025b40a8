// SPDX-License-Identifier: Apache-2.0

/// What somebody outside does with the machine's hardware: plugs something in, takes it out, switches it.
public struct HardwareRequest: Sendable {
    /// "add".
    public var action: String
    /// "0.0.0313".
    public var id: String
    /// What else is to be said, by name.
    public var details: [String: String]

    public init(_ action: String, id: String, details: [String: String] = [:]) {
        self.action = action
        self.id = id
        self.details = details
    }
}

/// The kinds of hardware that can be acted on, by name.
public struct HardwareTable {
    private var kinds: [String: (HardwareRequest) throws -> Void] = [:]

    /// `perform` throws -EINVAL for a request that makes no sense, -ENODEV for what is not there.
    public mutating func add(_ kind: String, _ perform: @escaping (HardwareRequest) throws -> Void) {
        kinds[kind] = perform
    }

    /// -ENODEV where the machine has none of that kind.
    public func perform(_ request: HardwareRequest, on kind: String) throws {
        guard let perform = kinds[kind] else { throw Errno.ENODEV }
        try perform(request)
    }
}

extension Process {
    /// What an administrator of the machine below does; no system call.
    /// - Throws: `Errno.ENODEV` for a kind that nobody knows.
    public func changeHardware(_ kind: String, _ request: HardwareRequest) throws {
        try call { try kernel.hardware.perform(request, on: kind) }
    }
}
