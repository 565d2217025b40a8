// SPDX-License-Identifier: Apache-2.0
import Validation

/// One operation of a diagram.
struct DiagramRow {
    let isPair: Bool

    /// More effects than these are folded.
    private static let limit = 8

    func html(_ operation: SideBySide.Operation) -> HTML {
        let request = (operation.old ?? operation.new)?.operation?.request ?? ""
        let state =
            switch operation.state {
            case .equal: "equal"
            case .tolerated: "tolerated"
            case .different: "different"
            }
        let label: HTML =
            switch operation.state {
            case .equal: ""
            case .tolerated: "<em>tolerated</em>"
            case .different: "<em>different</em>"
            }
        let ask: HTML = """
            <div class="user"><div class="box"><i>\(operation.number)</i> <code>\(request)</code>\(label)</div></div>
            """
        let (old, new) = (operation.old, operation.new)
        let cells: HTML =
            isPair
            ? "\(side(old, besides: new, "left"))\(lane(old, "l"))\(ask)\(lane(new, "r"))\(side(new, besides: old, "right"))"
            : "\(ask)\(lane(old, "r"))\(side(old, besides: old, "right"))"
        return "<div class=\"row \(state)\">\(cells)</div>"
    }

    /// The arrows between the user and a kernel, with the answer on the lower one.
    private func lane(_ entry: TraceEntry?, _ direction: String) -> HTML {
        guard let result = entry?.operation?.result else { return "<div class=\"lane\"></div>" }
        let symbol = result == .killed ? direction + "k" : direction
        let kind = result.isError ? " error" : ""
        return """
            <div class="lane\(kind)"><svg viewBox="0 0 96 36" aria-hidden="true"><use href="#\(symbol)"/></svg>\
            <span>\(result.description)</span></div>
            """
    }

    /// What a kernel said besides the answer, and what it did.
    private func side(_ entry: TraceEntry?, besides other: TraceEntry?, _ place: String) -> HTML {
        guard let entry, let operation = entry.operation else {
            return "<div class=\"side \(place)\"><p class=\"none\">not performed</p></div>"
        }
        var lines: [HTML] = []
        if !operation.results.isEmpty {
            let same = other?.operation?.results == operation.results
            lines.append(line(operation.results.map(\.description).joined(separator: " "), "result", isSame: same))
        }
        // Answers may stand among what was asked, too.
        if let other = other?.operation, other.request != operation.request {
            lines.append(line(operation.request, "result", isSame: false))
        }
        var rest = other?.effects ?? []
        for effect in entry.effects {
            var isSame = false
            if let index = rest.firstIndex(of: effect) {
                rest.remove(at: index)
                isSame = true
            }
            let kind =
                switch effect {
                case .message: "kmsg"
                case .uevent: "uevent"
                case .node: "node"
                }
            lines.append(line(effect.description, kind, isSame: isSame))
        }
        let list: HTML = lines.isEmpty ? "" : "<ul>\(HTML(lines))</ul>"
        if lines.count > Self.limit, entry.effects == other?.effects {
            return """
                <div class="side \(place)"><details><summary>\(lines.count.of("line"))</summary>\(list)</details></div>
                """
        }
        return "<div class=\"side \(place)\">\(list)</div>"
    }

    private func line(_ text: String, _ kind: String, isSame: Bool) -> HTML {
        "<li class=\"\(isSame ? kind : kind + " other")\">\(text)</li>"
    }
}
