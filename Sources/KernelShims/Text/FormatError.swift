// SPDX-License-Identifier: Apache-2.0

/// Why a format string could not be turned into text.
public enum FormatError<Fault: Error>: Error {
    /// A letter after `%p` that the kernel has no meaning for, or that is not modelled; the letters as written.
    case unknownExtension(String)
    /// A conversion that the kernel refuses with a warning (`%n`, `%f`, a lone `%`); as written.
    case invalidConversion(String)
    /// `%pV` within `%pV`, too deep.
    case nestedTooDeep
    /// Taking an argument or reading memory failed.
    case source(Fault)
}

extension FormatError: Sendable where Fault: Sendable {}
extension FormatError: Equatable where Fault: Equatable {}

extension FormatError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownExtension(let letters): "format extension %p\(letters) is not supported"
        case .invalidConversion(let text): "the kernel has no conversion '\(text)'"
        case .nestedTooDeep: "%pV nested too deeply"
        case .source(let fault): "\(fault)"
        }
    }
}
