// SPDX-License-Identifier: Apache-2.0

/// A line under an operation.
public enum TraceEffect: Sendable, Equatable {
    /// `kmsg LEVEL TEXT`
    case message(level: Int, text: String)
    /// `uevent ACTION DEVPATH KEY=VALUE…`
    case uevent(action: String, path: String, environment: [TraceField])
    /// `node PATH KIND [MODE] [VALUE]`
    case node(TraceNode)

    /// The permissions of a node, four octal digits.
    static func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// One file of a tree.
public struct TraceNode: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        case directory
        case link(String)
        case characterDevice(mode: UInt32)
        /// `content` as it is written: in quotes, an error, or `(dev)`; nil where reading is not permitted.
        case file(mode: UInt32, content: String?)
    }

    /// Below the top of the tree; `.` is the top itself.
    public var path: String
    public var kind: Kind

    public init(_ path: String, _ kind: Kind) {
        self.path = path
        self.kind = kind
    }

    /// How far below the top.
    public var depth: Int { path == "." ? 0 : path.split(separator: "/").count }
}

extension TraceNode: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .directory: "\(path) dir"
        case .link(let target): "\(path) link \(target)"
        case .characterDevice(let mode): "\(path) char \(TraceEffect.octal(mode))"
        case .file(let mode, nil): "\(path) file \(TraceEffect.octal(mode))"
        case .file(let mode, let content?): "\(path) file \(TraceEffect.octal(mode)) \(content)"
        }
    }
}

extension TraceEffect: CustomStringConvertible {
    public var description: String {
        switch self {
        case .message(let level, let text): "kmsg \(level) \(text)"
        case .uevent(let action, let path, let environment):
            environment.reduce(into: "uevent \(action) \(path)") { text, field in text += " \(field)" }
        case .node(let node): "node \(node)"
        }
    }
}
