// SPDX-License-Identifier: Apache-2.0

/// The choices of a race in words: `0,1,0`, or `0*17,1` where a number repeats. Zeros at the end are left out, as they are
/// what happens by itself.
public enum ScheduleText {
    public static func text(_ choices: [Int]) -> String {
        let choices = trimmed(choices)
        var parts: [String] = []
        var index = 0
        while index < choices.count {
            let end = choices[index...].firstIndex { $0 != choices[index] } ?? choices.count
            let count = end - index
            if count < 4 {
                parts += Array(repeating: String(choices[index]), count: count)
            } else {
                parts.append("\(choices[index])*\(count)")
            }
            index = end
        }
        return parts.isEmpty ? "0" : parts.joined(separator: ",")
    }

    public static func trimmed(_ choices: [Int]) -> [Int] {
        Array(choices[..<(choices.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)])
    }

    /// The longest that is read.
    static let limit = 1 << 20

    /// Nil for what is no schedule.
    public static func choices(_ text: some StringProtocol) -> [Int]? {
        var result: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let factors = part.split(separator: "*", omittingEmptySubsequences: false)
            guard factors.count <= 2, let choice = number(factors[0]) else { return nil }
            let count = factors.count == 2 ? number(factors[1]) : 1
            guard let count, result.count + count <= limit else { return nil }
            result += Array(repeating: choice, count: count)
        }
        return result
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.count < 8, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }
}
