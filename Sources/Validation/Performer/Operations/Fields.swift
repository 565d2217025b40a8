// SPDX-License-Identifier: Apache-2.0

extension Performer {
    /// A field that the line has to have.
    func text(_ name: String, of operation: TraceOperation) throws -> String {
        guard let field = operation.field(name), field.written != nil else {
            throw problem("the field \"\(name)=\" is missing")
        }
        return field.text
    }

    func bytes(_ name: String, of operation: TraceOperation) throws -> [UInt8] {
        guard let field = operation.field(name), field.written != nil else {
            throw problem("the field \"\(name)=\" is missing")
        }
        return field.bytes
    }

    func number(_ name: String, of operation: TraceOperation) throws -> Int64 {
        guard let field = operation.field(name) else { throw problem("the field \"\(name)=\" is missing") }
        guard let number = field.number else { throw problem("\"\(field)\" is no number") }
        return number
    }

    /// How many bytes: not negative, and no more than fits into a buffer.
    func count(_ name: String, of operation: TraceOperation, upTo limit: Int64 = 32768) throws -> Int {
        let count = try number(name, of: operation)
        guard (0...limit).contains(count) else { throw problem("\"\(name)=\(count)\" is out of range") }
        return Int(count)
    }

    /// Bytes written as hexadecimal digits.
    func hexadecimal(_ name: String, of operation: TraceOperation) throws -> [UInt8] {
        let text = try text(name, of: operation)
        guard let bytes = TraceText.bytes(hexadecimal: text) else {
            throw problem("\"\(name)=\(text)\" are no pairs of hexadecimal digits")
        }
        return bytes
    }
}
