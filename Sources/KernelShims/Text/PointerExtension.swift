// SPDX-License-Identifier: Apache-2.0

/// What the letters after `%p` ask for.
enum PointerExtension: Equatable {
    case hashed
    /// `%px`
    case address
    /// `%pe`
    case errorName
    /// `%ps` without the offset, `%pS` with it.
    case symbol(offset: Bool)
    /// `%pB`: a return address, so the function is the one of the byte before.
    case backtrace
    /// `%ph`
    case hexBytes(separator: UInt8?)
    /// `%pU`
    case uuid(littleEndian: Bool, uppercase: Bool)
    /// `%pM`, `%pm`
    case macAddress(separator: UInt8?, reversed: Bool)
    /// `%pI4`, `%pi4`
    case ipv4(leadingZeros: Bool, order: IPv4Order)
    /// `%pI6`, `%pi6`, `%pI6c`
    case ipv6(IPv6Style)
    /// `%pa`: all kernels of ours have addresses of eight bytes.
    case physicalAddress
    /// `%pb`, `%pbl`
    case bitmap(list: Bool)
    /// `%pR`, `%pr`
    case resource(decoded: Bool)
    /// `%pd`
    case dentry(depth: Int)
    /// `%pV`
    case nested

    enum IPv4Order { case network, little, host }
    enum IPv6Style { case full, contiguous, compressed }

    /// As the kernel does it, a first letter decides, some read on, and whatever follows is swallowed.
    init?(letters: [UInt8]) {
        func letter(_ index: Int) -> Character? {
            index < letters.count ? Character(UnicodeScalar(letters[index])) : nil
        }
        switch letter(0) {
        case nil, "K": self = .hashed
        case "x": self = .address
        case "e": self = .errorName
        case "s": self = .symbol(offset: false)
        case "S": self = .symbol(offset: true)
        case "B": self = .backtrace
        case "h": self = .hexBytes(separator: Self.hexSeparator(letter(1)))
        case "U":
            let kind = letter(1)
            self = .uuid(littleEndian: kind == "l" || kind == "L", uppercase: kind == "B" || kind == "L")
        case "M":
            self = .macAddress(separator: UInt8(ascii: letter(1) == "F" ? "-" : ":"), reversed: letter(1) == "R")
        case "m": self = .macAddress(separator: nil, reversed: letter(1) == "R")
        case "I", "i":
            guard let address = Self.internetAddress(letter(0) == "i", letter(1), letter(2)) else { return nil }
            self = address
        case "a": self = .physicalAddress
        case "b": self = .bitmap(list: letter(1) == "l")
        case "R": self = .resource(decoded: true)
        case "r": self = .resource(decoded: false)
        case "d": self = .dentry(depth: ["2": 2, "3": 3, "4": 4][letter(1)] ?? 1)
        case "V": self = .nested
        default: return nil
        }
    }

    private static func hexSeparator(_ letter: Character?) -> UInt8? {
        switch letter {
        case "C": UInt8(ascii: ":")
        case "D": UInt8(ascii: "-")
        case "N": nil
        default: UInt8(ascii: " ")
        }
    }

    private static func internetAddress(_ raw: Bool, _ version: Character?, _ style: Character?) -> Self? {
        switch version {
        case "4": .ipv4(leadingZeros: raw, order: style == "h" ? .host : style == "l" ? .little : .network)
        case "6": .ipv6(raw ? .contiguous : style == "c" ? .compressed : .full)
        default: nil
        }
    }
}
