// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

@Suite struct SideBySideTests {
    private func rows(_ old: String, _ new: String?, differing: [Int] = []) throws -> [String] {
        var verification = Verification(driver: "pond", oldLevel: "a", newLevel: new == nil ? nil : "b")
        verification.oldTrace = old
        verification.newTrace = new
        verification.differing = differing
        return try SideBySide(verification).rows.map { row in
            switch row {
            case .heading(let text): return "# \(text)"
            case .remark(let text): return "! \(text)"
            case .operation(let operation):
                let sides = [operation.old, operation.new].map { $0.map { "\($0)" } ?? "nothing" }
                return "\(operation.number) \(operation.state): \(sides[0]) | \(sides[1])"
            }
        }
    }

    @Test func `what is not the same is tolerated unless it was found different`() throws {
        let rows = try rows(
            "# one\na -> 0\nb -> 1\n! end\nc -> 2\n", "# one\na -> 0\nb -> 2\n! end\nc -> 3\n", differing: [2])
        #expect(
            rows == [
                "# one", "1 equal: a -> 0 | a -> 0", "2 tolerated: b -> 1 | b -> 2", "! end",
                "3 different: c -> 2 | c -> 3",
            ])
    }

    @Test func `what one side did not do has no counterpart`() throws {
        #expect(
            try rows("a -> 0\nb -> 0\nd -> 0\n", "a -> 0\nc -> 0\nd -> 0\n") == [
                "1 equal: a -> 0 | a -> 0", "2 different: b -> 0 | nothing", "3 different: nothing | c -> 0",
                "4 equal: d -> 0 | d -> 0",
            ])
    }

    @Test func `effects under a heading are those of the operation before it`() throws {
        #expect(
            try rows("a -> 0\n# two\n  kmsg 6 late\n", "a -> 0\n  kmsg 6 late\n# two\n") == [
                "1 equal: a -> 0\n  kmsg 6 late | a -> 0\n  kmsg 6 late", "# two",
            ])
    }

    @Test func `one side stands for itself`() throws {
        #expect(try rows("a -> 0\n", nil) == ["1 equal: a -> 0 | a -> 0"])
        #expect(throws: TraceError.self) { try rows(" bad\n", nil) }
    }

    @Test func `a difference that every run shows is told once`() {
        var verification = Verification(driver: "pond", oldLevel: "a", newLevel: "b")
        let failure = Verification.Cause.failure(call: "f()", operation: "a")
        for (cause, line) in [(Verification.Cause.scenario, "x"), (failure, "x"), (failure, "y")] {
            verification.differences.append(
                .init(cause: cause, operation: "a", kinds: ["result"], old: ["a"], new: [line]))
        }
        let groups = verification.differenceGroups
        #expect(groups.map(\.first.new) == [["x"], ["y"]])
        #expect(groups.map(\.others) == [[failure], []])
    }
}
