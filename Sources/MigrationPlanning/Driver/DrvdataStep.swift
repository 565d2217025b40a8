// SPDX-License-Identifier: Apache-2.0
import CSyntax
import Findings
import MdevUsage
import SourceText

/// M-26: `mdev_get_drvdata()` and `mdev_set_drvdata()` become what they were made of, wherever they stand: in functions,
/// in the driver's own macros, in its private headers.
struct DrvdataStep {
    let usage: DriverUsage

    private static let title = "drvdata through the device"

    func plan(_ builder: inout PlanBuilder) throws(Refusal) {
        var seen: Set<String> = []
        for unit in usage.index.units {
            for list in unit.tree.files where seen.insert(list.file.path).inserted {
                try plan(list, unit, &builder)
            }
        }
    }

    private func plan(_ list: TokenList, _ unit: ParseResult, _ builder: inout PlanBuilder) throws(Refusal) {
        let file = list.file
        for position in list.tokens.indices where list.tokens[position].kind == .identifier {
            guard DrvdataCall.names.contains(list.text(at: position)),
                !unit.isInactive(list.tokens[position].range, in: list.file.path)
            else { continue }
            try builder.add(
                "M-26", Self.title, in: list.file, try DrvdataCall.edits(at: position, in: list, rule: "M-26"))
        }
    }
}

/// One call of `mdev_get_drvdata()` or `mdev_set_drvdata()`, as tokens: it may stand in the body of a macro.
enum DrvdataCall {
    static let names = ["mdev_get_drvdata", "mdev_set_drvdata"]

    /// What makes it a call with the mdev's device.
    /// - Throws: `Refusal` where the function is named and not called: an inline function that goes has no address.
    static func edits(at position: Int, in list: TokenList, rule: RuleID) throws(Refusal) -> [TextEdit] {
        let range = list.tokens[position].range
        let name = list.text(at: position)
        guard list.token(position + 1, is: "("), let argument = firstArgument(behind: position + 1, in: list) else {
            throw Refusal(
                rule: rule, path: list.file.path, position: list.file.position(of: range.start),
                message: "\(name) is named here without being called",
                advice: "write a function of the driver's own around it, then convert again")
        }
        return [TextEdit(range, String(name.dropFirst()))] + deviceEdits(argument, in: list)
    }

    /// The tokens of the first argument.
    private static func firstArgument(behind open: Int, in list: TokenList) -> ClosedRange<Int>? {
        guard let close = list.closing(of: open), close > open + 1 else { return nil }
        var depth = 0
        for index in (open + 1)..<close where list.tokens[index].kind == .punctuator {
            switch list.text(at: index) {
            case "(", "[", "{": depth += 1
            case ")", "]", "}": depth -= 1
            case "," where depth == 0: return index > open + 1 ? (open + 1)...(index - 1) : nil
            default: break
            }
        }
        return (open + 1)...(close - 1)
    }

    /// Edits that make the `struct device *` of an expression for an mdev.
    private static func deviceEdits(_ argument: ClosedRange<Int>, in list: TokenList) -> [TextEdit] {
        let first = argument.lowerBound
        let whole = SourceRange(list.tokens[first].range.start, list.tokens[argument.upperBound].range.end)
        if ["mdev_from_dev", "to_mdev_device"].contains(list.text(at: first)), list.token(first + 1, is: "("),
            list.closing(of: first + 1) == argument.upperBound
        {
            let inside = SourceRange(
                list.tokens[first + 1].range.end, list.tokens[argument.upperBound].range.start)
            return [
                .delete(SourceRange(whole.start, inside.start)), .delete(SourceRange(inside.end, whole.end)),
            ]
        }
        // (m) in a macro
        if list.token(first, is: "("), list.closing(of: first) == argument.upperBound {
            return [.insert("&", at: whole.start), .insert("->dev", at: whole.end)]
        }
        let isPath = argument.allSatisfy { index in
            list.tokens[index].kind == .identifier || list.token(index, is: "->") || list.token(index, is: ".")
        }
        if isPath, !list.tokens[first].isInDirective {
            return [.insert("&", at: whole.start), .insert("->dev", at: whole.end)]
        }
        return [.insert("mdev_dev(", at: whole.start), .insert(")", at: whole.end)]
    }
}
