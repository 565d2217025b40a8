// SPDX-License-Identifier: Apache-2.0

extension GitRepository {
    /// A series as it is to be committed, and the modes of its files.
    struct Prepared: Sendable {
        var patches: [SeriesPatch]
        var modes: [String: String]
    }

    /// - Throws: `PatchError` where the series does not start from the commit that it would be based on.
    public func check(_ series: Series) async throws(PatchError) { _ = try await prepare(series) }

    /// Compares what the series starts from with the commit that it is based on.
    ///
    /// Where the work tree differs from the commit by its line ends alone (`core.autocrlf`), so will the commits.
    ///
    /// - Throws: `PatchError` naming a file that git does not know in this state.
    func prepare(_ series: Series) async throws(PatchError) -> Prepared {
        let paths = Set(series.before.keys).union(series.patches.flatMap(\.files.keys)).sorted()
        let committed = try await files(paths)
        var changed: [String] = []
        var converted: Set<String> = []
        for path in paths {
            guard let before = series.before[path] else {
                if committed[path] != nil { changed.append(path) }
                continue
            }
            guard let file = committed[path] else {
                throw PatchError("\(path): not in the commit that the series would be based on; commit it first")
            }
            guard file.mode.hasPrefix("100") else {
                throw PatchError("\(path): a link in git; name the file that it leads to")
            }
            if file.bytes == before { continue }
            if file.bytes == Self.withoutReturns(before) { converted.insert(path) } else { changed.append(path) }
        }
        if let first = changed.first {
            let more = changed.count > 1 ? " (and \(changed.count - 1) more)" : ""
            throw PatchError("\(first)\(more): changed since the last commit; commit or stash that first")
        }
        var patches = series.patches
        for index in patches.indices {
            for (path, bytes) in patches[index].files where converted.contains(path) {
                if let bytes { patches[index].files[path] = .some(Self.withoutReturns(bytes)) }
            }
        }
        return Prepared(patches: patches, modes: committed.mapValues(\.mode))
    }

    private static func withoutReturns(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            let isEnd = byte == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
            if !isEnd { result.append(byte) }
        }
        return result
    }
}
