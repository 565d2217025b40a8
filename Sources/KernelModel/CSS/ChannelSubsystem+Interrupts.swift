// SPDX-License-Identifier: Apache-2.0

extension ChannelSubsystem {
    /// Subchannels have accepted functions, or have something to tell.
    public var hasWork: Bool { subchannels.contains { $0.hardware.hasWork } }

    /// One thing that happens by itself: a function is performed, or an interruption is made. Runs as an interrupt.
    public func step() throws {
        guard let subchannel = subchannels.first(where: { $0.hardware.hasWork }) else { return }
        if subchannel.hardware.takeInterruption() { return try interrupt(subchannel.hardware) }
        try subchannel.hardware.work(memory)
    }

    /// do_cio_interrupt(): the parameter that the subchannel was given says whose it is.
    private func interrupt(_ hardware: HardwareSubchannel) throws {
        let parameter = hardware.control.parameter
        if parameter == 0 {
            _ = hardware.test()
            return
        }
        guard let subchannel = subchannels.first(where: { UInt32(truncatingIfNeeded: $0.handle) == parameter }) else {
            let number = SubchannelID.hexadecimal(parameter, digits: 8)
            throw ModelStop.oops(
                "the interruption parameter 0x\(number) of the subchannel \(hardware.id) is no subchannel's address")
        }
        try withLock(subchannel) {
            let (code, response) = hardware.test()
            guard code == .done else { return }
            try onFetch(subchannel)
            subchannel.block.status = StatusWord(Array(response.prefix(12)))
            try onTell(subchannel)
            try subchannel.driver?.interrupt?(subchannel, response)
        }
    }

    // MARK: Devices that take their time

    /// From now on programs stay active, until `isHeld` is taken back.
    public func hold(_ id: SubchannelID, _ isHeld: Bool) throws {
        guard let subchannel = subchannel(id) else { throw Errno.ENODEV }
        subchannel.hardware.isHeld = isHeld
        if hasWork { try onWork() }
    }

    // MARK: Channel paths

    /// Something happens to a channel path: whoever has a subchannel behind it is told, under its lock.
    public func pathEvent(_ path: UInt8, _ event: PathEvent) throws {
        let concerned = subchannels.filter { $0.paths.contains { $0.path == path } }
        if concerned.isEmpty { throw Errno.ENODEV }
        for subchannel in concerned {
            let mask = subchannel.paths.filter { $0.path == path }.reduce(0) { $0 | $1.mask }
            switch event {
            case .offline: subchannel.hardware.control.available &= ~mask
            case .online: subchannel.hardware.control.available |= mask
            case .varyOn, .varyOff: break
            }
            var isLost = false
            try withLock(subchannel) {
                do {
                    try subchannel.driver?.pathEvent?(subchannel, path, event)
                } catch is Errno {
                    isLost = true
                }
            }
            if isLost, event == .offline { try unregister(subchannel) }
        }
    }
}

extension StatusWord {
    /// What was stored.
    public init(_ bytes: [UInt8]) {
        let first = UInt32(BigEndian.number(bytes[0..<4]))
        request = first & 0xfff8_0000
        functions = Functions(rawValue: first >> 12 & 7)
        activity = Activity(rawValue: first >> 5 & 0x7f)
        status = Status(rawValue: first & 0x1f)
        address = UInt32(BigEndian.number(bytes[4..<8]))
        deviceStatus = DeviceStatus(rawValue: bytes[8])
        subchannelStatus = SubchannelStatus(rawValue: bytes[9])
        count = UInt16(BigEndian.number(bytes[10..<12]))
    }
}
