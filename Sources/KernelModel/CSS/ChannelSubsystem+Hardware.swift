// SPDX-License-Identifier: Apache-2.0

/// What can be done with subchannels and channel paths from outside. What the kernel does of it is the work of others:
/// it may wait for users.
extension ChannelSubsystem {
    /// `subchannel`: add (`devno=`, `paths=40,41`), remove; hold: its device takes its time with programs, release.
    func performOnSubchannel(_ request: HardwareRequest) throws {
        guard let id = SubchannelID(parsing: request.id) else { throw Errno.EINVAL }
        switch request.action {
        case "add":
            if subchannel(id)?.hardware.isThere == true { throw Errno.EEXIST }
            let paths = try (request.details["paths"] ?? "40").split(separator: ",").map { text in
                try UInt8(text, radix: 16).orThrow(.EINVAL)
            }
            let number = try request.details["devno"].map { try UInt16($0, radix: 16).orThrow(.EINVAL) }
            if paths.isEmpty || paths.count > 8 { throw Errno.EINVAL }
            if let known = subchannel(id) {
                // Nobody has noticed that it was gone.
                known.hardware.isThere = true
                return try startWorker("slow path") { [unowned self] in try evaluate(known) }
            }
            try startWorker("slow path") { [unowned self] in
                try attach(id, deviceNumber: number ?? UInt16(truncatingIfNeeded: id.number), paths: paths)
            }
        case "remove": try detach(id)
        case "hold": try hold(id, true)
        case "release": try hold(id, false)
        default: throw Errno.EINVAL
        }
    }

    /// `path`: offline, online, vary-off, vary-on.
    func performOnPath(_ request: HardwareRequest) throws {
        guard let event = PathEvent(name: request.action), let path = UInt8(request.id, radix: 16) else {
            throw Errno.EINVAL
        }
        if !subchannels.contains(where: { $0.paths.contains { $0.path == path } }) { throw Errno.ENODEV }
        try startWorker("slow path") { [unowned self] in try pathEvent(path, event) }
    }
}
