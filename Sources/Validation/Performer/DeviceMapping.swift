// SPDX-License-Identifier: Apache-2.0

/// A region of the device in the program's memory.
///
/// 1. The first shared mapping at a `pos=` is for reading and writing and is the one that `mapped` looks at; further
///    ones are for reading. Those that succeed stay until the process ends.
/// 2. After the first `mapped` the program writes 11 22 33 44 at the beginning: what follows shows whether it arrived.
///    A scenario with `mapped_write off=0xN data=HEX` does its own writing and none of this.
///    With `keep=0` (an extension) a mapping goes at once; so does one of another file that is not the one looked at.
/// 3. The mapping goes after the last `mapped` before a `close`; with a `mapped_write`, or where the lines behind are not
///    known yet, before the device is closed.
struct DeviceMapping {
    static let mark: [UInt8] = [0x11, 0x22, 0x33, 0x44]

    let address: UInt64
    let length: Int
    /// What was mapped.
    let file: String
    var isMarked = false
    /// By a `mapped_write`.
    var isMarkedByLine = false

    init(address: UInt64, length: Int, file: String = "device") {
        self.address = address
        self.length = length
        self.file = file
    }
}

extension Performer {
    /// Rule 3.
    func unmap(beforeClosing name: String) throws {
        guard let mapping, name == mapping.file else { return }
        self.mapping = nil
        try user.munmap(mapping.address, length: mapping.length)
    }
}
