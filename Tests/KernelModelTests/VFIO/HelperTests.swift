// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import KernelModel

/// What drivers call for their ioctls.
@Suite struct HelperTests {
    @Test func chainsCapabilities() {
        var chain = InfoCapabilities()
        chain.add(2, version: 1, [0xaa, 0xbb])
        chain.add(3, version: 4, [0xcc])
        #expect(chain.bytes == [2, 0, 1, 0, 10, 0, 0, 0, 0xaa, 0xbb, 3, 0, 4, 0, 0, 0, 0, 0, 0xcc])
        chain.shift(by: 0x100)
        #expect(chain.bytes[4...5] == [10, 1])
        #expect(chain.bytes[14] == 0)
    }

    @Test(arguments: [
        (IRQSet(argsz: 20, flags: 0x21, index: 0, start: 0, count: 1), "0"),
        (IRQSet(argsz: 19, flags: 0x21, index: 0, start: 0, count: 1), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x21, index: 5, start: 0, count: 1), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x21, index: 0, start: 4, count: 1), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x21, index: 0, start: 1, count: 4), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x21, index: 0, start: 1, count: .max), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x41, index: 0, start: 0, count: 1), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x20, index: 0, start: 0, count: 1), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x23, index: 0, start: 0, count: 1), "-EINVAL"),
        (IRQSet(argsz: 20, flags: 0x22, index: 0, start: 0, count: 1), "-EINVAL"),
        (IRQSet(argsz: 21, flags: 0x22, index: 0, start: 0, count: 1), "1"),
        (IRQSet(argsz: 28, flags: 0x24, index: 0, start: 1, count: 2), "8"),
        (IRQSet(argsz: 27, flags: 0x24, index: 0, start: 1, count: 2), "-EINVAL"),
    ])
    func validatesIRQSets(set: IRQSet, result: String) {
        let got: String
        do { got = "\(try set.dataSize(interrupts: 4, indices: 5) ?? -1)" } catch { got = "-\(error)" }
        #expect(got == result)
    }

    @Test func wantsSomewhereForTheSize() {
        let set = IRQSet(argsz: 21, flags: 0x22, index: 0, start: 0, count: 1)
        #expect(throws: Errno.EINVAL) { _ = try set.dataSize(interrupts: 1, indices: 1, wantsData: false) }
    }
}
