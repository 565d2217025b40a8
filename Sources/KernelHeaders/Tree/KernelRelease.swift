// SPDX-License-Identifier: Apache-2.0

/// The release of a kernel tree, as its top Makefile states it.
public struct KernelRelease: Sendable, Comparable, Hashable, CustomStringConvertible {
    /// `VERSION`.
    public var major: Int
    /// `PATCHLEVEL`.
    public var patchlevel: Int
    /// `SUBLEVEL`.
    public var sublevel: Int

    /// Creates a release of three numbers.
    public init(_ major: Int, _ patchlevel: Int, _ sublevel: Int = 0) {
        self.major = major
        self.patchlevel = patchlevel
        self.sublevel = sublevel
    }

    /// Reads the release from the text of a kernel's top Makefile; nil when that is not one.
    public init?(makefile text: String) {
        var numbers: [String: Int] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")).prefix(40) {
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: line[..<equals], as: UTF8.self).trimmedBlanks
            let value = String(decoding: line[line.index(after: equals)...], as: UTF8.self).trimmedBlanks
            if numbers[name] == nil, let number = Int(value) { numbers[name] = number }
        }
        guard let major = numbers["VERSION"], let patchlevel = numbers["PATCHLEVEL"] else { return nil }
        self.init(major, patchlevel, numbers["SUBLEVEL"] ?? 0)
    }

    /// `LINUX_VERSION_CODE`: the sublevel takes one byte.
    public var versionCode: Int { major << 16 + patchlevel << 8 + min(sublevel, 255) }

    public var description: String { "\(major).\(patchlevel).\(sublevel)" }

    public static func < (left: KernelRelease, right: KernelRelease) -> Bool {
        (left.major, left.patchlevel, left.sublevel) < (right.major, right.patchlevel, right.sublevel)
    }
}
