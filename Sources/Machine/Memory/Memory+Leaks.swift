// SPDX-License-Identifier: Apache-2.0

extension Memory {
    /// Memory that was allocated by the driver's calls and is still there, in order of its addresses.
    public var unreleased: [ObjectHistory] {
        var result: [ObjectHistory] = []
        for index in Address.kernelIndices.lowerBound..<nextIndex {
            let entry = table[index]
            guard entry.state == .live else { continue }
            switch entry.kind {
            case .heap, .vmalloc, .pages: result.append(history(index))
            default: continue
            }
        }
        return result
    }
}
