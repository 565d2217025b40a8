// SPDX-License-Identifier: Apache-2.0

/// What a function of the printf family writes into its buffer and returns, given the whole text.
public struct TextBuffer: Sendable, Equatable {
    /// What is written at the start of the buffer, with the terminator; empty where nothing is.
    public var bytes: [UInt8]
    public var result: Int32
    /// What the kernel would warn about in its log.
    public var warning: Warning?

    public enum Warning: Sendable, Equatable {
        /// vsnprintf() with a size above INT_MAX.
        case sizeTooLarge
        /// sysfs_emit() with a buffer that does not start a page, or sysfs_emit_at() with an offset out of the page.
        case notAPage
    }

    /// snprintf(): returns the length that the whole text has.
    public static func snprintf(_ text: [UInt8], size: UInt64) -> TextBuffer {
        guard size <= UInt64(Int32.max) else { return TextBuffer(bytes: [], result: 0, warning: .sizeTooLarge) }
        return TextBuffer(bytes: cut(text, to: Int(size)), result: Int32(truncatingIfNeeded: text.count))
    }

    /// scnprintf(): returns the number of characters that are in the buffer.
    public static func scnprintf(_ text: [UInt8], size: UInt64) -> TextBuffer {
        var buffer = snprintf(text, size: size)
        if UInt64(text.count) >= size { buffer.result = size == 0 ? 0 : Int32(truncatingIfNeeded: size - 1) }
        if buffer.warning != nil { buffer.result = 0 }
        return buffer
    }

    /// sprintf(): has no bound but that of the memory.
    public static func sprintf(_ text: [UInt8]) -> TextBuffer {
        snprintf(text, size: UInt64(Int32.max))
    }

    /// sysfs_emit(): the buffer is a page.
    public static func sysfsEmit(_ text: [UInt8], buffer: UInt64, pageSize: UInt64) -> TextBuffer {
        guard buffer != 0, buffer.isMultiple(of: pageSize) else {
            return TextBuffer(bytes: [], result: 0, warning: .notAPage)
        }
        return scnprintf(text, size: pageSize)
    }

    /// sysfs_emit_at(): what is written goes to `offset` in the page.
    public static func sysfsEmit(_ text: [UInt8], buffer: UInt64, at offset: Int32, pageSize: UInt64) -> TextBuffer {
        guard buffer != 0, buffer.isMultiple(of: pageSize), offset >= 0, UInt64(offset) < pageSize else {
            return TextBuffer(bytes: [], result: 0, warning: .notAPage)
        }
        return scnprintf(text, size: pageSize - UInt64(offset))
    }

    private static func cut(_ text: [UInt8], to size: Int) -> [UInt8] {
        size == 0 ? [] : text.prefix(size - 1) + [0]
    }
}
