// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#endif

/// What goes out to the person or program that called.
enum Terminal {
    /// Why the bytes could not be written; nil when all of them were, or when the reader went away.
    static func standardOutput(_ bytes: [UInt8]) -> String? { write(bytes, to: STDOUT_FILENO) }
    static func standardError(_ text: String) {
        _ = write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: STDERR_FILENO)
    }

    /// Replaces what the last call showed; an empty text leaves nothing.
    static func progress(_ text: String) { _ = write(Array("\r\u{1b}[K\(text)".utf8), to: STDERR_FILENO) }

    static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// How many columns the terminal that shows the output has; nil where the output goes elsewhere.
    static var outputWidth: Int? {
        var size = winsize()
        guard outputIsTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return errno == EPIPE ? nil : String(cString: strerror(errno))
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}
