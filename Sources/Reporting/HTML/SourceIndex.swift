// SPDX-License-Identifier: Apache-2.0
import Validation

/// A file of a driver, as it was executed.
public struct VerifiedSource: Sendable {
    /// What became of a line. Lines without code are neither.
    public enum Line: Sendable, Equatable {
        case covered, uncovered
    }

    public var side: Verification.Side
    /// As stacks and headlines name it.
    public var path: String
    public var text: String
    /// By line, from 1. Empty: coverage was not measured.
    public var lines: [Int: Line]

    public init(side: Verification.Side, path: String, text: String, lines: [Int: Line] = [:]) {
        self.side = side
        self.path = path
        self.text = text
        self.lines = lines
    }
}

/// Where a line of a source stands on the page.
struct SourceIndex: Sendable {
    let sources: [VerifiedSource]
    /// By source, by line: what is wrong there.
    private(set) var marks: [[Int: [String]]]
    /// By source: lines that stacks lead to.
    private var linked: [Set<Int>]
    private let prefix: String

    init(_ driver: VerifiedDriver, prefix: String) {
        sources = driver.sources
        self.prefix = prefix
        marks = Array(repeating: [:], count: sources.count)
        linked = Array(repeating: [], count: sources.count)
        for fault in driver.verification.faults {
            let frames = fault.stack.compactMap { place(in: $0, fault.side) }
            for frame in frames { linked[frame.source].insert(frame.line) }
            // Else the innermost frame of the driver; kernel headers are no sources.
            guard let place = place(in: fault.headline, fault.side) ?? frames.first else { continue }
            let mark = "\(fault.kind): \(fault.message)"
            if marks[place.source][place.line]?.contains(mark) != true {
                marks[place.source][place.line, default: []].append(mark)
            }
        }
    }

    private func id(_ source: Int, _ line: Int) -> String { "\(prefix)-\(source + 1)-\(line)" }

    /// The name of a line that something leads to; one for each line would double the page.
    func anchor(_ source: Int, line: Int) -> String? { linked[source].contains(line) ? id(source, line) : nil }

    /// The anchor of the line that a frame, "mtty_read (mtty.c:816:8)", or a headline names.
    func target(of text: String, _ side: Verification.Side) -> String? {
        place(in: text, side).map { id($0.source, $0.line) }
    }

    private func place(in text: String, _ side: Verification.Side) -> (source: Int, line: Int)? {
        // What both have is told in lines of the old one.
        let wanted: Verification.Side = side == .new ? .new : .old
        for (index, source) in sources.enumerated() where source.side == wanted {
            // Behind the bracket of a frame, or at the start of a headline.
            let rest: Substring
            if text.hasPrefix("\(source.path):") {
                rest = text.dropFirst(source.path.count + 1)
            } else if let bracket = text.lastIndex(of: "("), text[bracket...].hasPrefix("(\(source.path):") {
                rest = text[bracket...].dropFirst(source.path.count + 2)
            } else {
                continue
            }
            if let line = Int(rest.prefix { $0.isNumber }) { return (index, line) }
        }
        return nil
    }
}
