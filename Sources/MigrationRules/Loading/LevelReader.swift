// SPDX-License-Identifier: Apache-2.0
import KernelLevels

extension YAMLValue {
    /// A list of levels, in which `A0..B3` stands for all levels of released kernels from one to the other, or such a range
    /// alone. S, which was never released, has to be named. The result is in order of time.
    func levels() throws(RuleError) -> [KernelLevel] {
        let parts: [YAMLValue]
        if case .scalar = node { parts = [self] } else { parts = try entries() }
        var levels: [KernelLevel] = []
        for part in parts {
            for level in try part.levelOrRange() {
                guard !levels.contains(level) else { throw part.error("level \(level) is listed twice in '\(name)'") }
                levels.append(level)
            }
        }
        return levels.sorted { $0.order < $1.order }
    }

    func level() throws(RuleError) -> KernelLevel { try level(named: oneLine()) }

    private func levelOrRange() throws(RuleError) -> [KernelLevel] {
        let text = try oneLine()
        guard let dots = text.firstRange(of: "..") else { return [try level(named: text)] }
        let first = try level(named: String(text[..<dots.lowerBound]))
        let last = try level(named: String(text[dots.upperBound...]))
        guard first != .S, last != .S, first.order < last.order else {
            throw error("'\(text)' is no range: it goes from an earlier to a later released level, such as A0..B3")
        }
        return KernelLevel.range(first, last).filter { $0 != .S }
    }

    private func level(named text: String) throws(RuleError) -> KernelLevel {
        if let level = KernelLevel(rawValue: text) { return level }
        throw error("unknown level '\(text)'\(NearMiss.hint(for: text, among: KernelLevel.allCases.map(\.rawValue)))")
    }
}
