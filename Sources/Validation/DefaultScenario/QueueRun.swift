// SPDX-License-Identifier: Apache-2.0

/// What a guest does with the queues of adjunct processors that it got: the first of them shall interrupt it, and the
/// memory with the indicator goes away meanwhile.
struct QueueRun {
    let session: Session

    func perform() throws {
        let bus = "/sys/bus/ap"
        let isThere = try TraceResult.ofVoid { _ = try session.performer.user.stat(bus) }
        guard !isThere.isError else { return }
        let masks = try session.perform("kvm", guest("qci")).results
        guard let adapter = first("adapters", masks), let domain = first("domains", masks) else { return }
        let digits = { (value: Int, count: Int) in
            let text = String(value, radix: 16)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let id = TraceField("id", written: digits(adapter, 2) + "." + digits(domain, 4))
        let enable =
            guest("pqap") + [
                id, TraceField("ir", 1), TraceField("isc", 3), Session.hexadecimal("nib", 0x1200),
            ]
        let disable = guest("pqap") + [id, TraceField("ir", 0)]
        try session.perform("kvm", enable)
        try session.perform("kvm", enable)
        try session.perform("kvm", disable)
        // Nothing is mapped there.
        try session.perform("kvm", enable.dropLast() + [Session.hexadecimal("nib", 0x8000)])
        try session.perform("kvm", enable)
        _ = try session.ioctl(
            on: "container", "IOMMU_UNMAP_DMA", struct: [24, 0, .long(0x1000), .long(0x2000)])
        try session.perform("kvm", disable)
    }

    private func guest(_ what: String) -> [TraceField] {
        [TraceField("on", written: "guest"), TraceField("do", written: what)]
    }

    private func first(_ name: String, _ fields: [TraceField]) -> Int? {
        fields.first { $0.name == name }?.text.split(separator: ",").first.flatMap { Int($0) }
    }
}
