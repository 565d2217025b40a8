// SPDX-License-Identifier: Apache-2.0

extension Program {
    /// The instructions of a function, one a line, for those who work on the decoder. Slots are words of the frame.
    public func listing(of name: String) -> String {
        guard let index = functionNames.firstIndex(of: name), functions[index].isDefined else { return "" }
        let record = functions[index]
        var lines: [String] = ["\(name): \(record.frameWords) words, \(record.variableCount) variables in memory"]
        var at = record.entry
        while at < record.end {
            let i = code[at]
            let operands = i.op.operands
            var text = "\(at): \(i.op)"
            if operands.contains(.writesD) || operands.contains(.readsD) { text += " d=\(i.d)" }
            if operands.contains(.readsA) { text += " a=\(i.a)" }
            if operands.contains(.readsB) { text += " b=\(i.b)" }
            text += " x=\(i.x) imm=0x\(String(i.imm, radix: 16))"
            if i.op == .helper { text += " \(Helper(rawValue: i.a).map { "\($0)" } ?? "?")" }
            at += 1
            if operands.contains(.readsPool) {
                let slots = UnsafeRawPointer(code + at).assumingMemoryBound(to: UInt16.self)
                text += " (" + (0..<Int(i.x)).map { "\(slots[$0])" }.joined(separator: ", ") + ")"
                at += (Int(i.x) + 7) / 8
            }
            if i.op == .switchOn { at += Int(i.imm >> 32) }
            lines.append("  \(text)  ; \(position(at - 1).line)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
