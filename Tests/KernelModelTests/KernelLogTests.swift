// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Testing

@Suite struct KernelLogTests {
    @Test func isEmptyAfterItWasDrained() {
        let log = KernelLog()
        log.message(6, "mtty mtty: MDEV: Registered")
        log.uevent("add", "/class/mtty", [.init("SUBSYSTEM", "class")])
        #expect(log.drain().count == 2)
        #expect(log.drain().isEmpty)
    }
}
