// SPDX-License-Identifier: Apache-2.0
import Validation

/// One difference or fault.
enum FindingCard {
    static func html(_ group: Verification.DifferenceGroup) -> HTML {
        let difference = group.first
        let isAlone = difference.side != nil
        let what: HTML = (difference.operation ?? difference.field).map { "<code>\($0)</code>" } ?? "at the end"
        let title: HTML =
            switch difference.side {
            case nil: "different: "
            case .new: "the new driver is not as before: "
            case .old, .both: "the driver is not as before: "
            }
        let following: HTML =
            difference.following == 0
            ? "" : "<p class=\"note\">and \(difference.following.of("operation")) behind it</p>"
        let others: HTML =
            group.others.isEmpty
            ? ""
            : """
            <details class="others"><summary>and the same in \(group.others.count.of("other run"))</summary>
            \(HTML(group.others.map(cause), separator: "\n"))
            </details>
            """
        return """
            <article class="card different">
            <h4>\(title)\(what) <span class="kind">\(difference.kinds.joined(separator: ", "))</span>\(rule(difference.rule))</h4>
            \(cause(difference.cause))
            <div class="sides">
            \(side(isAlone ? "without" : "old", difference.old, "old"))
            \(side(isAlone ? "with it" : "new", difference.new, "new"))
            </div>
            \(HTML([following, others].filter { !$0.isEmpty }, separator: "\n"))
            </article>
            """
    }

    private static func side(_ title: String, _ lines: [String], _ kind: String) -> HTML {
        let text: HTML =
            lines.isEmpty
            ? "<p class=\"none\">nothing</p>"
            : "<pre>\(HTML(lines.map { "\($0)" as HTML }, separator: "\n"))</pre>"
        return "<div class=\"\(kind)\"><h5>\(title)</h5>\(text)</div>"
    }

    static func html(_ fault: Verification.FaultNote, _ sources: SourceIndex, isAlone: Bool) -> HTML {
        let side =
            switch fault.side {
            case .old: isAlone ? "" : "the old driver alone"
            case .new: "the new driver"
            case .both: "both drivers"
            }
        let frames = fault.stack.map { frame -> HTML in
            guard let target = sources.target(of: frame, fault.side) else { return "<li>\(frame)</li>" }
            return "<li><a href=\"#\(target)\">\(frame)</a></li>"
        }
        let stack: HTML =
            frames.isEmpty
            ? "" : "<ol class=\"stack\">\n\(HTML(frames, separator: "\n"))\n</ol>"
        let times: HTML = fault.count > 1 ? "<span class=\"times\">\(fault.count) times</span>" : ""
        let badge: HTML = side.isEmpty ? "" : "<span class=\"side \(fault.side.rawValue)\">\(side)</span>"
        return """
            <details class="card fault \(fault.side.rawValue)"\(fault.side == .both ? "" : " open")>
            <summary><b>\(fault.kind)</b> \(badge) \(times)\(rule(fault.rule))<br><span class="headline">\(fault.headline)</span></summary>
            \(cause(fault.cause))
            \(stack)
            </details>
            """
    }

    private static func rule(_ rule: String?) -> HTML { rule.map { " <code>\($0)</code>" } ?? "" }

    private static func cause(_ cause: Verification.Cause) -> HTML {
        switch cause {
        case .scenario: ""
        case .failure(let call, let operation):
            "<p class=\"cause\">when <code>\(call)</code> fails in <code>\(operation)</code></p>"
        case .schedule(let race, let choices):
            """
            <p class="cause">in the race <code>\(race)</code>, \
            <code>--schedule \(race):\(ScheduleText.text(choices))</code></p>
            """
        }
    }
}
