// SPDX-License-Identifier: Apache-2.0

extension DeviceCore {
    /// kobject_uevent_env() of a device: `environment`, then what the driver core and the subsystem add. Devices of no
    /// bus and no class have none.
    public func uevent(_ device: Device, _ action: String, _ environment: [KernelLog.Variable] = []) {
        if action == "remove" { device.wasRemovalAnnounced = true }
        guard let node = device.node, !device.suppressesEvents,
            let subsystem = device.bus?.name ?? device.deviceClass?.name
        else { return }
        guard let own = try? variables(of: device) else { return }
        if action == "add" { device.wasAnnounced = true }
        var all = [KernelLog.Variable("SUBSYSTEM", subsystem)] + environment
        all += own.filter { $0.key != "MAJOR" && $0.key != "MINOR" }
        if action == "unbind" { all.removeAll { $0.key == "MODALIAS" } }
        log.uevent(action, node.path, all)
    }

    /// dev_uevent(): what also stands in the file `uevent`.
    func variables(of device: Device) throws -> [KernelLog.Variable] {
        guard device.bus != nil || device.deviceClass != nil else { return [] }
        var all: [KernelLog.Variable] = []
        if let number = device.number, number.major != 0 {
            all.append(.init("MAJOR", "\(number.major)"))
            all.append(.init("MINOR", "\(number.minor)"))
            all.append(.init("DEVNAME", nodeName(of: device)))
            if let mode = device.deviceClass?.deviceMode(device) {
                all.append(.init("DEVMODE", "0" + String(mode & 0o777, radix: 8)))
            }
        }
        if let type = device.type?.name { all.append(.init("DEVTYPE", type)) }
        if let driver = device.driver { all.append(.init("DRIVER", driver.name)) }
        all += device.environment
        all += try device.bus?.uevent?(device) ?? []
        all += try device.deviceClass?.uevent?(device) ?? []
        return all
    }

    /// The file `uevent` of a device.
    func ueventFile(of device: Device) -> SysfsFile {
        SysfsFile(
            mode: 0o644,
            show: { [unowned self, unowned device] in
                let read = { (try? self.variables(of: device)) ?? [] }
                let isSilent = device.bus == nil && device.deviceClass == nil
                let all = level.ueventShowTakesLock && !isSilent ? try device.lock(read) : read()
                return Array(all.map { "\($0)\n" }.joined().utf8)
            },
            store: { [unowned self, unowned device] bytes in
                do {
                    try synthesise(bytes, at: device.node) { self.uevent(device, $0, $1) }
                } catch let error as Errno {
                    let number = level.ueventStoreTellsError ? ": \(error.result)" : ""
                    message(3, device, "uevent: failed to send synthetic uevent\(number)")
                    throw error
                }
                return bytes.count
            })
    }

    /// The write-only `uevent` of buses, drivers and modules.
    func ueventFile(_ subsystem: String, _ node: SysfsNode) -> SysfsFile {
        SysfsFile(
            mode: 0o200,
            store: { [unowned self, unowned node] bytes in
                try synthesise(bytes, at: node) { action, environment in
                    self.log.uevent(action, node.path, [.init("SUBSYSTEM", subsystem)] + environment)
                }
                return bytes.count
            })
    }

    /// kobject_synth_uevent(): "add" or "add UUID KEY=VALUE …".
    private func synthesise(
        _ bytes: [UInt8], at node: SysfsNode?, _ send: (String, [KernelLog.Variable]) -> Void
    ) throws {
        var text = bytes[...]
        if let last = text.last, last == 10 || last == 0 { text.removeLast() }
        let parts = text.split(separator: 32, maxSplits: 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let actions = ["add", "remove", "change", "move", "online", "offline", "bind", "unbind"]
        guard let action = parts.first, actions.contains(action) else {
            log.message(4, "synth uevent: \(node?.path ?? ""): unknown uevent action string")
            throw Errno.EINVAL
        }
        guard parts.count == 2 else { return send(action, [.init("SYNTH_UUID", "0")]) }
        guard let environment = Self.arguments(parts[1]) else {
            log.message(4, "synth uevent: \(node?.path ?? ""): incorrect uevent action arguments")
            throw Errno.EINVAL
        }
        send(action, environment)
    }

    private static func arguments(_ text: String) -> [KernelLog.Variable]? {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard let uuid = words.first, isUUID(uuid) else { return nil }
        var all = [KernelLog.Variable("SYNTH_UUID", String(uuid))]
        for word in words.dropFirst() {
            let parts = word.split(separator: "=", omittingEmptySubsequences: false)
            let isWord = { (part: Substring) in
                !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
            guard parts.count == 2, parts.allSatisfy(isWord) else { return nil }
            all.append(.init("SYNTH_ARG_\(parts[0])", String(parts[1])))
        }
        return all
    }

    private static func isUUID(_ text: Substring) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.enumerated().allSatisfy { index, byte in
            [8, 13, 18, 23].contains(index) ? byte == 45 : Character(UnicodeScalar(byte)).isHexDigit
        }
    }
}
