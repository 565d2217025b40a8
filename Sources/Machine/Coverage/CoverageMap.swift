// SPDX-License-Identifier: Apache-2.0

/// The basic blocks of the functions that a program's own files define, and what their code compares with.
public struct CoverageMap: Sendable, Equatable {
    public struct Block: Sendable, Equatable {
        /// Of its first instruction that has one.
        public var line: Int
        /// Not what only the compiler made, and not what only a failed assertion gets to.
        public var counts: Bool
        /// Blocks of the same function that can follow, from 0.
        public var successors: [Int] = []
        /// Integers that it compares with, switches on, and masks with.
        public var constants: [UInt64] = []
    }

    public struct Function: Sendable, Equatable {
        public var name: String
        public var file: String
        public var line: Int
        /// The number of its first block; the others follow it.
        public var first: Int
        public var blocks: [Block]

        /// Numbers of the blocks that are worth reaching.
        public var counted: [Int] { blocks.indices.filter { blocks[$0].counts }.map { first + $0 } }
    }

    public internal(set) var functions: [Function] = []
    public internal(set) var blockCount = 0

    init() {}

    /// Integers that the files compare with: what a caller may have to say to get further.
    public var constants: Set<UInt64> {
        functions.reduce(into: []) { set, function in
            for block in function.blocks { set.formUnion(block.constants) }
        }
    }

    /// Without functions that are not asked about; the others keep the numbers of their blocks.
    public func only(_ isWanted: (Function) -> Bool) -> CoverageMap {
        var result = self
        result.functions.removeAll { !isWanted($0) }
        return result
    }

    /// Those of blocks that were reached while something that can follow them was not, ascending.
    /// - Parameters:
    ///   - numbers: only of these blocks; nil: of all.
    ///   - isReached: whether a block was, by its number.
    public func frontier(among numbers: [Int]? = nil, _ isReached: (Int) -> Bool) -> [UInt64] {
        let chosen = numbers.map { Set($0) }
        var result: Set<UInt64> = []
        for function in functions {
            for (index, block) in function.blocks.enumerated() where isReached(function.first + index) {
                guard chosen?.contains(function.first + index) ?? true else { continue }
                let isOpen = block.successors.contains {
                    function.blocks[$0].counts && !isReached(function.first + $0)
                }
                if isOpen { result.formUnion(block.constants) }
            }
        }
        return result.sorted()
    }
}
