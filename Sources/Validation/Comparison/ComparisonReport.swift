// SPDX-License-Identifier: Apache-2.0

extension TraceComparison {
    /// For people: the counts, then each difference with its lines. `limit` bounds the list, not the counts.
    public func report(expectedFile: String, limit: Int = .max) -> String {
        var lines = ["\(compared) operations compared, \(equal) equal, \(differences.count) different"]
        if !leftAside.isEmpty {
            let names = leftAside.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { "\($0.key.rawValue) (\($0.value) lines)" }
            lines.append("left aside as the kernel's configuration: \(names.joined(separator: ", "))")
        }
        for difference in differences.prefix(limit) {
            lines.append("")
            lines += difference.report(file: expectedFile)
        }
        if differences.count > limit { lines += ["", "and \(differences.count - limit) more"] }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension OperationDifference {
    func report(file: String) -> [String] {
        let what = kinds.map(\.rawValue).joined(separator: ", ")
        // A line of the actual trace has no place in the expected file.
        let place = kinds == [.unexpected] ? "unexpected" : "\(file):\(line)"
        var lines = ["\(place): \(what): \(operation.request)"]
        lines += expected.map { "  - \($0)" }
        lines += actual.map { "  + \($0)" }
        return lines
    }
}
