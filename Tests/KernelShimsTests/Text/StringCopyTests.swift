// SPDX-License-Identifier: Apache-2.0
import KernelShims
import Testing

@Suite struct StringCopyTests {
    struct Case {
        var function: StringCopy
        var source: Int
        var destination = 0
        var start = 0
        var copied: Int
        var zeros: Int
        var returns: StringCopy.Returned
    }

    static let cases: [Case] = [
        Case(function: .strcpy, source: 3, copied: 3, zeros: 1, returns: .destination(0)),
        Case(function: .stpcpy, source: 3, copied: 3, zeros: 1, returns: .destination(3)),
        Case(function: .strncpy(5), source: 3, copied: 3, zeros: 2, returns: .destination(0)),
        Case(function: .strncpy(3), source: 3, copied: 3, zeros: 0, returns: .destination(0)),
        Case(function: .strncpy(0), source: 3, copied: 0, zeros: 0, returns: .destination(0)),
        Case(function: .strlcpy(8), source: 3, copied: 3, zeros: 1, returns: .length(3)),
        Case(function: .strlcpy(3), source: 7, copied: 2, zeros: 1, returns: .length(7)),
        Case(function: .strlcpy(0), source: 7, copied: 0, zeros: 0, returns: .length(7)),
        Case(function: .strscpy(8), source: 3, copied: 3, zeros: 1, returns: .length(3)),
        Case(function: .strscpy(4), source: 3, copied: 3, zeros: 1, returns: .length(3)),
        Case(function: .strscpy(3), source: 3, copied: 2, zeros: 1, returns: .error(.E2BIG)),
        Case(function: .strscpy(0), source: 3, copied: 0, zeros: 0, returns: .error(.E2BIG)),
        Case(function: .strscpy(1 << 31), source: 3, copied: 0, zeros: 0, returns: .error(.E2BIG)),
        Case(function: .strscpyPad(8), source: 3, copied: 3, zeros: 5, returns: .length(3)),
        Case(function: .strscpyPad(2), source: 3, copied: 1, zeros: 1, returns: .error(.E2BIG)),
        Case(function: .strcat, source: 3, destination: 4, start: 4, copied: 3, zeros: 1, returns: .destination(0)),
        Case(function: .strncat(2), source: 3, destination: 4, start: 4, copied: 2, zeros: 1, returns: .destination(0)),
        Case(function: .strncat(9), source: 3, destination: 4, start: 4, copied: 3, zeros: 1, returns: .destination(0)),
        Case(function: .strlcat(9), source: 3, destination: 4, start: 4, copied: 3, zeros: 1, returns: .length(7)),
        Case(function: .strlcat(6), source: 3, destination: 4, start: 4, copied: 1, zeros: 1, returns: .length(7)),
        Case(function: .strlcat(4), source: 3, destination: 4, start: 4, copied: 0, zeros: 0, returns: .bug),
    ]

    @Test(arguments: cases) func plan(_ item: Case) {
        let plan = item.function.plan(sourceLength: { min($0, item.source) }, destinationLength: { item.destination })
        #expect(plan.start == item.start)
        #expect(plan.copied == item.copied)
        #expect(plan.zeros == item.zeros)
        #expect(plan.returns == item.returns)
    }

    @Test func boundedCopiesReadNoFurther() {
        var limits: [Int] = []
        for function in [StringCopy.strncpy(4), .strscpy(5), .strncat(6), .strlcpy(7)] {
            _ = function.plan(
                sourceLength: {
                    limits.append($0)
                    return 0
                }, destinationLength: { 0 })
        }
        // strlcpy() returns the source's whole length.
        #expect(limits == [4, 5, 6, .max])
    }
}
