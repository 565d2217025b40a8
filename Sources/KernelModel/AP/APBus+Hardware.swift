// SPDX-License-Identifier: Apache-2.0

extension APBus {
    /// `add` and `remove` of a domain of an adapter, `06.0005`.
    /// - Throws: `Errno.EINVAL` for what is no name or no action, `EEXIST`, `ENODEV`.
    func perform(_ request: HardwareRequest) throws {
        guard let id = APQueueID(request.id) else { throw Errno.EINVAL }
        switch request.action {
        case "add": try add(id)
        case "remove": try remove(id)
        default: throw Errno.EINVAL
        }
    }
}
