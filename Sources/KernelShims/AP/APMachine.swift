// SPDX-License-Identifier: Apache-2.0
import Machine

/// The adjunct processors of an s390x machine, as its instructions show them: installed, with the largest masks and
/// without any card. So every queue is one that is not there.
struct APMachine: Sendable {
    var hasInstructions = true
    /// Facilities of the CPU that drivers ask for: 12 is QCI, 15 is APFT, 65 is AP interrupts.
    var facilities: Set<UInt64> = [12, 15, 65]
    /// Largest numbers of adapters and of domains.
    var lastAdapter: UInt64 = 255
    var lastDomain: UInt64 = 255

    /// AP_RESPONSE_Q_NOT_AVAIL, the answer of all queues.
    static let noQueue: UInt8 = 1
}

extension KernelCall {
    /// A `struct ap_queue_status` is a word: flags in the first byte, the response code in the second.
    func writeQueueStatus(_ response: UInt8, at address: UInt64) throws(Stop) {
        try memory.write([0, response, 0, 0], at: address)
    }
}
