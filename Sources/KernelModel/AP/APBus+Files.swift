// SPDX-License-Identifier: Apache-2.0

/// What sysfs shows of it.
extension APBus {
    /// ap_uevent().
    func variables(of device: Device) -> [KernelLog.Variable] {
        let card = card(of: device) ?? queue(of: device)?.card
        guard let card else { return [] }
        if self.card(of: device) == nil, kernel.level.apQueuesTellMode { return [.init("MODE", "cca")] }
        var all = [
            KernelLog.Variable("DEV_TYPE", APQueueID.hexadecimal(card.type, 4).uppercased()),
            KernelLog.Variable("MODALIAS", "ap:t" + APQueueID.hexadecimal(card.type, 2).uppercased()),
        ]
        if kernel.level.apQueuesTellMode { all.append(.init("MODE", "cca")) }
        return all
    }

    private func readOnly(_ name: String, _ text: @escaping () -> String) -> Attribute {
        Attribute(name: name, file: SysfsFile(mode: 0o444) { text() + "\n" })
    }

    /// A count that a write sets to zero; it is zero.
    private func counter(_ name: String) -> Attribute {
        Attribute(name: name, file: SysfsFile(mode: 0o644, show: { Array("0\n".utf8) }, store: { $0.count }))
    }

    func files(of card: APCard) -> [Attribute] {
        [
            readOnly("hwtype") { String(card.type) }, readOnly("raw_hwtype") { String(card.type) },
            readOnly("depth") { "8" }, readOnly("ap_functions") { "0x92000000" }, counter("request_count"),
            readOnly("requestq_count") { "0" }, readOnly("pendingq_count") { "0" },
            readOnly("modalias") { "ap:t" + APQueueID.hexadecimal(card.type, 2).uppercased() },
        ]
    }

    func files(of queue: APQueue) -> [Attribute] {
        [
            counter("request_count"), readOnly("requestq_count") { "0" }, readOnly("pendingq_count") { "0" },
            readOnly("config") { queue.isGone ? "0" : "1" },
            // That of the host's own drivers.
            readOnly("interrupt") { "Interrupts disabled." },
            Attribute(
                name: "reset",
                file: SysfsFile(
                    mode: 0o644, show: { Array("No Reset Timer set.\n".utf8) },
                    store: { [unowned self] in
                        _ = reset(queue.id)
                        return $0.count
                    })),
        ]
    }

    var busFiles: [Attribute] {
        [
            readOnly("ap_max_adapter_id") { "255" }, readOnly("ap_max_domain_id") { "255" },
            readOnly("ap_adapter_mask") { [unowned self] in configuration.adapters.text },
            readOnly("ap_usage_domain_mask") { [unowned self] in configuration.domains.text },
            readOnly("ap_control_domain_mask") { [unowned self] in configuration.domains.text },
            readOnly("ap_interrupts") { "1" },
            mask("apmask", \.adapters) { try $0.change(adapters: $1, domains: $0.domains) },
            mask("aqmask", \.domains) { try $0.change(adapters: $0.adapters, domains: $1) },
        ]
    }

    private func mask(
        _ name: String, _ mask: @escaping (APBus) -> APMask, _ change: @escaping (APBus, APMask) throws -> Void
    ) -> Attribute {
        Attribute(
            name: name,
            file: SysfsFile(
                mode: 0o644, show: { [unowned self] in Array((mask(self).text + "\n").utf8) },
                store: { [unowned self] bytes in
                    var new = mask(self)
                    let text = String(decoding: bytes, as: UTF8.self)
                    try new.change(text.hasSuffix("\n") ? String(text.dropLast()) : text)
                    try change(self, new)
                    return bytes.count
                }))
    }
}
