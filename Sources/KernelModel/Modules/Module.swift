// SPDX-License-Identifier: Apache-2.0

/// `struct module`.
public final class Module {
    public enum State: Sendable, Hashable { case coming, live, going, gone }

    public let name: String
    public internal(set) var state = State.gone
    public internal(set) var references = 0
    /// module_init() with the parameters that insmod was given; an `Errno` makes the load fail.
    public var initialise: ((_ parameters: String) throws -> Void)?
    /// module_exit(); a module without cannot be unloaded.
    public var exit: (() throws -> Void)?
    public var handle: UInt64 = 0
    public internal(set) var node: SysfsNode?

    public init(name: String) { self.name = name }
}
