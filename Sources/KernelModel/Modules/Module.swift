// SPDX-License-Identifier: Apache-2.0

/// `struct module`.
public final class Module {
    public enum State: Sendable, Hashable { case coming, live, going, gone }

    public let name: String
    public internal(set) var state = State.gone
    /// What /sys/module/NAME/refcnt says.
    public internal(set) var references = 0
    /// module_init() with the parameters that insmod was given; an `Errno` makes the load fail.
    public var initialise: ((_ parameters: String) throws -> Void)?
    /// module_exit(); a module that has an init and no exit cannot be unloaded.
    public var exit: (() throws -> Void)?
    /// Modules whose symbols it uses: as long as it is loaded they are referenced.
    public var uses: [Module] = []
    /// Files of /sys/module/NAME/parameters; those of mode 0 are not there.
    public var parameters: [Attribute] = []
    public var handle: UInt64 = 0
    /// /sys/module/NAME.
    public internal(set) var node: SysfsNode?
    /// Loaded modules that use it.
    public internal(set) var users: [Module] = []

    public init(name: String) { self.name = name }
}
