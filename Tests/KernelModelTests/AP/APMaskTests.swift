// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

/// Masks as sysfs takes and shows them.
@Suite struct APMaskTests {
    @Test func theFirstBitIsNumberZero() {
        #expect(APMask([0, 5, 255]).bytes == [0x84] + [UInt8](repeating: 0, count: 30) + [0x01])
        #expect(APMask(bytes: APMask([3, 77]).bytes).numbers == [3, 77])
        #expect(APMask([4]).text == "0x08" + String(repeating: "0", count: 62))
    }

    @Test func changesWhatIsThereOrReplacesIt() throws {
        var mask = APMask([1, 2, 3])
        try mask.change("+8-0xa,-2")
        #expect(mask.numbers == [1, 3, 8, 9, 10])
        try mask.change("0x48")
        #expect(mask.numbers == [1, 4])
    }

    @Test(arguments: ["", "+", "+256", "+5-3", "4", "0x", "0xg", "1,2", "+1,2", "+-3"])
    func refuses(_ text: String) {
        var mask = APMask([1])
        if text == "4" {
            // Digits from the left.
            #expect(throws: Never.self) { try mask.change(text) }
            #expect(mask.numbers == [1])
        } else {
            #expect(throws: Errno.EINVAL) { try mask.change(text) }
            #expect(mask.numbers == [1])
        }
    }

    @Test func queuesHaveNames() {
        #expect(APQueueID("04.0005") == APQueueID(card: 4, domain: 5))
        #expect(APQueueID(number: 0x0a1f).description == "0a.001f")
        for text in ["4.0005", "04.5", "04.0100", "0g.0005", "04", "04.0005.1"] { #expect(APQueueID(text) == nil) }
    }
}
