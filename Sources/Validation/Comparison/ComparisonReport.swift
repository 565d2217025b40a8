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
        let runs = missingRuns()
        for run in runs.prefix(limit) {
            lines.append("")
            lines += run[run.startIndex].report(file: expectedFile, following: run.count - 1)
        }
        let rest = runs.dropFirst(limit).reduce(0) { $0 + $1.count }
        if rest > 0 { lines += ["", "and \(rest) more"] }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension TraceComparison {
    /// Differences one by one, but operations that are missing one after the other are one.
    private func missingRuns() -> [ArraySlice<OperationDifference>] {
        var runs: [ArraySlice<OperationDifference>] = []
        for index in differences.indices {
            let difference = differences[index]
            if difference.kinds == [.missing], let last = runs.last?.last, last.kinds == [.missing],
                last.index + 1 == difference.index
            {
                runs[runs.count - 1] = differences[runs[runs.count - 1].startIndex...index]
            } else {
                runs.append(differences[index...index])
            }
        }
        return runs
    }
}

extension OperationDifference {
    func report(file: String, following: Int = 0) -> [String] {
        var what = kinds.map(\.rawValue).joined(separator: ", ")
        if following > 0 { what += " (nor the \(following) behind it)" }
        // A line of the actual trace has no place in the expected file.
        let place = kinds == [.unexpected] ? "unexpected" : "\(file):\(line)"
        var lines = ["\(place): \(what): \(operation.request)"]
        lines += expected.map { "  - \($0)" }
        lines += actual.map { "  + \($0)" }
        return lines
    }
}
