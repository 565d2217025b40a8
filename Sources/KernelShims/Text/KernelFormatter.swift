// SPDX-License-Identifier: Apache-2.0

/// The kernel's vsnprintf without a buffer: the whole text, which `TextBuffer` then cuts to size.
public struct KernelFormatter<Source: FormatSource> {
    public typealias Failure = FormatError<Source.Fault>

    var source: Source
    let target: TextTarget
    private var depth = 0
    private static var depthLimit: Int { 16 }

    public init(source: Source, target: TextTarget) {
        self.source = source
        self.target = target
    }

    /// The text of the format, and the source with the arguments taken.
    public static func text(
        _ format: [UInt8], source: inout Source, target: TextTarget
    ) throws(Failure) -> [UInt8] {
        var formatter = KernelFormatter(source: source, target: target)
        defer { source = formatter.source }
        return try formatter.text(format)
    }

    mutating func text(_ format: [UInt8]) throws(Failure) -> [UInt8] {
        var parser = FormatParser(format)
        var output: [UInt8] = []
        while let piece = try piece(&parser) {
            switch piece {
            case .literal(let bytes): output += bytes
            case .conversion(let conversion): output += try text(of: conversion)
            }
        }
        return output
    }

    private func piece(_ parser: inout FormatParser) throws(Failure) -> FormatPiece? {
        do {
            return try parser.next()
        } catch {
            throw .invalidConversion(error.text)
        }
    }

    private mutating func text(of conversion: Conversion) throws(Failure) -> [UInt8] {
        let spec = try spec(of: conversion)
        switch conversion.kind {
        case .percent:
            return [UInt8(ascii: "%")]
        case .character:
            let character = try fromSource { source throws(Source.Fault) in try source.nextInteger(bytes: 4) }
            return spec.widened([UInt8(truncatingIfNeeded: character)])
        case .integer(let length, let base):
            return spec.number(try integer(length, signed: spec.flags.contains(.signed)), base: base)
        case .string:
            let pointer = try fromSource { source throws(Source.Fault) in try source.nextPointer() }
            return try string(at: pointer, spec)
        case .pointer(let letters):
            let pointer = try fromSource { source throws(Source.Fault) in try source.nextPointer() }
            return try text(of: pointer, letters: letters, spec)
        }
    }

    private mutating func spec(of conversion: Conversion) throws(Failure) -> FieldSpec {
        var spec = FieldSpec(flags: conversion.flags)
        switch conversion.width {
        case .absent: break
        case .fixed(let width): spec.width = min(width, FieldSpec.widthLimit)
        case .argument: spec.setWidth(argument: try int())
        }
        switch conversion.precision {
        case .absent: break
        case .fixed(let precision): spec.precision = min(precision, FieldSpec.precisionLimit)
        case .argument: spec.setPrecision(argument: try int())
        }
        return spec
    }

    private mutating func int() throws(Failure) -> Int32 {
        let bits = try fromSource { source throws(Source.Fault) in try source.nextInteger(bytes: 4) }
        return Int32(truncatingIfNeeded: bits)
    }

    /// The argument, cut to its length and extended to 64 bits.
    private mutating func integer(_ length: IntegerLength, signed: Bool) throws(Failure) -> UInt64 {
        let bytes = target.bytes(of: length)
        let bits = try fromSource { source throws(Source.Fault) in try source.nextInteger(bytes: max(bytes, 4)) }
        let unused = UInt64(64 - 8 * bytes)
        let aligned = bits << unused
        return signed ? UInt64(bitPattern: Int64(bitPattern: aligned) >> Int64(unused)) : aligned >> unused
    }

    /// A string, or what the kernel prints in place of one that cannot be there.
    mutating func string(at pointer: Source.Pointer, _ spec: FieldSpec) throws(Failure) -> [UInt8] {
        if let message = badPointer(pointer, spec) { return message }
        let limit = spec.precision ?? .max
        return spec.string(
            try fromSource { source throws(Source.Fault) in try source.string(at: pointer, limit: limit) })
    }

    /// "(null)" and "(efault)": for addresses that are refused without looking.
    mutating func badPointer(_ pointer: Source.Pointer, _ spec: FieldSpec) -> [UInt8]? {
        let address = source.address(of: pointer)
        guard address < target.pageSize || target.isError(address) else { return nil }
        return errorText(address == 0 ? "(null)" : "(efault)", spec)
    }

    /// The kernel cuts its messages to the length of an address unless a precision is given.
    func errorText(_ message: String, _ spec: FieldSpec) -> [UInt8] {
        var spec = spec
        spec.precision = spec.precision ?? 2 * target.longBytes
        return spec.string(message.utf8)
    }

    /// `%pV`.
    mutating func nested(at pointer: Source.Pointer, _ spec: FieldSpec) throws(Failure) -> [UInt8] {
        if let message = badPointer(pointer, spec) { return message }
        guard depth < Self.depthLimit else { throw .nestedTooDeep }
        let format = try fromSource { source throws(Source.Fault) in try source.enterNested(at: pointer) }
        depth += 1
        defer {
            depth -= 1
            source.leaveNested()
        }
        return try text(format)
    }

    mutating func fromSource<Value>(
        _ body: (inout Source) throws(Source.Fault) -> Value
    ) throws(Failure) -> Value {
        do {
            return try body(&source)
        } catch {
            throw .source(error)
        }
    }
}

extension TextTarget {
    public func bytes(of length: IntegerLength) -> Int {
        switch length {
        case .char: 1
        case .short: 2
        case .int: 4
        case .longLong: 8
        case .long, .size, .pointerDifference: longBytes
        }
    }
}
