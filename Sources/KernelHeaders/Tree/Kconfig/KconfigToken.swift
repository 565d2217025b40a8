// SPDX-License-Identifier: Apache-2.0

/// A token of a line of a Kconfig file.
enum KconfigToken: Sendable, Hashable {
    /// A keyword, a symbol or a bare number.
    case word(String)
    /// Quoted text.
    case text(String)
    /// A macro call such as `$(cc-option,…)`, reduced to its answer: nothing is run.
    case macro(Bool)
    /// An operator or parenthesis.
    case sign(String)

    /// The token as a side of a comparison.
    var operand: KconfigExpression.Operand {
        switch self {
        case .word(let name):
            name.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } || name == "y" || name == "n" || name == "m"
                ? .literal(name) : .symbol(name)
        case .text(let text): .literal(text)
        case .macro(let holds): .literal(holds ? "y" : "n")
        case .sign(let sign): .literal(sign)
        }
    }

    /// Splits a line into tokens.
    /// - Parameter architecture: what `$(ARCH)` and `$(SRCARCH)` stand for.
    static func tokens(of line: ArraySlice<UInt8>, architecture: KernelArchitecture) -> [KconfigToken] {
        var tokens: [KconfigToken] = []
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                index += 1
            case UInt8(ascii: "#"):
                return tokens
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                tokens.append(.text(quoted(line, &index, architecture)))
            case UInt8(ascii: "$") where index + 1 < line.endIndex && line[index + 1] == UInt8(ascii: "("):
                let start = index
                skipMacro(line, &index)
                let text = String(decoding: line[start..<index], as: UTF8.self)
                if text == "$(ARCH)" || text == "$(SRCARCH)" {
                    tokens.append(.word(architecture.directoryName))
                } else {
                    tokens.append(.macro(KconfigMacros.answer(text)))
                }
            case UInt8(ascii: "&"), UInt8(ascii: "|"):
                let sign = byte == UInt8(ascii: "&") ? "&&" : "||"
                index += index + 1 < line.endIndex && line[index + 1] == byte ? 2 : 1
                tokens.append(.sign(sign))
            case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
                var sign = String(UnicodeScalar(byte))
                index += 1
                if index < line.endIndex, line[index] == UInt8(ascii: "=") {
                    sign += "="
                    index += 1
                }
                tokens.append(.sign(sign))
            case UInt8(ascii: "="), UInt8(ascii: "("), UInt8(ascii: ")"):
                tokens.append(.sign(String(UnicodeScalar(byte))))
                index += 1
            default:
                let start = index
                while index < line.endIndex, isWord(line[index]) { index += 1 }
                if index == start { index += 1 }
                tokens.append(.word(String(decoding: line[start..<index], as: UTF8.self)))
            }
        }
        return tokens
    }

    /// Whether a byte may be part of a bare word.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "/"):
            true
        default:
            byte >= 128
        }
    }

    private static func quoted(
        _ line: ArraySlice<UInt8>, _ index: inout Int, _ architecture: KernelArchitecture
    ) -> String {
        let mark = line[index]
        index += 1
        var bytes: [UInt8] = []
        while index < line.endIndex, line[index] != mark {
            if line[index] == UInt8(ascii: "\\"), index + 1 < line.endIndex { index += 1 }
            bytes.append(line[index])
            index += 1
        }
        index += 1
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(UInt8(ascii: "$")) else { return text }
        switch text {
        case "$(ARCH)", "$(SRCARCH)", "$(SUBARCH)": return architecture.directoryName
        default: return text
        }
    }

    private static func skipMacro(_ line: ArraySlice<UInt8>, _ index: inout Int) {
        var depth = 0
        while index < line.endIndex {
            if line[index] == UInt8(ascii: "(") { depth += 1 }
            if line[index] == UInt8(ascii: ")") {
                depth -= 1
                if depth == 0 {
                    index += 1
                    return
                }
            }
            index += 1
        }
    }
}

/// What the questions that Kconfig asks a compiler are answered with.
enum KconfigMacros {
    /// The answer to a macro call. Capabilities are taken as present; the compiler is clang, the linker GNU ld.
    static func answer(_ call: String) -> Bool {
        if call.contains("cc-name") { return call.contains("Clang") }
        if call.contains("ld-name") { return call.contains("BFD") }
        if call.contains("as-name") { return call.contains("LLVM") }
        // Asks whether the compiler objects to a second definition of a built-in macro: it does.
        if call.contains("__SIZEOF_INT128__=0") { return false }
        return !call.hasPrefix("$(failure")
    }
}
