// SPDX-License-Identifier: Apache-2.0

/// A function of the kernel as the machine calls it.
public struct KernelFunction: Sendable {
    public typealias Body = @Sendable (KernelCall) throws(Stop) -> UInt64

    public var name: String
    /// How modules may declare it; a call through any other type is refused. Empty: any.
    public var signatures: [Signature]
    /// Whether it gives up by contract (allocation, copy, registration), so that it can be told to.
    public var canFail: Bool
    public var body: Body
    /// For other types of the same name: kernels have changed them.
    public var variants: [KernelFunction] = []

    public init(_ name: String, _ signatures: [Signature], canFail: Bool = false, body: @escaping Body) {
        self.name = name
        self.signatures = signatures
        self.canFail = canFail
        self.body = body
    }

    /// The function, and one of that name with another type.
    public func or(_ variant: KernelFunction) -> KernelFunction {
        var function = self
        function.variants.append(variant)
        return function
    }
}

/// A variable of the kernel that drivers read (`system_wq`, `jiffies`).
public struct KernelVariable: Sendable {
    public var name: String
    /// Fills the variable at the given address; its size is what the module declares.
    public var initialise: @Sendable (Machine, _ address: UInt64) throws(Stop) -> Void
    /// Each module has one of its own, as it has `__this_module`.
    public var isOfModule: Bool

    public init(
        _ name: String, isOfModule: Bool = false,
        initialise: @escaping @Sendable (Machine, UInt64) throws(Stop) -> Void
    ) {
        self.name = name
        self.isOfModule = isOfModule
        self.initialise = initialise
    }
}

/// Inline assembly as clang hands it over.
public struct InlineAssembly: Hashable, Sendable {
    public var text: String
    public var constraints: String

    /// The text on one line, for messages and tables.
    public var summary: String {
        text.split(whereSeparator: { $0 == "\n" || $0 == "\t" || $0 == " " }).joined(separator: " ")
    }

    /// Nothing but comments: it only keeps the compiler from knowing something.
    var isTransparent: Bool {
        text.split(separator: "\n").allSatisfy { line in
            let code = line.drop { $0 == " " || $0 == "\t" }
            return code.isEmpty || code.hasPrefix("#")
        }
    }

    /// The input that an only output is tied to (`"=r,0"`): the assembly gives it back.
    var tiedInput: Int? {
        let list = constraints.split(separator: ",").filter { !$0.hasPrefix("~") }
        let outputs = list.filter { $0.hasPrefix("=") }
        guard outputs.count == 1, list.count == 2, list[1] == "0" else { return nil }
        return 0
    }
}

/// Everything that the kernel gives to a program.
public struct KernelInterface: Sendable {
    public var functions: [String: KernelFunction] = [:]
    public var variables: [String: KernelVariable] = [:]
    /// What stands for a piece of inline assembly; asked once for each place.
    public var assembly: @Sendable (InlineAssembly) -> KernelFunction? = { _ in nil }

    /// Called before each store that races with what other tasks do (`SharedStores`), so that another task may come first;
    /// nil where tasks do not run beside each other.
    public var storePoint: KernelFunction?

    public init() {}

    /// The same for programs whose tasks run beside each other.
    public func withStorePoints() -> KernelInterface {
        var result = self
        result.storePoint = KernelFunction("a store", []) { _ throws(Stop) in 0 }
        return result
    }

    /// Adds functions by their names.
    public mutating func add(_ list: [KernelFunction]) {
        for function in list { functions[function.name] = function }
    }
}
