// SPDX-License-Identifier: Apache-2.0

/// What a file of a kernel tree is for, as far as its name tells.
public enum FileKind: Int, Sendable, Hashable, CaseIterable {
    case cSource, header, kconfig, makefile, defconfig, documentation

    /// The kind that a name (without its folder) stands for; nil for files that are not searched.
    ///
    /// The end of a name decides before its beginning: `Makefile.rst` is a document.
    public init?(fileName: String) {
        var name = fileName
        guard let kind = name.withUTF8({ FileKind(fileName: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = kind
    }

    /// The same for every file of a whole tree, hence on bytes.
    init?(fileName name: UnsafeRawBufferPointer) {
        if name.hasSuffix(".c") {
            self = .cSource
        } else if name.hasSuffix(".h") {
            self = .header
        } else if name.hasSuffix(".rst") || name.hasSuffix(".txt") {
            self = .documentation
        } else if name.hasSuffix("defconfig") || name.hasSuffix(".config") {
            self = .defconfig
        } else if name.hasPrefix("Kconfig") {
            self = .kconfig
        } else if name.hasPrefix("Makefile") || name.hasPrefix("Kbuild") {
            self = .makefile
        } else if name.hasPrefix("README") {
            self = .documentation
        } else {
            return nil
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && has(text, at: count - text.utf8CodeUnitCount)
    }

    fileprivate func hasPrefix(_ text: StaticString) -> Bool {
        count >= text.utf8CodeUnitCount && has(text, at: 0)
    }

    private func has(_ text: StaticString, at start: Int) -> Bool {
        for index in 0..<text.utf8CodeUnitCount where self[start + index] != text.utf8Start[index] { return false }
        return true
    }
}
