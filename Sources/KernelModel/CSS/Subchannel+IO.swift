// SPDX-License-Identifier: Apache-2.0

/// What the kernel does with subchannels for their drivers: drivers/s390/cio/cio.c.
extension Subchannel {
    /// cio_update_schib().
    public func update() throws {
        guard let stored = hardware.store(), stored.isValid else { throw Errno.ENODEV }
        block = stored
    }

    /// cio_enable_subchannel().
    public func enable(_ parameter: UInt32) throws {
        try update()
        configuration.isEnabled = true
        configuration.interruptClass = interruptClass
        configuration.parameter = parameter
        try commit()
    }

    /// cio_disable_subchannel().
    public func disable() throws {
        try update()
        configuration.isEnabled = false
        try commit()
    }

    /// cio_commit_config(): tells the subchannel what the kernel wants of it.
    public func commit() throws {
        guard var wanted = hardware.store(), wanted.isValid else { throw Errno.ENODEV }
        var error: Errno?
        for _ in 0..<5 {
            configuration.apply(to: &wanted)
            switch hardware.modify(wanted) {
            case .done:
                try update()
                return
            case .statusPending:
                error = .EBUSY
                if hardware.test().code != .done { throw Errno.EBUSY }
            case .busy: error = .EBUSY
            case .notOperational: throw Errno.ENODEV
            }
        }
        if let error { throw error }
    }

    /// cio_start_key() with a request that is made already.
    public func start(_ request: OperationRequest) throws {
        switch try hardware.start(request) {
        case .done: block.status.activity.insert(.startPending)
        case .statusPending, .busy: throw Errno.EBUSY
        case .notOperational: throw Errno.ENODEV
        }
    }

    /// cio_halt().
    public func halt() throws {
        switch try hardware.halt() {
        case .done: block.status.activity.insert(.haltPending)
        case .statusPending, .busy: throw Errno.EBUSY
        case .notOperational: throw Errno.ENODEV
        }
    }

    /// cio_clear().
    public func clear() throws {
        guard try hardware.clear() == .done else { throw Errno.ENODEV }
        block.status.activity.insert(.clearPending)
    }

    /// cio_cancel().
    public func cancel() throws {
        switch hardware.cancel() {
        case .done: try update()
        case .statusPending: throw Errno.EBUSY
        case .busy: throw Errno.EINVAL
        case .notOperational: throw Errno.ENODEV
        }
    }

    /// cio_cancel_halt_clear(). -EBUSY: an interruption is to be expected.
    public func cancelHaltClear(_ retries: inout Int) throws {
        try update()
        if !block.control.isEnabled { return }
        if block.status.activity.isDisjoint(with: [.haltPending, .clearPending]) {
            do {
                try cancel()
                return
            } catch let errno as Errno where errno == .EINVAL {}
            retries = 3
        }
        if !block.status.activity.contains(.clearPending) {
            if retries > 0 {
                retries -= 1
                var isHalted = true
                do { try halt() } catch let errno as Errno where errno == .EBUSY { isHalted = false }
                if isHalted { throw Errno.EBUSY }
            }
            retries = 255
        }
        guard retries > 0 else { throw Errno.EIO }
        retries -= 1
        try clear()
        throw Errno.EBUSY
    }
}
