// SPDX-License-Identifier: Apache-2.0

/// A piece of a page. Literals are markup; every text that is put into one is escaped, so that nothing which comes from a
/// driver or a kernel can become markup.
struct HTML: Sendable, Equatable, ExpressibleByStringInterpolation {
    private(set) var markup: String

    init(stringLiteral value: String) { markup = value }

    init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    /// Pieces one after the other.
    init(_ pieces: [HTML], separator: HTML = "") {
        markup = pieces.map(\.markup).joined(separator: separator.markup)
    }

    static func += (left: inout HTML, right: HTML) { left.markup += right.markup }

    static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }

    var isEmpty: Bool { markup.isEmpty }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { markup += literal }

        mutating func appendInterpolation(_ piece: HTML) { markup += piece.markup }

        mutating func appendInterpolation(_ number: Int) { markup += String(number) }

        mutating func appendInterpolation(_ text: String) {
            for scalar in Display.printable(text).unicodeScalars {
                switch scalar {
                case "&": markup += "&amp;"
                case "<": markup += "&lt;"
                case ">": markup += "&gt;"
                case "\"": markup += "&quot;"
                case "'": markup += "&#39;"
                default: markup.unicodeScalars.append(scalar)
                }
            }
        }
    }
}

extension Int {
    /// "1 operation", "2 operations".
    func of(_ one: String) -> String { self == 1 ? "1 \(one)" : "\(self) \(one)s" }
}
