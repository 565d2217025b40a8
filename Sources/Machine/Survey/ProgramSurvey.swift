// SPDX-License-Identifier: Apache-2.0

/// What a program would need and does not get, found without running it: one entry for each thing, with the first place
/// that wants it.
public struct ProgramSurvey: Sendable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A function of the kernel that nothing models.
        case function
        /// A function that is modelled, but declared in another way.
        case declaration
        /// A variable of the kernel that nothing models.
        case variable
        /// Inline assembly or an instruction that the machine cannot decode.
        case code
    }

    public struct Entry: Sendable, Hashable {
        public var kind: Kind
        /// A function's or variable's name, or what the code is.
        public var name: String
        /// How the module declares it, where that says anything: "ptr(i64, i32)".
        public var type: String
        /// Where it is first used, which may be in a header. nil for what only initial values name.
        public var position: SourcePosition?
        /// The function or variable that uses it.
        public var user: String
        /// The function or variable of the files themselves that leads there.
        public var origin: String
        /// How many places use it.
        public var uses: Int
    }

    /// In the order of the files' own functions, and then of their code.
    public internal(set) var missing: [Entry] = []
}

extension Program {
    /// Looks at everything that the functions and variables of the files lead to, and runs nothing.
    /// - Throws: `Stop.unsupported` for a target that the machine cannot be.
    public static func survey(_ modules: [IRModule], interface: KernelInterface) throws(Stop) -> ProgramSurvey {
        let builder = ProgramBuilder(interface: interface)
        let surveyor = Surveyor()
        builder.surveyor = surveyor
        _ = try builder.build(modules)
        return surveyor.survey(builder)
    }
}
