// SPDX-License-Identifier: Apache-2.0

/// What is in a subchannel's directory.
extension ChannelSubsystem {
    /// Of every subchannel.
    func files(of subchannel: Subchannel) -> AttributeGroup {
        AttributeGroup(
            name: nil,
            attributes: [
                Attribute(name: "type", file: SysfsFile(mode: 0o444, text: { "0\n" })),
                Attribute(name: "modalias", file: SysfsFile(mode: 0o444, text: { "css:t0\n" })),
                Attribute(
                    name: "driver_override",
                    file: SysfsFile(
                        mode: 0o644,
                        show: { [unowned subchannel] in Array("\(subchannel.driverOverride ?? "(null)")\n".utf8) },
                        store: { [unowned subchannel] bytes in
                            if bytes.count >= 4095 { throw Errno.EINVAL }
                            let text = String(decoding: bytes.prefix { $0 != 0 && $0 != 10 }, as: UTF8.self)
                            subchannel.driverOverride = text.isEmpty ? nil : text
                            return bytes.count
                        })),
            ])
    }

    /// Of I/O subchannels.
    func typeFiles(of subchannel: Subchannel) -> AttributeGroup {
        func hexadecimal(_ value: UInt8) -> String { SubchannelID.hexadecimal(value, digits: 2) }
        return AttributeGroup(
            name: nil,
            attributes: [
                Attribute(
                    name: "chpids",
                    file: SysfsFile(
                        mode: 0o444,
                        text: { [unowned subchannel] in
                            subchannel.block.control.paths.map { hexadecimal($0) + " " }.joined() + "\n"
                        })),
                Attribute(
                    name: "pimpampom",
                    file: SysfsFile(
                        mode: 0o444,
                        text: { [unowned subchannel] in
                            let control = subchannel.block.control
                            return [control.installed, control.available, control.operational].map(hexadecimal)
                                .joined(separator: " ") + "\n"
                        })),
                Attribute(
                    name: "dev_busid",
                    file: SysfsFile(
                        mode: 0o444,
                        text: { [unowned subchannel] in
                            let number = subchannel.block.control.deviceNumber
                            return SubchannelID(set: subchannel.id.set, number: Int(number)).description + "\n"
                        })),
            ])
    }
}
