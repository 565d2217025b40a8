// SPDX-License-Identifier: Apache-2.0

extension Verification {
    /// How much of a driver's own code was executed, in basic blocks.
    public struct Coverage: Sendable, Codable, Equatable {
        public struct Function: Sendable, Codable, Equatable {
            public var name: String
            public var file: String
            public var line: Int
            /// Those that can be reached without a failed assertion.
            public var blocks: Int
            public var covered: Int
            /// Lines of blocks that were never reached, ascending.
            public var uncovered: [Int]
            /// Lines of blocks that were reached, ascending.
            public var reached: [Int]

            public init(
                name: String, file: String, line: Int, blocks: Int, covered: Int, uncovered: [Int],
                reached: [Int] = []
            ) {
                self.reached = reached
                self.name = name
                self.file = file
                self.line = line
                self.blocks = blocks
                self.covered = covered
                self.uncovered = uncovered
            }
        }

        public var functions: [Function]

        public init(functions: [Function]) { self.functions = functions }

        public var blocks: Int { functions.reduce(0) { $0 + $1.blocks } }
        public var covered: Int { functions.reduce(0) { $0 + $1.covered } }
        public var neverEntered: [String] { functions.filter { $0.blocks > 0 && $0.covered == 0 }.map(\.name) }

        /// Rounded down, so that 100 means all.
        public var percent: Int { blocks == 0 ? 100 : covered * 100 / blocks }
    }
}
