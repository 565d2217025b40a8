// SPDX-License-Identifier: Apache-2.0

extension Program {
    /// Links and decodes modules; they are not needed any more afterwards.
    /// - Parameter coverage: machines note which blocks of the files' own functions they reach.
    /// - Throws: `Stop.unsupported` for a target that the machine cannot be. What is unsupported in the code is met when it is reached.
    public static func build(_ modules: [IRModule], interface: KernelInterface, coverage: Bool = false) throws(Stop)
        -> Program
    {
        try ProgramBuilder(interface: interface, coverage: coverage).build(modules)
    }
}
