// SPDX-License-Identifier: Apache-2.0
import Validation

/// Traces as a sequence diagram: the user in the middle asks both kernels for the same, each answers, and beside its line
/// stands what else it did. Runs without a difference are folded.
struct TraceDiagram {
    let html: HTML

    init(_ verification: Verification, _ rows: [SideBySide.Row]) {
        let isPair = verification.newLevel != nil
        let row = DiagramRow(isPair: isPair)
        var body: [HTML] = []
        var run: [SideBySide.Operation] = []
        func fold() {
            if !run.isEmpty { body.append(Self.folded(run, row)) }
            run = []
        }
        for item in rows {
            switch item {
            case .heading(let text):
                fold()
                body.append("<h4>\(text)</h4>")
            case .remark(let text):
                fold()
                body.append("<p class=\"remark\">\(text)</p>")
            case .operation(let operation) where operation.state == .different:
                fold()
                body.append(row.html(operation))
            case .operation(let operation): run.append(operation)
            }
        }
        fold()
        let new: HTML =
            verification.newLevel.map {
                "<div></div><div class=\"who\">new driver in kernel \($0)</div>"
            } ?? ""
        let old: HTML =
            "<div class=\"who\">\(isPair ? "old driver" : "driver") in kernel \(verification.oldLevel)</div>"
        let user: HTML = "<div class=\"who user\">user</div>"
        let heads: HTML = isPair ? "\(old)<div></div>\(user)\(new)" : "\(user)<div></div>\(old)"
        html = """
            <div class="diagram \(isPair ? "pair" : "single")">
            <div class="row heads">\(heads)</div>
            \(HTML(body, separator: "\n"))
            </div>
            """
    }

    private static func folded(_ run: [SideBySide.Operation], _ row: DiagramRow) -> HTML {
        let tolerated = run.count { $0.state == .tolerated }
        var text = run.count.of("operation")
        if row.isPair {
            switch tolerated {
            case 0: text += ", the same on both"
            case run.count: text += ", the same but for what the levels imply"
            default: text += ", the same on both, \(tolerated) of them but for what the levels imply"
            }
        }
        var names: [String] = []
        for name in run.compactMap({ ($0.old ?? $0.new)?.operation?.name }) where !names.contains(name) {
            names.append(name)
        }
        let list = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
        return """
            <details class="run"><summary>\(text) <span class="note">\(list)</span></summary>
            \(HTML(run.map(row.html), separator: "\n"))
            </details>
            """
    }

    /// Drawn once, used in every row: a request and an answer, to the left and to the right, and an answer that never came.
    static let arrows: HTML = """
        <svg width="0" height="0" style="position:absolute" aria-hidden="true">
        <symbol id="l" viewBox="0 0 96 36"><path d="M96 10H4" class="ask"/><path d="M10 6L2 10L10 14Z" class="tip"/>\
        <path d="M0 30H90" class="back"/><path d="M86 26L94 30L86 34Z" class="tip"/></symbol>
        <symbol id="r" viewBox="0 0 96 36"><path d="M0 10H92" class="ask"/><path d="M86 6L94 10L86 14Z" class="tip"/>\
        <path d="M6 30H96" class="back"/><path d="M10 26L2 30L10 34Z" class="tip"/></symbol>
        <symbol id="lk" viewBox="0 0 96 36"><path d="M96 10H4" class="ask"/><path d="M10 6L2 10L10 14Z" class="tip"/>\
        <path d="M0 31H34M30 27L38 35M38 27L30 35" class="dead"/></symbol>
        <symbol id="rk" viewBox="0 0 96 36"><path d="M0 10H92" class="ask"/><path d="M86 6L94 10L86 14Z" class="tip"/>\
        <path d="M62 31H96M58 27L66 35M66 27L58 35" class="dead"/></symbol>
        </svg>
        """
}
