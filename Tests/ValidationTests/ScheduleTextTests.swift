// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Validation

@Suite struct ScheduleTextTests {
    @Test(arguments: [
        ([], "0"), ([0, 0], "0"), ([0, 1, 0], "0,1"), ([1, 1, 2], "1,1,2"),
        ([0, 0, 0, 0, 0, 1, 0], "0*5,1"), ([2, 0, 0, 0, 0, 1, 1, 1, 1], "2,0*4,1*4"),
    ])
    func `choices are written without the zeros at the end, and what repeats once`(_ choices: [Int], _ text: String) {
        #expect(ScheduleText.text(choices) == text)
        #expect(ScheduleText.choices(text).map(ScheduleText.trimmed) == ScheduleText.trimmed(choices))
    }

    @Test(arguments: ["", ",", "0,,1", "a", "-1", "1*", "*2", "1*2*3", "0*9999999", "0 ,1"])
    func `what is no schedule is refused`(_ text: String) { #expect(ScheduleText.choices(text) == nil) }
}
