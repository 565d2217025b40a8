// SPDX-License-Identifier: Apache-2.0

extension Machine {
    /// Numbers of the blocks that were reached so far, ascending; of a program that was built for it.
    public var coveredBlocks: [Int] { (0..<program.coverage.blockCount).filter { hits[$0] != 0 } }
}
